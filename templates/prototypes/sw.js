/* Stands before the pages where words are written, and before nothing else. When the line is
   dead it shows one kept page without a name; the notes wait in the page's own outbox. */
"use strict";
const CACHE = "writing-{{ edition }}";
const SHELL = {{ shell|safe }};
const FILES = {{ files|safe }};
const WRITES = [/^\/t\/[^/]+\/$/, /^\/[^/]+\/sessions\/[^/]+\/capture\/$/];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...FILES])));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("writing-") && name !== CACHE;
  const gone = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => clients.claim()));
});

const shell = () => caches.match(SHELL);

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && WRITES.some((path) => path.test(pathname)) && pathname !== SHELL) {
    const restarting = (answer) => (answer.status >= 500 ? shell() : answer);
    event.respondWith(fetch(request).then(restarting, shell));
  } else if (FILES.includes(pathname)) {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept || fetch(request)));
  }
});
