// A list of staff's hears what happens to it. Nothing in it moves by itself: a bar says how much is new, rows that changed
// have a mark, and whoever wants to see it loads the page again. Without this script a reload does the same.

import { button, made } from './elements.js';
import { listen } from './live.js';

// What brings an item to a list where it was not before.
const bringing = new Set(['submitted', 'offered', 'leg_added', 'rerouted', 'reopened', 'declined', 'offer_expired', 'triaged']);
// How often a screen reader is told at most, in milliseconds.
const saying = 30_000;

const bar = document.getElementById('news');
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
  stop = listen(bar.dataset.stream, after, hear);
  toggle.textContent = 'Pause';
  tell();
}

function pause() {
  stop?.();
  stop = null;
  toggle.textContent = 'Go on';
  tell();
}

function hear({ name, id, data }) {
  if (id) after = id;
  isCut = name === 'closed';
  if (name === 'reset') isWhole = false;
  for (const event of (name === 'changes' ? data.events : [])) note(event);
  tell();
}

function note({ kind, item, request }) {
  const row = rows.get(item);
  if (row) {
    changed.add(item);
    mark(row);
  } else if (bringing.has(kind)) {
    // Of others' private requests neither is told: each is one more.
    fresh.add(item ?? request ?? Symbol('private'));
  }
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
  if (!isWhole) parts.splice(0, parts.length, 'Much has happened');
  const news = parts.join(', ');
  const state = !stop ? 'Paused' : isCut ? 'No news comes just now' : '';
  const text = [news, state].filter(Boolean).join('. ') || 'No news';
  if (words.textContent !== text) words.textContent = text;
  show.hidden = news === '';
  say(news);
}

function say(news) {
  clearTimeout(speech);
  if (!news || said.textContent === news) return;
  speech = setTimeout(() => {
    spoken = Date.now();
    said.textContent = news;
  }, Math.max(0, spoken + saying - Date.now()));
}
