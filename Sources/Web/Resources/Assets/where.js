// The page that asks where: a map that moves in the place of the picture, and the device's own position.
import { button, degrees, made } from './elements.js';

// Coarser positions only move the map, in metres.
const coarse = 100;
const patience = 10_000;
// A window so wide shows the picture one level closer, and the map too.
const wide = 576;

const search = document.querySelector('form.search');
const ways = document.getElementById('map-ways');
const element = document.getElementById('open-map');
const locate = document.getElementById('locate');
let map;

/** Goes on with a place, to the address that the page without script goes on to. */
function choose({ latitude, longitude }, accuracy) {
  const chosen = new URLSearchParams();
  for (const { name, value } of search.querySelectorAll('input[type=hidden]')) {
    if (name !== 'map') chosen.append(name, value);
  }
  chosen.set('lat', degrees(latitude));
  chosen.set('long', degrees(longitude));
  const searched = new URLSearchParams(location.search).get('q');
  if (searched) chosen.set('q', searched);
  if (accuracy !== undefined) chosen.set('accuracy', String(Math.ceil(accuracy)));
  // The way back leads to the map as it is now.
  if (map) history.replaceState(null, '', withView(location.href));
  location.assign(`${search.getAttribute('action')}?${chosen}`);
  return false;
}

/** An address of this page with what the map shows. */
function withView(address) {
  const url = new URL(address, location.href);
  const { centre, zoom } = map.view();
  url.searchParams.set('centre', `${degrees(centre.lat)},${degrees(centre.lng)}`);
  url.searchParams.set('zoom', String(zoom - closer()));
  url.searchParams.set('map', 'open');
  // The way that led to the view is made already.
  url.searchParams.delete('step');
  return url.href;
}

/** How many levels closer the map is than the picture at the same place. */
function closer() {
  return element.parentElement.clientWidth >= wide ? 1 : 0;
}

function placeOf(text) {
  const place = (text ?? '').split(',').map(Number);
  return place.length === 2 && place.every(Number.isFinite) ? place : undefined;
}

async function open(centre, zoom, isAsked) {
  const [opener, status] = [ways.querySelector('button'), ways.querySelector('[role=status]')];
  opener.disabled = true;
  try {
    const { openMap } = await import('./map.js');
    map = await openMap(element, { centre, zoom: zoom + closer(), onPin: choose });
  } catch {
    opener.disabled = false;
    status.textContent = ways.dataset.failed;
    return;
  }
  ways.hidden = true;
  document.getElementById('map-picture').hidden = true;
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'map', value: 'open' });
  search.append(field);
  if (isAsked) map.focus();
}

function status() {
  const element = made('p');
  element.setAttribute('role', 'status');
  return element;
}

function follow(event) {
  const link = event.target.closest('a');
  if (!map || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.closest('.language')) {
    link.href = withView(link.href);
  } else if (link.closest('#found')) {
    const { searchParams } = new URL(link.href);
    const place = placeOf(searchParams.get('centre'));
    if (!place) return;
    event.preventDefault();
    map.goTo(place, Number(searchParams.get('zoom')) + closer());
    element.scrollIntoView({ block: 'nearest' });
    map.focus();
  }
}

function findPosition() {
  const [finder, status] = [locate.querySelector('button'), locate.querySelector('[role=status]')];
  const { dataset } = locate;
  status.textContent = dataset.looking;
  finder.disabled = true;
  navigator.geolocation.getCurrentPosition(async ({ coords }) => {
    const { latitude, longitude, accuracy } = coords;
    if (accuracy <= coarse || !element) {
      choose({ latitude, longitude }, accuracy);
      return;
    }
    finder.disabled = false;
    const zoom = accuracy > 1000 ? 13 : 15;
    if (map) map.goTo([latitude, longitude], zoom + closer());
    else await open([latitude, longitude], zoom, false);
    map?.focus();
    status.textContent = dataset.coarse.replace('{metres}', String(Math.ceil(accuracy)));
  }, ({ code }) => {
    finder.disabled = false;
    status.textContent = { 1: dataset.denied, 3: dataset.late }[code] ?? dataset.unavailable;
  }, { enableHighAccuracy: true, timeout: patience, maximumAge: 0 });
}

if (element) {
  const { centre, zoom } = element.dataset;
  const start = isAsked => open(placeOf(centre), Number(zoom), isAsked);
  ways.append(made('p', {}, button('open', ways.dataset.open, '')), status());
  ways.querySelector('button').addEventListener('click', () => start(true));
  document.addEventListener('click', follow);
  if (new URLSearchParams(location.search).get('map') === 'open') start(false);
}
if (locate && isSecureContext && navigator.geolocation) {
  const { title, use, why } = locate.dataset;
  locate.append(
    made('h2', { textContent: title }), made('p', {}, button('locate', use)),
    made('p', { className: 'hint', textContent: why }), status(),
  );
  locate.querySelector('button').addEventListener('click', findPosition);
}
