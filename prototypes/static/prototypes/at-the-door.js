/* Somebody's own burden, put down for an hour. It stays in this tab; there is no form, and nothing is sent. */
(() => {
  "use strict";
  const here = (what) => document.querySelector(what);
  const bag = here("#bag");
  let kept = "";
  const says = (words) => { here("[data-bag-says]").textContent = words; };
  here("[data-bag]").hidden = false;
  here("[data-down]").addEventListener("click", (event) => {
    const down = !bag.hidden;
    if (down) kept = bag.value;
    bag.value = down ? "" : kept;
    bag.hidden = down;
    event.target.textContent = down ? "Pick it up again" : "Put it down";
    says(down ? "It stands here by the door. Nobody looks at it." : "Here it is.");
    if (!down) bag.focus();
  });
  here("[data-go]").addEventListener("click", () => {
    kept = bag.value = "";
    bag.hidden = false;
    here("[data-down]").textContent = "Put it down";
    says("It is gone. Go well.");
  });
})();
