// The board's map: our own squares with the open requests on them, put together by the server where they are many.

import { made } from './elements.js';
import { openStaffMap } from './staff-map.js';

// How often the marks are read anew while the map is open, in milliseconds.
const interval = 10_000;

/**
 * Opens the map in an element that says where everything is to be had.
 *
 * @param isLive whether it may change by itself at this moment
 */
export async function openBoardMap(element, isLive) {
  const label = 'Map of the open requests; arrow keys move it, plus and minus change its size';
  const { L, map, region, isCalm } = await openStaffMap(element, label);
  const status = made('p', { className: 'hint' });
  region.after(status);
  const found = made('div', { className: 'here', tabIndex: -1, hidden: true });
  status.after(found);
  const marks = L.layerGroup().addTo(map);
  let asking = new AbortController();
  // The map begins where the requests are: a city's edges are often water.
  let isFirst = true;

  /** Lists the requests of a mark that coming closer would not part. */
  function list(words, requests, ids) {
    const some = ids.length < requests ? `; the newest ${ids.length} of them` : '';
    const links = ids.map((id) => made('li', {}, made('a', { href: address(id), textContent: shown(id) })));
    found.replaceChildren(made('h3', { textContent: `Here: ${words}${some}` }), made('ul', {}, ...links));
    found.hidden = false;
    found.focus();
  }

  function mark({ latitude, longitude, requests, late, ids }) {
    const words = `${requests.toLocaleString('en')} open${late ? `, ${late.toLocaleString('en')} late` : ''}`;
    const size = 24 + 7 * String(requests).length;
    const html = made('span', { textContent: requests.toLocaleString('en') });
    const icon = L.divIcon({
      className: `board-mark${late ? ' late' : ''}`, html, iconSize: [size, size], iconAnchor: [size / 2, size / 2],
    });
    const marker = L.marker([latitude, longitude], { icon, title: words, alt: words, keyboard: true });
    function follow() {
      if (ids.length > 0) {
        if (requests === 1) location.href = address(ids[0]);
        else list(words, requests, ids);
        return;
      }
      // The mark goes with what it stood for; the keyboard goes on from the map.
      region.focus({ preventScroll: true });
      map.setView([latitude, longitude], Math.min(map.getZoom() + 2, 18), { animate: !isCalm });
    }
    marker.on('click', follow);
    marker.on('add', () => {
      const element = marker.getElement();
      // Leaflet hears clicks alone.
      element.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        follow();
      });
      element.setAttribute('role', 'button');
      const [one, several] = ['open the request', 'list the requests'];
      element.setAttribute('aria-label', `${words}: ${ids.length === 0 ? 'come closer' : requests === 1 ? one : several}`);
    });
    return marker;
  }

  async function read() {
    asking.abort();
    asking = new AbortController();
    const box = map.getBounds();
    const place = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((side) => side.toFixed(5));
    try {
      const answer = await fetch(`/dispatch/map.json?box=${place}&zoom=${map.getZoom()}`, { signal: asking.signal });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      const { clusters, asOf } = await answer.json();
      const focused = document.activeElement?.classList.contains('board-mark');
      if (!focused) {
        marks.clearLayers();
        for (const cluster of clusters) marks.addLayer(mark(cluster));
      }
      if (isFirst && clusters.length > 0) {
        isFirst = false;
        const points = clusters.map(({ latitude, longitude }) => [latitude, longitude]);
        map.fitBounds(L.latLngBounds(points), { padding: [32, 32], maxZoom: 15, animate: false });
      }
      const count = clusters.reduce((sum, cluster) => sum + cluster.requests, 0);
      status.textContent = `${count.toLocaleString('en')} open requests in sight, as of ${asOf}. A double ring: some are late.`;
    } catch (error) {
      if (error.name !== 'AbortError') status.textContent = 'The requests could not be read just now.';
    }
  }

  map.on('moveend', read);
  await read();
  setInterval(() => { if (isLive() && !document.hidden) read(); }, interval);
}

function address(id) {
  return `/dispatch/requests/${encodeURIComponent(id)}`;
}

/** A reference as pages write it. */
function shown(id) {
  return id.match(/.{1,4}/g).join('-');
}
