/* Moving on the board: drag a slip onto another mat, or press the left or right arrow on its
   "Move to…". Both press the same button as a finger would, and the reason is asked for there.
   Without this script the buttons lead to a page with the same form. */
(() => {
  "use strict";
  const page = document;
  const ORDER = ["now", "next", "wow"];
  const ask = (slip, to) => {
    const button = slip?.querySelector(`.move button[name=to][value=${to}]`);
    if (!button) return false;
    slip.querySelector(".move").open = true;
    button.click();
    return true;
  };

  page.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const slip = step && event.target.closest?.(".move > summary")?.closest("[data-slip]");
    if (!slip || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = ORDER[ORDER.indexOf(slip.dataset.slip) + step];
    if (to && ask(slip, to)) event.preventDefault();
  });

  let held = null;
  page.addEventListener("pointerdown", (event) => {
    const slip = event.target.closest?.("[data-slip]");
    /* Where words are written or chosen, a drag marks letters. */
    if (slip) slip.draggable = !event.target.closest("form, summary") && Boolean(slip.querySelector(".move button[name=to]"));
  });
  page.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-slip]") ?? null;
    if (held) event.dataTransfer.setData("text/plain", held.querySelector("h3").textContent);
  });
  const under = (event) => {
    const mat = event.target.closest?.("[data-mat]");
    return held && mat && mat.dataset.mat !== held.dataset.slip ? mat : null;
  };
  page.addEventListener("dragover", (event) => {
    if (under(event)) event.preventDefault();
  });
  page.addEventListener("dragend", () => { held = null; });
  page.addEventListener("drop", (event) => {
    const mat = under(event);
    if (!mat) return;
    event.preventDefault();
    ask(held, mat.dataset.mat);
    held = null;
  });
})();
