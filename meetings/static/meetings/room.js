/* In the room. The order by key, next and back by key, a timer that whispers, and words that
   stay on this device until they are sent. Without this script every page works the same. */
(() => {
  "use strict";
  const page = document;
  const writes = (event) => event.target.closest?.("input, textarea, select, [contenteditable]");
  const DAY = 24 * 60 * 60 * 1000;

  /* Alt and an arrow move the thing that has the focus. */
  page.addEventListener("keydown", (event) => {
    const up = event.key === "ArrowUp";
    if (!event.altKey || !(up || event.key === "ArrowDown")) return;
    const row = event.target.closest("[data-moves] li");
    const button = row?.querySelector(`button[value=${up ? "up" : "down"}]`);
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  });

  /* The arrows left and right, outside of a box. */
  page.addEventListener("keydown", (event) => {
    if (writes(event) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rel = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
    const link = rel && page.querySelector(`#run a[rel=${rel}]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  /* How long is left: seen always, said at half, at two minutes and at the end. It makes no sound. */
  const store = (box) => {
    try { return window[box]; } catch { return null; }
  };
  const tick = () => {
    const timer = page.querySelector("[data-timer]");
    const memory = store("sessionStorage");
    if (!timer || !memory) return;
    const name = `since ${timer.dataset.timer}`;
    const since = Number(memory.getItem(name)) || Date.now();
    memory.setItem(name, since);
    const whole = Number(timer.dataset.minutes);
    const left = Math.ceil(whole - (Date.now() - since) / 60000);
    const words = left > 0 ? `${left} left.` : "The time for this is up; take what you need.";
    timer.querySelector("[data-left]").textContent = words;
    const whisper = page.querySelector("[data-whisper]");
    const told = left <= 0 || left === 2 || left === Math.ceil(whole / 2) ? words : "";
    if (told && whisper.textContent !== told) whisper.textContent = told;
  };
  setInterval(tick, 5000);

  /* What is typed stays here until the server has it: a dead line or a closed tab loses nothing. */
  const memory = store("localStorage");
  const box = () => page.querySelector("[data-drafts] [data-draft]");
  const named = () => `note ${page.querySelector("[data-drafts]")?.dataset.drafts}`;
  const say = (kept) => {
    const line = page.querySelector("[data-kept-here]");
    if (line) line.hidden = !kept;
  };
  const restore = () => {
    tick();
    if (!memory || !box()) return;
    const kept = JSON.parse(memory.getItem(named()) || "null");
    if (!kept || Date.now() - kept.at > DAY) memory.removeItem(named());
    else if (!box().value) {
      box().value = kept.words;
      box().form.elements.sent_as.value = kept.sent_as;
      say(true);
    }
  };
  page.addEventListener("input", (event) => {
    if (!memory || event.target !== box()) return;
    const sent_as = event.target.form.elements.sent_as.value;
    if (event.target.value) memory.setItem(named(), JSON.stringify({ words: event.target.value, sent_as, at: Date.now() }));
    else memory.removeItem(named());
    say(Boolean(event.target.value));
  });
  /* The form that sent it: by now another may stand in its place, and the event goes to what is left. */
  const ours = (event) => (event.detail?.requestConfig?.elt ?? event.target).closest?.("[data-drafts]");
  page.addEventListener("htmx:afterRequest", (event) => {
    const at = new URL(event.detail.xhr?.responseURL || location.href).pathname;
    const there = at === event.detail.requestConfig?.path;
    if (memory && ours(event) && event.detail.successful && there) memory.removeItem(named());
  });
  page.addEventListener("submit", (event) => {
    if (memory && ours(event) && !window.htmx) memory.removeItem(named());
  });
  page.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "run") return;
    restore();
    /* Back to the box, unless whoever types has gone on by then. */
    if (page.activeElement === page.body) box()?.focus();
  });
  addEventListener("online", () => {
    if (box()?.value) box().form.requestSubmit(box().form.querySelector("[value=note]"));
  });
  restore();
})();
