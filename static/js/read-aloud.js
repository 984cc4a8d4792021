/* Read it to me: by a voice that is on this device. One that would send the words away is not asked. */
(() => {
  "use strict";
  const bar = document.querySelector("[data-voice]");
  const speech = window.speechSynthesis;
  if (!bar || !speech || !window.SpeechSynthesisUtterance) return;
  const go = bar.querySelector("[data-voice-go]");
  const stop = bar.querySelector("[data-voice-stop]");
  const LINES = "h1,h2,h3,h4,p,li,dt,dd,summary";
  const SILENT = "[data-voice],form,.print-only,[aria-hidden=true]";

  const voice = () => {
    const here = speech.getVoices().filter((each) => each.localService && /^en\b/i.test(each.lang));
    return here.find((each) => /^en[-_]GB/i.test(each.lang)) || here[0];
  };
  const look = () => {
    bar.hidden = !voice();
  };

  /* Line by line: some browsers fall silent in the middle of a long text. */
  const lines = () =>
    [...(document.querySelector("[data-read]") || document.querySelector("main")).querySelectorAll(LINES)]
      .filter((each) => each.getClientRects().length && !each.closest(SILENT) && !each.querySelector(LINES))
      .map((each) => each.innerText.trim())
      .filter(Boolean);

  let turn = 0;
  const shown = (reading) => {
    if (!reading && document.activeElement === stop) go.focus(); /* before what has it is gone */
    stop.hidden = !reading;
  };
  const hush = () => {
    turn += 1;
    speech.cancel();
    shown(false);
  };
  const read = () => {
    hush();
    const mine = turn;
    const left = lines();
    const next = () => {
      if (mine !== turn) return;
      const words = left.shift();
      if (!words) return shown(false);
      const said = new SpeechSynthesisUtterance(words);
      said.voice = voice();
      said.lang = said.voice?.lang || "en-GB";
      said.onend = next;
      said.onerror = () => mine === turn && hush();
      speech.speak(said);
    };
    shown(true);
    next();
  };

  go.addEventListener("click", read);
  stop.addEventListener("click", hush);
  addEventListener("pagehide", hush);
  speech.addEventListener?.("voiceschanged", look);
  look();
})();
