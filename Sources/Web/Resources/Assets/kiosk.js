// A kiosk forgets. After a minute without a touch it asks whether somebody is still there, and 20 seconds later it
// deletes what was written and starts anew for the next person. The same happens by “Start again”, which works without
// this script.

import { made } from "./elements.js";

const IDLE = 60;
const WARNING = 20;
// How long it waits for the server to forget too, in milliseconds.
const PATIENCE = 5000;

const again = document.getElementById("again");
const { home } = again.dataset;
// On the first page there is nothing to ask about: it only goes back to how it was.
const isStart = "start" in again.dataset;

let seconds = 0;
let dialog = null;
let isUsed = false;
let isWiping = false;

function forgotten() {
  localStorage.clear();
  sessionStorage.clear();
}

async function wipe() {
  if (isWiping) return;
  isWiping = true;
  forgotten();
  const fields = new URLSearchParams(new FormData(again));
  for (const field of document.querySelectorAll("main [name=draft]")) fields.append("draft", field.value);
  // Off the screen at once, however long the server takes.
  document.querySelector("main").replaceChildren();
  dialog?.close();
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    await fetch(again.action, { method: "POST", body: fields, redirect: "manual", keepalive: true, signal });
  } catch {
    // A draft that could not be deleted ends by itself.
  }
  leave();
}

/** No way back to the page that is left; where it cannot be left, it can be tried again. */
function leave() {
  isWiping = false;
  seconds = 0;
  location.replace(home);
}

function ask() {
  // Counted for the eye only: read aloud each second it would drown everything else.
  const left = made("strong", { id: "idle-left", textContent: String(WARNING), ariaLive: "off" });
  const more = made("button", { type: "button", className: "button", textContent: again.dataset.more, autofocus: true });
  const start = made("button", { type: "button", className: "button second", textContent: again.dataset.again });
  more.addEventListener("click", () => dialog.close());
  start.addEventListener("click", wipe);
  dialog = made("dialog", { className: "panel idle" },
    made("h2", { id: "idle", textContent: again.dataset.idle }),
    made("p", { id: "idle-words" }, `${again.dataset.words} `, left),
    made("p", { className: "buttons" }, more, start));
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "idle");
  dialog.setAttribute("aria-describedby", "idle-words");
  // Closed by its button or by Escape: somebody is there.
  dialog.addEventListener("close", () => {
    dialog.remove();
    dialog = null;
    seconds = 0;
  });
  document.body.append(dialog);
  dialog.showModal();
}

function tick() {
  seconds += 1;
  if (isStart) {
    if (seconds >= IDLE + WARNING && isUsed) location.replace(home);
    return;
  }
  if (seconds >= IDLE && !dialog) ask();
  if (dialog) document.getElementById("idle-left").textContent = String(Math.max(0, IDLE + WARNING - seconds));
  if (seconds >= IDLE + WARNING) wipe();
}

for (const kind of ["pointerdown", "keydown", "input", "scroll", "touchstart"]) {
  addEventListener(kind, () => {
    isUsed = true;
    // While it asks, only an answer counts.
    if (!dialog) seconds = 0;
  }, { passive: true, capture: true });
}

again.addEventListener("submit", (event) => {
  event.preventDefault();
  // Pressed once more, it waits no longer; what was sent to the server goes on its way.
  if (isWiping) leave();
  else wipe();
});

// A page that the browser kept as it was, with what was typed in it.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(home);
});

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

forgotten();
setInterval(tick, 1000);
