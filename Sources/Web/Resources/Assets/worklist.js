// Keys for a list of work items, while the focus is in its table; and a button that ticks them all.

import { made } from './elements.js';

const table = document.querySelector('table.stacked');
const form = document.getElementById('bulk');
const rows = table ? [...table.tBodies[0].rows] : [];
const stored = 'dispatch311.list-keys';
// Where nothing can be done with several items, there is nothing to tick either.
const doing = form ? [['x', 'tick'], ['c', 'take the ticked, or this row'], ['e', 'close the ticked, or this row']] : [];
const help = [
  ['j or ↓', 'next row'], ['k or ↑', 'row before'], ['Enter', 'open'], ['/', 'filter'], ...doing,
  ...(document.getElementById('list-map') ? [['m', 'show this row on the map']] : []), ['?', 'this help'],
];
let current = -1;

function isOn() {
  try { return localStorage.getItem(stored) !== 'off'; } catch { return true; }
}

function keep(on) {
  try { localStorage.setItem(stored, on ? 'on' : 'off'); } catch { /* Then it is so for this page only. */ }
}

function go(place) {
  if (place < 0 || place >= rows.length) return;
  rows[current]?.classList.remove('current');
  current = place;
  const row = rows[place];
  row.classList.add('current');
  (row.querySelector('td:not(.pin) a') ?? row.querySelector('input'))?.focus();
}

function tick(row) {
  const box = row?.querySelector('input[type="checkbox"]');
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Chooses what to do with the ticked rows, or with this one, and leads to the button that does it. */
function choose(action) {
  const chosen = form.elements.namedItem('action');
  if (!form.querySelector('tbody input[type="checkbox"]:checked')) tick(rows[current]);
  chosen.value = action;
  if (action === 'complete') {
    const outcome = document.getElementById('bulk-outcome');
    outcome.closest('details').open = true;
    outcome.focus();
  } else {
    form.querySelector('.bulk input[type="submit"]').focus();
  }
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !isOn()) return;
  if (!form && ['x', 'c', 'e'].includes(event.key)) return;
  const row = event.target.closest?.('tbody tr');
  if (row) current = rows.indexOf(row);
  switch (event.key) {
  case 'j': case 'ArrowDown': go(current + 1); break;
  case 'k': case 'ArrowUp': go(Math.max(current - 1, 0)); break;
  case 'x': tick(rows[current]); break;
  case 'Enter': {
    if (event.target.matches('a, button')) return;
    const link = rows[current]?.querySelector('td:not(.pin) a');
    if (!link) return;
    link.click();
    break;
  }
  case '/': {
    const text = document.getElementById('f-text');
    text.closest('details').open = true;
    text.focus();
    break;
  }
  case 'c': choose('take'); break;
  case 'e': choose('complete'); break;
  case 'm': {
    const pin = rows[current]?.querySelector('td.pin a');
    if (!pin) return;
    pin.click();
    break;
  }
  case '?': document.getElementById('list-keys').open = true; document.querySelector('#list-keys summary').focus(); break;
  default: return;
  }
  event.preventDefault();
}

if (rows.length > 0) {
  const region = table.closest('.scroll');
  region.addEventListener('keydown', press);
  const box = made('input', { type: 'checkbox', id: 'list-keys-on', checked: isOn() });
  box.addEventListener('change', () => keep(box.checked));
  const list = made('dl', { className: 'facts' });
  for (const [key, words] of help) {
    list.append(made('div', {}, made('dt', {}, made('kbd', { textContent: key })), made('dd', { textContent: words })));
  }
  region.before(made('details', { id: 'list-keys', className: 'no-print' },
    made('summary', { textContent: 'Keys of this list' }),
    made('label', { className: 'choice', htmlFor: 'list-keys-on' }, box,
      made('span', { textContent: 'These keys work while the focus is in the table' })),
    list));
}

if (form) {
  const boxes = [...form.querySelectorAll('tbody input[type="checkbox"]')];
  const count = made('span', { className: 'hint' });
  count.setAttribute('role', 'status');
  const all = made('button', { type: 'button', className: 'button quiet', textContent: 'Tick all on this page' });
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ticked === 0 ? '' : `${ticked} ticked`;
    all.textContent = boxes.every((box) => box.checked) ? 'Tick none' : 'Tick all on this page';
  };
  all.addEventListener('click', () => {
    const on = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = on;
    tell();
  });
  form.addEventListener('change', tell);
  // Enter presses a form's first button, which is not the one beside this field.
  document.getElementById('bulk-reason')?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('[formaction]'));
  });
  form.querySelector('.bulk legend').after(made('p', { className: 'bulk-row' }, all, count));
  tell();
}
