/* Words outlive the line. A note is put into this device's outbox first, then sent; it leaves the
   outbox when the server says that it has it. Each carries a number of its own, so that it is kept
   once however often it arrives. Without this script, or without an outbox, the form is sent as any form. */
(() => {
  "use strict";
  const page = document;
  const place = location.pathname;
  const MOST = 5000, AT_ONCE = 40;
  const here = (what) => page.querySelector(what);
  const inShell = here("#capture[data-writes]") !== null;
  const form = () => here("#capture form");
  const box = () => here("#capture [data-enter]");
  if (!form() || !("indexedDB" in window)) return;

  /* The outbox: one row for each note, in the order in which they were written. */
  const ask = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const opened = new Promise((done, fail) => {
    const request = indexedDB.open("writing", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("notes", { keyPath: "n", autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  const change = async (deed) => {
    const box = (await opened).transaction("notes", "readwrite", { durability: "strict" });
    const kept = new Promise((done, fail) => {
      box.oncomplete = done;
      box.onabort = box.onerror = () => fail(box.error);
    });
    deed(box.objectStore("notes"));
    await kept;
  };
  const all = async () => ask((await opened).transaction("notes").objectStore("notes").getAll());

  const number = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    return [...b].map((each, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + each.toString(16).padStart(2, "0")).join("");
  };

  /* What is half typed, and what the kept page should say here: small, and gone with the wipe. */
  const memory = (() => {
    try { return window.localStorage; } catch { return null; }
  })();
  const draft = `writing draft ${place}`, about = `writing place ${place}`;
  /* A draft has the number already that its note will have: found again after the lights went out
     and sent once more, it is still one note. */
  let next = number();
  const remember = (words) => {
    if (words) memory?.setItem(draft, next + words);
    else memory?.removeItem(draft);
  };
  const recall = () => {
    const kept = memory?.getItem(draft);
    if (!kept || box().value) return;
    next = kept.slice(0, 36);
    box().value = kept.slice(36);
  };
  const table = () => form().elements.table;
  const tell = () => {
    const known = JSON.parse(memory?.getItem(about) || "null");
    if (!known) return;
    const title = here("[data-place-title]");
    if (title) title.textContent = known.title;
    if (known.tables.length && table()) {
      table().replaceChildren(...known.tables.map(([key, name]) => new Option(name, key)));
      here("[data-place-tables]").hidden = false;
    }
  };

  /* What the line says. */
  let gone = "", sentAt = "", written = 0, keeping = 0;
  const WHY = {
    line: "There is no line just now. They go by themselves.",
    door: "You are signed out. Come in again on this device, and they go.",
    closed: "The session is closed. Ask who helps to open it again, or save them as a file.",
    over: "This code is over. Ask for the new one, open it here, and bring them along.",
    many: "Very many came from this table. They go on in a while.",
  };
  const mine = (rows) => rows.filter((row) => row.place === place);
  const draw = async () => {
    const rows = await all();
    const waiting = mine(rows), others = rows.filter((row) => row.place !== place);
    const area = here("[data-waiting]");
    if (!area) return;
    area.hidden = false;
    const many = waiting.length === 1 ? "One note waits" : `${waiting.length} notes wait`;
    const sent = sentAt ? `All sent, ${sentAt}.` : "Nothing waits on this device.";
    const said = waiting.length ? `${many} on this device. ${WHY[gone] || "On the way."}` : sent;
    const line = here("[data-waiting-line]");
    if (line.textContent !== said) line.textContent = said;
    area.dataset.count = waiting.length;
    here("[data-send]").hidden = !waiting.length || !gone;
    here("[data-export]").hidden = !rows.length;
    here("[data-adopt]").hidden = !others.length;
    here("[data-waiting-notes]").replaceChildren(...waiting.map(shown));
    return waiting.length;
  };
  const shown = (row) => {
    const line = page.createElement("li");
    line.textContent = row.words;
    if (!row.refused) return line;
    const why = page.createElement("p");
    why.className = "problem";
    why.textContent = row.refused;
    const button = page.createElement("button");
    button.className = "btn";
    button.type = "button";
    button.textContent = "Back into the box";
    button.addEventListener("click", async () => {
      box().value = [row.words, box().value].filter(Boolean).join("\n");
      remember(box().value);
      await change((notes) => notes.delete(row.n));
      box().focus();
      draw();
    });
    line.append(why, button);
    return line;
  };

  /* Sending: the oldest first, a few at a time, and the next only when these are there. */
  let token = form().elements.csrfmiddlewaretoken?.value ?? "";
  const reach = async (to, how) => {
    const answer = await fetch(`${to}waiting/`, { redirect: "manual", credentials: "same-origin", cache: "no-store", ...how });
    if (answer.type === "opaqueredirect") throw "door";
    if (answer.status === 404) throw "over";
    if (answer.status === 409) throw "closed";
    if (answer.status === 429) throw "many";
    if (!answer.ok && answer.status !== 403) throw "line";
    return answer;
  };
  const post = async (to, notes) => {
    const body = JSON.stringify({ notes });
    const send = () => reach(to, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
    let answer = token ? await send() : null;
    if (answer?.ok) return answer.json();
    token = (await (await reach(to, {})).json()).token;
    answer = await send();
    if (!answer.ok) throw "line";
    return answer.json();
  };
  const drain = async () => {
    let count = 0;
    for (;;) {
      const rows = mine(await all()).filter((row) => !row.refused).slice(0, AT_ONCE);
      if (!rows.length) return count;
      const { kept, refused } = await post(place, rows.map(({ id, words, kind, consent, table }) => ({ id, words, kind, consent, table })));
      await change((notes) => {
        for (const row of rows) {
          if (kept.includes(row.id)) notes.delete(row.n);
          else if (row.id in refused) notes.put({ ...row, refused: refused[row.id] });
        }
      });
      count += kept.length;
    }
  };
  let busy = false, again = false;
  const send = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      try {
        const alone = navigator.locks ? (deed) => navigator.locks.request(`writing ${place}`, deed) : (deed) => deed();
        const count = await alone(drain);
        gone = "";
        if (count) {
          sentAt = new Date().toTimeString().slice(0, 5);
          await fresh(count);
        }
      } catch (why) {
        gone = typeof why === "string" ? why : "line";
        again = false;
      }
      await draw();
    } while (again);
    busy = false;
  };

  /* The list as it is now; of what came since, each note once, and none is pulled from under a hand.
     On the kept page there is none: load the real one once the line is back. */
  const BREATH = 4000; /* somebody who writes fast need not fetch the list for each note */
  let looked = -BREATH, unsaid = 0, later = 0;
  const fresh = async (count) => {
    if (inShell) {
      if (!box().value && !keeping) location.reload();
      return;
    }
    unsaid += count;
    clearTimeout(later);
    const wait = looked + BREATH - performance.now();
    if (wait <= 0) return look();
    here("#kept").textContent = "Kept.";
    later = setTimeout(look, wait);
  };
  const look = async () => {
    const list = here("#notes"), kept = unsaid;
    if (!list) return;
    looked = performance.now();
    unsaid = 0;
    const asked = new URLSearchParams({ since: list.dataset.since ?? "", kept });
    const answer = await fetch(`${place}?${asked}`, { headers: { "HX-Request": "true" }, redirect: "manual" }).catch(() => null);
    if (answer?.status !== 200) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = part.querySelector("#notes");
    if (!news) return;
    if (kept) here("#kept").replaceChildren(...part.querySelector("[data-kept]").childNodes);
    if (here("#notes") !== list) return;
    const rows = list.querySelector("ol.notes");
    if (!list.dataset.since || !rows) {
      list.replaceWith(news);
      window.htmx?.process(news);
      return;
    }
    list.dataset.since = news.dataset.since;
    here("#written").textContent = news.querySelector("#written").textContent;
    for (const row of [...news.querySelectorAll(".note")].reverse()) {
      const old = page.getElementById(row.id);
      if (!old) rows.prepend(row);
      else if (old.dataset.edition !== row.dataset.edition && !old.contains(page.activeElement)) old.replaceWith(row);
      else continue;
      window.htmx?.process(row);
    }
  };

  /* Writing. */
  page.addEventListener("submit", async (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = box().value;
    if (!words.trim()) {
      box().focus();
      return;
    }
    box().setCustomValidity(words.length > MOST ? `This is long for one note: ${words.length} letters, and 5,000 fit. Make it two.` : "");
    if (!box().reportValidity()) return;
    const chosen = new FormData(form());
    const row = { place, id: next, words, kind: bySign && chosen.get("kind") === "quote" ? "" : chosen.get("kind") || "", consent: chosen.get("consent") || "", table: chosen.get("table") || "" };
    box().value = "";
    const none = here('#capture [name=kind][value=""]');
    if (none) none.checked = true;
    const unasked = here("#capture [name=consent][value=not_asked]");
    if (unasked) unasked.checked = true;
    box().focus();
    next = number(); /* what is typed from here on is another note */
    bySign = false;
    keeping += 1;
    try {
      await change((notes) => notes.add(row));
      here("[data-waiting]").dataset.written = ++written;
      remember(box().value);
    } catch {
      box().value = [words, box().value].filter(Boolean).join("\n");
      form().submit(); /* no outbox after all: as any form */
      return;
    } finally {
      keeping -= 1;
    }
    await draw();
    send();
  }, true);
  page.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    box().setCustomValidity("");
    remember(box().value);
    heed();
  });
  /* Who types a quotation sign is asked for the yes at once. The server reads the sign, and takes it away. */
  let bySign = false;
  const heed = () => {
    const none = here('#capture [name=kind][value=""]'), quote = here("#capture [name=kind][value=quote]");
    if (!none || !quote) return;
    const sign = /^["“„«]\s*\p{L}/u.test(box().value);
    if (sign && none.checked) bySign = quote.checked = true;
    else if (!sign && bySign) {
      none.checked = quote.checked || none.checked;
      bySign = false;
    }
  };

  /* The last resorts. */
  page.addEventListener("click", async (event) => {
    if (event.target.closest("[data-send]")) send();
    if (event.target.closest("[data-adopt]")) {
      const rows = (await all()).filter((row) => row.place !== place);
      await change((notes) => rows.forEach((row) => notes.put({ ...row, place, table: "" })));
      send();
    }
    if (event.target.closest("[data-export]")) {
      const words = (await all()).map((row) => row.words).join("\n\n");
      const link = page.createElement("a");
      link.href = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
      link.download = "notes-that-wait.txt";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    }
    const wipe = event.target.closest("[data-wipe]");
    if (!wipe) return;
    const waiting = (await all()).length;
    if (waiting && wipe.dataset.sure !== "yes") {
      wipe.dataset.sure = "yes";
      wipe.textContent = waiting === 1 ? "One note is not sent. Wipe it too" : `${waiting} notes are not sent. Wipe them too`;
      return;
    }
    await change((notes) => notes.clear());
    for (const name of Object.keys(memory ?? {})) if (name.startsWith("writing ")) memory.removeItem(name);
    box().value = "";
    location.assign("/t/");
  });

  const begin = async () => {
    try {
      await opened;
    } catch {
      return;
    }
    if (inShell) tell();
    else {
      const options = [...(table()?.options ?? [])].map((each) => [each.value, each.textContent]);
      memory?.setItem(about, JSON.stringify({ title: here("h1").textContent, tables: options }));
    }
    recall();
    await draw();
    send();
  };
  addEventListener("online", send);
  page.addEventListener("visibilitychange", () => page.hidden || send());
  setInterval(async () => {
    if (page.hidden) return;
    if (await draw()) send();
    else if (here("[data-coming]")) look();
  }, 3000);
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
  begin();
})();
