// Staff's live pages hear what happens. One stream a browser: the tab that holds a lock listens, and tells the others;
// where it closes, another takes the lock and goes on from the last message. Without locks each tab listens itself.

/**
 * Listens to a stream of the server's until `stop` is called.
 *
 * @param url the stream
 * @param after the snapshot the page has seen
 * @param hear told of each message: `{ name, id, data }`, `data` as the server wrote it; its name is `changes`, `beat`
 *   or `reset`, and of this script `closed` where the server refuses the stream
 * @returns what ends it: a function
 */
export function listen(url, after, hear) {
  const name = `dispatch311 ${url}`;
  const isShared = 'BroadcastChannel' in window && navigator.locks;
  const channel = isShared ? new BroadcastChannel(name) : null;
  const ending = new AbortController();
  let last = after;
  let isFirst = true;
  let source = null;
  let again = 0;

  function told(message) {
    if (ending.signal.aborted) return;
    if (message.id) last = message.id;
    hear(message);
  }

  function open() {
    clearTimeout(again);
    source = new EventSource(`${url}?after=${encodeURIComponent(last)}`);
    for (const kind of ['changes', 'beat', 'reset']) {
      source.addEventListener(kind, ({ lastEventId, data }) => {
        const message = { name: kind, id: lastEventId, data: JSON.parse(data || '{}') };
        channel?.postMessage(message);
        told(message);
      });
    }
    // A cut line is mended by the browser, which says what it heard last; an answer that is no stream is not.
    source.addEventListener('error', () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      told({ name: 'closed', data: {} });
      again = setTimeout(open, 5000);
    });
  }

  function close() {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  channel?.addEventListener('message', ({ data }) => {
    if (source) return;
    // What the other tab heard before this one listened is not told again.
    if (isFirst && data.id !== last) told({ name: 'reset', id: data.id, data: data.data });
    else told(data);
    isFirst = false;
  });
  if (isShared) {
    navigator.locks.request(name, { signal: ending.signal }, () => new Promise((resolve) => {
      open();
      ending.signal.addEventListener('abort', resolve);
    })).catch(() => {});
  } else {
    open();
  }
  return () => {
    ending.abort();
    close();
    channel?.close();
  };
}
