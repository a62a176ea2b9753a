// What the maps of staff's pages share: Leaflet, loaded when the first is opened, over our own squares.

import { made } from './elements.js';

function loaded(name, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`not loaded: ${element.src || element.href}`));
    document.head.append(element);
  });
}

/**
 * Opens a map at the beginning of an element that says where everything is to be had, and shows the city's extent.
 *
 * @param label what a screen reader calls the map
 * @returns Leaflet, its map, the region, and whether nothing shall glide
 */
export async function openStaffMap(element, label) {
  const { script, style, extent } = element.dataset;
  await Promise.all([loaded('link', { rel: 'stylesheet', href: style }), loaded('script', { src: script })]);
  const L = window.L;
  const region = made('div', { className: 'map-view', tabIndex: 0 });
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', label);
  element.prepend(region);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const [west, south, east, north] = extent.split(',').map(Number);
  const map = L.map(region, {
    minZoom: 6, maxZoom: 18, attributionControl: false, zoomAnimation: !isCalm, fadeAnimation: !isCalm, inertia: !isCalm,
    // A wheel over a map that nobody has clicked moves the page.
    scrollWheelZoom: false,
  });
  map.fitBounds([[south, west], [north, east]]);
  region.addEventListener('focusin', () => map.scrollWheelZoom.enable());
  region.addEventListener('focusout', () => map.scrollWheelZoom.disable());
  // Leaflet's own layer gives dropped squares a `data:` address, which our policy forbids.
  const Squares = L.GridLayer.extend({
    createTile({ x, y, z }, done) {
      const picture = made('img', { alt: '' });
      picture.onload = () => done(null, picture);
      picture.onerror = () => done(new Error('not loaded'), picture);
      picture.src = `/map/${z}/${x}/${y}.svg`;
      return picture;
    },
  });
  new Squares({ maxNativeZoom: 18, keepBuffer: 1, noWrap: true }).addTo(map);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(region);
  return { L, map, region, isCalm };
}
