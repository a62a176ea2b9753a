// The map that moves: Leaflet over our own squares, a cross in the middle, and a pin that is put where the cross is.
// Leaflet is loaded when the first map is opened. The same by mouse, by touch and by keys on the focused region.

import { button, degrees, made } from './elements.js';

// How far a step moves the map, and a small one, in pixels.
const step = 80;
const nudge = 8;
// A click where a pixel is wider comes so much closer first.
const exactMetres = 5;
const leap = 3;
const earth = 40075016.686;

const directions = { north: [0, -1], south: [0, 1], east: [1, 0], west: [-1, 0] };
const keys = { ArrowUp: 'north', ArrowDown: 'south', ArrowRight: 'east', ArrowLeft: 'west' };

let leaflet;

function loaded(name, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`not loaded: ${element.src || element.href}`));
    document.head.append(element);
  });
}

function leafletOf({ script, style }) {
  leaflet ??= Promise.all([
    loaded('link', { rel: 'stylesheet', href: style }), loaded('script', { src: script }),
  ]).then(() => window.L);
  leaflet.catch(() => { leaflet = undefined; });
  return leaflet;
}

/** Fills the template's element, which is empty so that browsers without script show nothing of it. */
function furnish(element) {
  const say = element.dataset;
  const region = made('div', { className: 'map-view', tabIndex: 0, dir: 'ltr' });
  const hint = made('p', { className: 'hint keys', id: `${element.id}-keys`, textContent: say.keys });
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', say.region);
  region.setAttribute('aria-describedby', hint.id);
  const status = made('p');
  status.setAttribute('role', 'status');
  const steps = ['north', 'south', 'west', 'east', 'closer', 'farther'].map(does => button(does, say[does]));
  element.replaceChildren(
    region,
    ...(say.attribution ? [made('p', { className: 'hint', textContent: say.attribution })] : []),
    made('div', { className: 'buttons' }, button('put', say.put, ''), button('ask', say.ask)),
    status,
    made('div', { className: 'buttons' }, ...steps),
    hint,
  );
  return { region, status };
}

function drawing(className, size, paths) {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', size);
  svg.setAttribute('aria-hidden', 'true');
  for (const [style, d] of paths) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('class', style);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/**
 * Opens a map in an element of the template `open-map`.
 *
 * @param element the template's element, whose `data-` have the words and say where everything is to be had
 * @param centre `[latitude, longitude]` of the middle
 * @param zoom the level
 * @param pin `[latitude, longitude]` of a pin that stands already, or nothing
 * @param onPin told `{latitude, longitude}` when the pin is put; gives false where the page is left then
 * @returns what moves it: `goTo(centre, zoom)`, `focus()`, `say(words)`, `view()` with `centre` and `zoom`
 */
export async function openMap(element, { centre, zoom, pin, onPin }) {
  const data = element.dataset;
  const L = await leafletOf(data);
  element.hidden = false;
  const { region, status } = furnish(element);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const [west, south, east, north] = data.extent.split(',').map(Number);
  const extent = L.latLngBounds([south, west], [north, east]);
  const map = L.map(region, {
    center: centre, zoom, minZoom: Number(data.farthest), maxZoom: Number(data.closest),
    zoomControl: false, attributionControl: false, keyboard: false, tap: false, doubleClickZoom: false, boxZoom: false,
    // The cross stays where it is.
    scrollWheelZoom: 'center', touchZoom: 'center',
    inertia: !isCalm, zoomAnimation: !isCalm, fadeAnimation: !isCalm,
  });
  L.control.scale({ position: 'bottomleft' }).addTo(map);
  squares(L, data).addTo(map);
  region.append(drawing('map-crosshair', '0 0 32 32', [
    ['casing', 'M0 16h11M21 16h11M16 0v11M16 21v11'], ['line', 'M0 16h11M21 16h11M16 0v11M16 21v11'],
  ]));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(region);
  let isReturning = false;
  map.on('moveend', () => {
    if (isReturning || extent.contains(map.getCenter())) return;
    const { lat, lng } = map.getCenter();
    const inside = [Math.min(Math.max(lat, south), north), Math.min(Math.max(lng, west), east)];
    isReturning = true;
    // Drawn anew: a move is whole pixels, and by less than one the map would stay outside.
    map.setView(inside, map.getZoom(), { reset: true });
    isReturning = false;
  });

  const icon = drawing('', '-13 -36 26 37', [
    ['pin', 'M0 0c-3-9-11-13-11-22a11 11 0 0 1 22 0c0 9-8 13-11 22z'], ['eye', 'M-4-22a4 4 0 0 0 8 0 4 4 0 0 0-8 0z'],
  ]);
  const marker = L.marker(centre, {
    icon: L.divIcon({ className: 'map-pin-put', html: icon, iconSize: [26, 37], iconAnchor: [13, 36] }),
    interactive: false, keyboard: false,
  });
  if (pin) marker.setLatLng(pin).addTo(map);
  if (data.names) showNames(L, map, marker, data.names);

  // Who asks the server, and is no longer listened to once anything newer is said.
  let asking;

  function say(words) {
    asking?.abort();
    status.textContent = words;
  }

  // What was asked for to be in the middle: the map itself keeps whole pixels.
  let exact = L.latLng(centre);

  function goTo(place, level) {
    exact = L.latLng(place);
    map.setView(exact, level, { animate: false });
  }

  function middle() {
    const isThere = map.latLngToContainerPoint(exact).distanceTo(map.getSize().divideBy(2)) < 1;
    return isThere ? exact : map.getCenter();
  }

  function move(direction, pixels) {
    const [x, y] = directions[direction];
    map.panBy([x * pixels, y * pixels], { animate: false });
  }

  function come(levels) {
    map.setZoom(map.getZoom() + levels, { animate: false });
  }

  function put() {
    map.stop();
    const { lat: latitude, lng: longitude } = middle();
    marker.setLatLng([latitude, longitude]).addTo(map);
    if (onPin?.({ latitude, longitude }) === false) say(data.pinned);
    else ask(`${data.pinned} `);
  }

  async function ask(before = '') {
    say('');
    asking = new AbortController();
    const { signal } = asking;
    const { lat, lng } = middle();
    const address = new URL(data.place, location.href);
    address.searchParams.set('lat', degrees(lat));
    address.searchParams.set('long', degrees(lng));
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const { words } = await answer.json();
      if (!signal.aborted) say(before + words);
    } catch {
      if (!signal.aborted) say(before + data.unasked);
    }
  }

  map.on('click', ({ latlng }) => {
    const metres = earth * Math.cos(latlng.lat * Math.PI / 180) / (256 * 2 ** map.getZoom());
    const closer = metres > exactMetres ? Math.min(map.getZoom() + leap, map.getMaxZoom()) : map.getZoom();
    goTo(latlng, closer);
  });

  region.addEventListener('keydown', event => {
    if (event.target !== region || event.altKey || event.ctrlKey || event.metaKey) return;
    if (keys[event.key]) move(keys[event.key], event.shiftKey ? nudge : step);
    else if (event.key === '+' || event.key === '=') come(1);
    else if (event.key === '-' || event.key === '_') come(-1);
    else if (event.key === ' ' || event.key === 'Enter') { if (!event.repeat) put(); }
    else return;
    event.preventDefault();
  });

  element.addEventListener('click', event => {
    const { does } = event.target.closest('button')?.dataset ?? {};
    if (directions[does]) move(does, step);
    else if (does === 'closer') come(1);
    else if (does === 'farther') come(-1);
    else if (does === 'put') put();
    else if (does === 'ask') ask();
  });

  return {
    say,
    goTo,
    focus: () => region.focus(),
    view: () => ({ centre: middle(), zoom: map.getZoom() }),
  };
}

/** The squares, each a picture: Leaflet's own layer gives dropped ones a `data:` address, which our policy forbids. */
function squares(L, { tiles, tilesClosest }) {
  const Squares = L.GridLayer.extend({
    createTile({ x, y, z }, done) {
      const picture = document.createElement('img');
      picture.alt = '';
      picture.onload = () => done(null, picture);
      picture.onerror = () => done(new Error('not loaded'), picture);
      picture.src = tiles.replace('{z}', z).replace('{x}', x).replace('{y}', y);
      return picture;
    },
  });
  return new Squares({ maxNativeZoom: Number(tilesClosest), keepBuffer: 1, noWrap: true });
}

/** What names stand clear of, as boxes of the map: the pin, the cross in the middle, the scale. */
function marks(map, marker) {
  const size = map.getSize();
  const middle = map.containerPointToLayerPoint(size.divideBy(2));
  const scale = map.containerPointToLayerPoint([50, size.y - 24]);
  const boxes = [{ x: middle.x, y: middle.y, half: 18, high: 18 }, { x: scale.x, y: scale.y, half: 50, high: 24 }];
  if (map.hasLayer(marker)) {
    const { x, y } = map.latLngToLayerPoint(marker.getLatLng());
    boxes.push({ x, y: y - 18, half: 15, high: 21 });
  }
  return boxes;
}

function meet(one, other) {
  return Math.abs(one.x - other.x) < one.half + other.half && Math.abs(one.y - other.y) < one.high + other.high;
}

/** Where a name finds a place: its own, else just above or below the mark that is there; nothing where others are. */
function placed(name, kept, taken) {
  const mark = kept.find(one => meet(one, name));
  const heights = mark ? [mark.y + mark.high + name.high, mark.y - mark.high - name.high] : [name.y];
  const nearest = heights.sort((one, other) => Math.abs(one - name.y) - Math.abs(other - name.y));
  return nearest.map(y => ({ ...name, y })).find(box => ![...kept, ...taken].some(other => meet(other, box)));
}

/** Writes the names that have room, those of the larger places first. */
async function showNames(L, map, marker, address) {
  const pane = map.createPane('names');
  pane.classList.add('map-names', 'leaflet-zoom-hide');
  pane.setAttribute('aria-hidden', 'true');
  let names;
  try {
    const answer = await fetch(address);
    names = answer.ok ? await answer.json() : [];
  } catch {
    // A map without names is still a map.
    return;
  }
  const draw = () => {
    const [bounds, level] = [map.getBounds(), map.getZoom()];
    const [kept, taken] = [marks(map, marker), []];
    pane.replaceChildren();
    for (const { name, lat, long, zoom, until } of names) {
      if (zoom > level || until < level || !bounds.contains([lat, long])) continue;
      const half = Math.min(name.length * 3.6, 56);
      const high = Math.ceil(name.length * 3.6 / 56) * 7;
      const box = placed({ ...map.latLngToLayerPoint([lat, long]), half, high }, kept, taken);
      if (!box) continue;
      taken.push(box);
      const element = made('span', { textContent: name });
      element.style.left = `${box.x}px`;
      element.style.top = `${box.y}px`;
      pane.append(element);
    }
  };
  map.on('moveend zoomend viewreset', draw);
  marker.on('add move', draw);
  draw();
}
