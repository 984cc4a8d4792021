/* Writing fast on a slow line. A note leaves the box at once, and what is typed
   while it is on its way is still there when the answer brings a new box.
   Without this script the page works the same, one note at a time. */
(() => {
  "use strict";
  const page = document;
  let going = null; /* the words on their way, or nothing */
  let typed = ""; /* what was typed since */
  let again = false; /* Enter was pressed since */
  let answered = false; /* the answer goes into the page */

  const box = () => page.querySelector("#capture [data-enter]");
  const ours = (event) => event.target.closest?.("#capture") && event.detail.requestConfig?.verb === "post";
  const join = (...parts) => parts.filter(Boolean).join("\n");
  const put = (words) => {
    const here = box();
    if (!here) return;
    here.value = words;
    here.setSelectionRange(words.length, words.length);
  };

  page.addEventListener("htmx:beforeSend", (event) => {
    if (!ours(event) || !box()) return;
    going = box().value;
    box().value = typed = "";
    answered = false;
  });

  page.addEventListener("htmx:beforeSwap", (event) => {
    if (going === null || !ours(event)) return;
    answered = event.detail.shouldSwap;
    typed = box()?.value ?? "";
  });

  /* The new box: empty after a note was kept, with its words when there is something to look at. */
  const isNew = (event) => going !== null && answered && event.detail.target?.id === "capture";
  page.addEventListener("htmx:afterSwap", (event) => {
    if (!isNew(event) || !typed) return;
    put(join(box()?.value, typed));
    typed = ""; /* the event comes once for each part of the answer */
  });
  page.addEventListener("htmx:afterSettle", (event) => {
    if (!isNew(event)) return;
    const send = again && box()?.value && event.detail.xhr.status === 200;
    going = null;
    again = false;
    if (send) box().form.requestSubmit();
  });

  /* No answer, or one that is not for this page: the words go back to where they were written. */
  page.addEventListener("htmx:afterRequest", (event) => {
    if (going === null || answered || !ours(event)) return;
    put(join(going, box()?.value));
    going = null;
    again = false;
  });

  /* One Enter on the way is remembered; after that it begins a new line, so that nothing runs together. */
  page.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      if (going === null || !event.target.closest("#capture [data-enter]")) return;
      event.stopImmediatePropagation();
      if (again || !event.target.value.trim()) return;
      again = true;
      event.preventDefault();
    },
    true,
  );
})();
