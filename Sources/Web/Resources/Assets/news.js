// A list of staff's hears what happens to it. Nothing in it moves by itself: a bar says how much is new, rows that changed
// have a mark, and whoever wants to see it loads the page again. Without this script a reload does the same.

import { button, made } from './elements.js';
import { listen } from './live.js';

// What brings an item to the other department of the two it is between.
const toOther = new Set(['offered', 'released', 'lease_expired']);
// How long without a word from the server before there may be news that nobody told, in milliseconds.
const patience = 10_000;
// How often a screen reader is told at most, in milliseconds.
const saying = 30_000;

const bar = document.getElementById('news');
// The events that may bring an item to this list, whose it is, and whether they do for certain.
const bringing = new Set(bar?.dataset.kinds.split(' '));
const owner = bar?.dataset.department;
const isExact = bar?.dataset.exact !== undefined;
const rows = new Map([...document.querySelectorAll('[data-item]')].map((row) => [row.dataset.item, row]));
const fresh = new Set();
const changed = new Set();
const words = made('span', { className: 'live-state' });
const show = made('a', { href: location.pathname + location.search, textContent: 'Show', hidden: true });
const toggle = button('pause', 'Pause', ' quiet');
const said = made('span', { className: 'visually-hidden' });
let after = bar?.dataset.after;
let stop = null;
let isWhole = true;
let isCut = false;
let isMore = false;
let heard = 0;
let clock = 0;
let spoken = 0;
let speech = 0;

if (bar && 'EventSource' in window) {
  said.setAttribute('role', 'status');
  bar.append(words, ' ', show, ' ', toggle, said);
  bar.hidden = false;
  toggle.addEventListener('click', () => (stop ? pause() : start()));
  window.addEventListener('pagehide', () => pause());
  window.addEventListener('pageshow', ({ persisted }) => persisted && start());
  start();
}

function start() {
  heard = Date.now();
  isCut = false;
  stop = listen(bar.dataset.stream, after, bar.dataset.who, hear);
  clock = setInterval(tell, 1000);
  toggle.textContent = 'Pause';
  tell();
}

function pause() {
  stop?.();
  stop = null;
  clearInterval(clock);
  toggle.textContent = 'Go on';
  tell();
}

function hear({ name, id, data }) {
  if (id) after = id;
  isCut = name === 'closed';
  if (!isCut) heard = Date.now();
  if (name === 'reset') isWhole = false;
  for (const event of (name === 'changes' ? data.events : [])) note(event);
  tell();
}

function note(event) {
  const { item, request } = event;
  const row = rows.get(item);
  if (row) {
    changed.add(item);
    mark(row);
  } else if (brings(event)) {
    // Of others' private requests neither is told: each is one more.
    if (isExact) fresh.add(item ?? request ?? Symbol('private'));
    else isMore = true;
  }
}

function brings({ kind, department, counterpart, item }) {
  if (!bringing.has(kind)) return false;
  // Of what was decided anew there is a line of the request besides, and it may have stayed with whom it was.
  if (kind === 'rerouted' && (!item || department === counterpart)) return false;
  return !owner || owner === (toOther.has(kind) ? counterpart ?? department : department);
}

function mark(row) {
  if (row.classList.contains('is-changed')) return;
  row.classList.add('is-changed');
  row.querySelector('td:not(.tick, .pin)')?.append(' ', made('span', { className: 'tag', textContent: '↻ changed' }));
}

function tell() {
  const parts = [];
  if (fresh.size > 0) parts.push(`${fresh.size} new`);
  if (changed.size > 0) parts.push(`${changed.size} of these changed`);
  if (isMore) parts.push('Something new may belong here');
  if (!isWhole) parts.splice(0, parts.length, 'Much has happened');
  const news = parts.join(', ');
  const isSilent = Boolean(stop) && (isCut || Date.now() - heard > patience);
  const state = !stop ? 'Paused' : isSilent ? 'No news comes just now' : '';
  const text = [news, state].filter(Boolean).join('. ') || 'No news';
  if (words.textContent !== text) words.textContent = text;
  bar.classList.toggle('is-stale', isSilent);
  show.hidden = news === '';
  say(isSilent ? text : news);
}

function say(news) {
  clearTimeout(speech);
  if (!news || said.textContent === news) return;
  speech = setTimeout(() => {
    spoken = Date.now();
    said.textContent = news;
  }, Math.max(0, spoken + saying - Date.now()));
}
