/* Small comforts. Every page works without them. */
(() => {
  "use strict";
  const page = document;
  const unsent = page.querySelector("[data-unsent]");
  const source = (event) => event.detail.requestConfig?.elt ?? event.target;
  const polls = (event) => source(event).closest("[data-poll]");

  /* A page that asks for news waits while nobody is looking. */
  page.addEventListener("htmx:beforeRequest", (event) => {
    if (page.hidden && polls(event)) event.preventDefault();
  });

  /* What could not be kept stays where it was written, and says so there. */
  const notKept = (event) => {
    if (!unsent || polls(event) || event.detail.requestConfig?.verb === "get") return;
    source(event).closest("form")?.after(unsent);
    unsent.hidden = false;
  };
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) page.addEventListener(name, notKept);
  /* After a long absence the answer is the sign-in page: never put that where the words stand. */
  const atTheDoor = ({ xhr }) => {
    const door = unsent?.dataset.door;
    return xhr.responseURL && location.pathname !== door && new URL(xhr.responseURL).pathname === door;
  };
  page.addEventListener("htmx:beforeSwap", (event) => {
    if (!atTheDoor(event.detail)) return;
    event.detail.shouldSwap = false;
    notKept(event);
  });
  page.addEventListener("htmx:afterRequest", (event) => {
    if (unsent && event.detail.successful && !polls(event) && !atTheDoor(event.detail)) unsent.hidden = true;
  });

  /* One press sends a form once. The button keeps its name and its focus: it is not really disabled. */
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  };
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(release, 8000, form); /* a download leaves the page standing */
  });
  addEventListener("pageshow", () => page.querySelectorAll("form[data-sent]").forEach(release));

  /* Something to look at: begin there. */
  const toErrors = () => page.querySelector("[data-errors]")?.focus();
  page.addEventListener("htmx:afterSettle", (event) => {
    if ([409, 422].includes(event.detail.xhr?.status)) toErrors();
  });
  toErrors();

  /* Enter keeps it; Shift and Enter begins a new line. */
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    const box = event.target.closest("[data-enter]");
    if (!box?.form) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
})();
