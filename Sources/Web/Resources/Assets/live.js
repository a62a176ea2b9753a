// Staff's live pages hear what happens. One stream a browser: the tab that holds a lock listens, and tells the others;
// where it closes, another takes the lock and goes on from the last message. Without locks each tab listens itself.

/**
 * Listens to a stream of the server's until `stop` is called.
 *
 * @param url the stream
 * @param after the snapshot the page has seen
 * @param who a mark of whose session the page is: what another session hears is none of its business
 * @param hear told of each message: `{ name, id, data }`, `data` as the server wrote it; its name is `changes`, `beat`
 *   or `reset`, and of this script `closed` where the server refuses the stream
 * @returns what ends it: a function
 */
export function listen(url, after, who, hear) {
  const name = `dispatch311 ${url} ${who}`;
  const isShared = 'BroadcastChannel' in window && navigator.locks;
  const channel = isShared ? new BroadcastChannel(name) : null;
  const ending = new AbortController();
  let last = after;
  let source = null;
  let again = 0;
  // A stream of this tab's own that lasts for one message, and what another tab heard meanwhile.
  let reading = null;
  let waiting = [];

  function told(message) {
    if (ending.signal.aborted) return;
    if (message.id) last = message.id;
    hear(message);
  }

  function stream(take) {
    const stream = new EventSource(`${url}?after=${encodeURIComponent(last)}`);
    for (const kind of ['changes', 'beat', 'reset']) {
      stream.addEventListener(kind, ({ lastEventId, data }) => {
        take({ name: kind, id: lastEventId, data: JSON.parse(data || '{}') });
      });
    }
    return stream;
  }

  function open() {
    clearTimeout(again);
    source = stream((message) => {
      // With the one before it, so that whoever has missed something knows.
      channel?.postMessage({ ...message, before: last });
      told(message);
    });
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

  function follow(message) {
    if (message.before === last) told(message);
    else if (message.id !== last) catchUp();
  }

  // Reads what it has not heard of the other tab: at first, and where that one listens at another server.
  function catchUp() {
    if (reading) return;
    reading = stream((message) => {
      const heard = waiting;
      stopReading();
      told(message);
      // All of this is in it, but for what follows it.
      const next = heard.findIndex(({ before }) => before === last);
      if (next >= 0) heard.slice(next).forEach(told);
    });
    reading.addEventListener('error', () => {
      if (reading?.readyState === EventSource.CLOSED) stopReading();
    });
  }

  function stopReading() {
    reading?.close();
    reading = null;
    waiting = [];
  }

  channel?.addEventListener('message', ({ data }) => {
    if (source) return;
    if (reading) waiting.push(data);
    else follow(data);
  });
  if (isShared) {
    navigator.locks.request(name, { signal: ending.signal }, () => new Promise((resolve) => {
      stopReading();
      open();
      ending.signal.addEventListener('abort', resolve);
    })).catch(() => {});
  } else {
    open();
  }
  return () => {
    ending.abort();
    close();
    stopReading();
    channel?.close();
  };
}
