// The board brings itself up to date: it hears that something happened, and reads its numbers anew, once a second at most.
// Without this script a reload does the same.

import { button, made } from './elements.js';
import { listen } from './live.js';

// How long without a word from the server before the numbers may be old, in milliseconds.
const patience = 10_000;
// How often the numbers are read anew at most.
const distance = 1000;
// How often a screen reader is told the numbers at most.
const saying = 30_000;
const marking = 6000;

const bar = document.getElementById('board-bar');
const stale = document.getElementById('board-stale');
const said = document.getElementById('board-said');
const said2 = made('span', { className: 'live-state' });
const toggle = button('pause', 'Pause', ' quiet');

let stop = null;
let heard = Date.now();
let read = Date.now();
let after = now()?.dataset.after;
let need = 0;
let timer = 0;
let clock = 0;
let lastRead = 0;
let lastSaid = 0;
let isReading = false;
let isShut = false;

function now() {
  return document.getElementById('board-now');
}

if (bar && now() && 'EventSource' in window) {
  bar.append(said2, ' ', toggle);
  bar.hidden = false;
  toggle.addEventListener('click', () => (stop ? pause() : start()));
  window.addEventListener('pagehide', () => pause());
  window.addEventListener('pageshow', ({ persisted }) => persisted && start());
  start();
}

function start() {
  toggle.textContent = 'Pause';
  heard = Date.now();
  isShut = false;
  stop = listen('/dispatch/live', after, bar.dataset.who, hear);
  clock = setInterval(tell, 1000);
  // What happened during a pause.
  if (lastRead) refresh();
  tell();
}

function pause() {
  stop?.();
  stop = null;
  clearInterval(clock);
  clearTimeout(timer);
  timer = 0;
  toggle.textContent = 'Go on';
  tell();
}

function hear({ name, id, data }) {
  if (name === 'closed') {
    isShut = true;
    tell();
    return;
  }
  heard = Date.now();
  isShut = false;
  after = id;
  if (name !== 'beat') {
    need = Math.max(need, data.at ?? 0);
    refresh();
  }
  tell();
}

// Says how old what is shown may be; a line that counts seconds is read aloud by nobody.
function tell() {
  const silence = Date.now() - heard;
  const isStale = stop && (silence > patience || isShut);
  if (!stop) said2.textContent = 'Paused: nothing on this page changes.';
  else if (isStale) said2.textContent = '▲ Not live';
  else said2.textContent = `● Live, updated ${Math.max(0, Math.round((Date.now() - Math.max(heard, read)) / 1000))} s ago`;
  bar.classList.toggle('is-stale', Boolean(isStale));
  if (!isStale) stale.replaceChildren();
  else if (!stale.firstChild) {
    const again = made('a', { href: '/dispatch', textContent: 'Look again' });
    const warning = made('p', { className: 'warning' }, 'The server is silent: these numbers may be old. ', again);
    warning.setAttribute('role', 'alert');
    stale.append(warning);
  }
}

// Reads the numbers now, or when a second has passed since the last time.
function refresh() {
  if (timer || isReading || !stop) return;
  timer = setTimeout(fetchNow, Math.max(0, lastRead + distance - Date.now()));
}

async function fetchNow() {
  timer = 0;
  lastRead = Date.now();
  isReading = true;
  let wait = 0;
  try {
    const answer = await fetch(`/dispatch?part=now&since=${need}`, { cache: 'no-store', redirect: 'manual' });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const text = await answer.text();
    if (stop) show(new DOMParser().parseFromString(text, 'text/html').getElementById('board-now'));
    // The numbers were counted before the last thing that happened.
    if (Number(now().dataset.at) < need) wait = distance;
  } catch {
    wait = 5000;
  } finally {
    isReading = false;
  }
  if (wait && stop) timer = setTimeout(fetchNow, wait);
}

function show(fresh) {
  if (!fresh) throw new Error('expected the board, found another page');
  const old = now();
  if (Number(fresh.dataset.at) < Number(old.dataset.at)) return;
  same(old, fresh);
  read = Date.now();
  if (Date.now() - lastSaid > saying && said.textContent !== fresh.dataset.summary) {
    lastSaid = Date.now();
    said.textContent = fresh.dataset.summary;
  }
}

// Makes one element like another and keeps it, with what has the focus and what is unfolded; marks numbers that changed.
function same(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (name !== 'open' && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const [ours, theirs] = [[...old.childNodes], [...fresh.childNodes]];
  theirs.forEach((node, at) => {
    const mine = ours[at];
    if (!mine) old.append(document.importNode(node, true));
    else if (mine.nodeName !== node.nodeName) mine.replaceWith(document.importNode(node, true));
    else if (mine.nodeType === Node.ELEMENT_NODE) same(mine, node);
    else if (mine.data !== node.data) {
      mine.data = node.data;
      mark(mine.parentElement);
    }
  });
  for (const node of ours.slice(theirs.length)) node.remove();
}

function mark(element) {
  const number = element.closest('.figure strong, td.number');
  if (!number) return;
  number.classList.add('changed');
  clearTimeout(number.unmark);
  number.unmark = setTimeout(() => number.classList.remove('changed'), marking);
}

// The map is loaded when somebody opens it.
const map = document.getElementById('board-map');
if (map?.dataset.script) {
  const open = button('map', 'Show the map');
  map.append(open);
  open.addEventListener('click', async () => {
    open.disabled = true;
    try {
      const { openBoardMap } = await import('./board-map.js');
      await openBoardMap(map, () => Boolean(stop));
      open.remove();
    } catch {
      open.disabled = false;
      open.textContent = 'Show the map (it could not be loaded; try again)';
    }
  });
}
