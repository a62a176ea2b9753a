// A kiosk forgets. After a minute without a touch it asks whether somebody is still there, and 20 seconds later it
// deletes what was written and starts anew for the next person. The same happens by “Start again”, which works without
// this script.

const IDLE = 60;
const WARNING = 20;

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
  try {
    await fetch(again.action, { method: "POST", body: fields, redirect: "manual", keepalive: true });
  } finally {
    // No way back to the page that is left.
    location.replace(home);
  }
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function ask() {
  dialog = element("dialog", "", { class: "panel idle", role: "alertdialog", "aria-labelledby": "idle",
                                   "aria-describedby": "idle-words" });
  const words = element("p", `${again.dataset.words} `, { id: "idle-words" });
  // Counted for the eye only: read aloud each second it would drown everything else.
  words.append(element("strong", String(WARNING), { id: "idle-left", "aria-live": "off" }));
  const more = element("button", again.dataset.more, { class: "button", type: "button", autofocus: "" });
  const start = element("button", again.dataset.again, { class: "button second", type: "button" });
  more.addEventListener("click", () => dialog.close());
  start.addEventListener("click", wipe);
  const buttons = element("p", "", { class: "buttons" });
  buttons.append(more, start);
  dialog.append(element("h2", again.dataset.idle, { id: "idle" }), words, buttons);
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
  wipe();
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
