// The map beside a list: a pin leads to its row, the number of a row to its pin. The picture that stands there without
// this script has the same pins.

import { made } from './elements.js';
import { openStaffMap } from './staff-map.js';

// A row's pin is shown at least this close.
const close = 14;

const place = document.getElementById('list-map');
const table = document.querySelector('table.stacked');
const pins = new Map();
let current = null;

if (place?.dataset.script && table) open();

async function open() {
  const picture = place.querySelector('svg');
  let opened;
  try {
    opened = await openStaffMap(place, 'Map of this page’s rows; arrow keys move it, plus and minus change its size');
  } catch {
    // The picture stays.
    return;
  }
  const { L, map } = opened;
  for (const { id, dataset, attributes } of picture.querySelectorAll('a')) {
    const point = [Number(dataset.lat), Number(dataset.long)];
    const words = attributes['aria-label'].value;
    const number = id.slice('pin-'.length);
    const isLate = picture.querySelector(`#${id} .late`) !== null;
    const size = 18 + 7 * dataset.label.length;
    const icon = L.divIcon({
      className: `board-mark${isLate ? ' late' : ''}`, html: made('span', { textContent: dataset.label }),
      iconSize: [Math.max(size, 26), 26],
    });
    const marker = L.marker(point, { icon, title: words, keyboard: false, riseOnHover: true, zIndexOffset: -Number(number) });
    marker.on('click', () => goToRow(number));
    marker.on('add', () => furnish(marker, number, words));
    pins.set(number, marker);
  }
  picture.remove();
  for (const marker of pins.values()) marker.addTo(map);
  map.fitBounds(L.latLngBounds([...pins.values()].map((marker) => marker.getLatLng())), { padding: [28, 28], maxZoom: 16 });

  table.addEventListener('click', (event) => {
    const link = event.target.closest('td.pin a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goToPin(map, link.hash.slice('#pin-'.length));
  });
  table.addEventListener('focusin', ({ target }) => mark(pinOf(target)));
  table.addEventListener('mouseover', ({ target }) => mark(pinOf(target)));
}

/** Pins are reached from their rows, not one after the other by Tab. */
function furnish(marker, number, words) {
  const element = marker.getElement();
  element.id = `pin-${number}`;
  element.tabIndex = -1;
  element.setAttribute('role', 'button');
  element.setAttribute('aria-label', `${words}: go to it in the list`);
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    goToRow(number);
  });
}

function goToRow(number) {
  for (const row of table.querySelectorAll('tr.current')) row.classList.remove('current');
  for (const link of table.querySelectorAll(`td.pin a[href="#pin-${number}"]`)) link.closest('tr').classList.add('current');
  const link = document.getElementById(`row-${number}`);
  link.focus({ preventScroll: true });
  link.closest('tr').scrollIntoView({ block: 'nearest' });
  mark(number);
}

function goToPin(map, number) {
  const marker = pins.get(number);
  map.setView(marker.getLatLng(), Math.max(map.getZoom(), close), { animate: false });
  mark(number);
  marker.getElement().focus();
}

function pinOf(target) {
  return target.closest('tbody tr')?.querySelector('td.pin a')?.hash.slice('#pin-'.length);
}

function mark(number) {
  if (!number || current === number) return;
  pins.get(current)?.setZIndexOffset(-Number(current)).getElement()?.classList.remove('is-current');
  current = number;
  pins.get(number)?.setZIndexOffset(10_000).getElement()?.classList.add('is-current');
}
