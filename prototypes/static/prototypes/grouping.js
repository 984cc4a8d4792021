/* Grouping without many tabs: tick with the space bar, then press the number of a theme; or take a
   note and drop it on a theme. Without this script the boxes and buttons do the same. */
(() => {
  "use strict";
  const page = document;
  const writes = (event) => event.target.closest?.("textarea, select, input:not([type=checkbox])");

  page.addEventListener("keydown", (event) => {
    if (writes(event) || event.altKey || event.ctrlKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const button = page.querySelectorAll("#put button[name=to]")[Number(event.key) - 1];
    if (!button || !page.querySelector("#board input[name=note]:checked")) return;
    event.preventDefault();
    button.click();
  });

  let held = null;
  page.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("#board .note")?.querySelector("input[name=note]") ?? null;
    if (held) event.dataTransfer.setData("text/plain", held.value);
  });
  const under = (event) => event.target.closest?.("[data-theme]");
  page.addEventListener("dragover", (event) => {
    if (held && under(event)) event.preventDefault();
  });
  page.addEventListener("drop", (event) => {
    const button = held && under(event) && page.querySelector(`#put button[value="${under(event).dataset.theme}"]`);
    if (!button) return;
    event.preventDefault();
    for (const each of page.querySelectorAll("#board input[name=note]")) each.checked = each === held;
    held = null;
    button.click();
  });
})();
