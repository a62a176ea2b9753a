// The page of a report brings itself up to date: the server says that something happened, and the page is read anew.
// Without this script a reload does the same.

const bar = document.getElementById("updates");
const said = document.createElement("span");
const button = document.createElement("button");

let seen = bar?.dataset.seen;
let source = null;
let again = 0;
let isReading = false;
let isStale = false;
let isStopped = false;

if (bar && "EventSource" in window) {
    // Not in the page as it is sent: text browsers show what is hidden.
    said.setAttribute("role", "status");
    said.textContent = bar.dataset.on;
    button.type = "button";
    button.className = "button quiet";
    button.textContent = bar.dataset.stop;
    bar.append(said, " ", button);
    bar.hidden = false;
    button.addEventListener("click", () => (isStopped ? start() : stop()));
    // A page that nobody looks at holds no connection: browsers have six of them for a whole site.
    document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", open);
    open();
}

function start() {
    isStopped = false;
    button.textContent = bar.dataset.stop;
    said.textContent = bar.dataset.on;
    open();
    // What was told and could not be read is not told again.
    read();
}

function stop() {
    isStopped = true;
    close();
    button.textContent = bar.dataset.start;
    said.textContent = bar.dataset.off;
}

function open() {
    if (source || isStopped || document.hidden) return;
    clearTimeout(again);
    source = new EventSource(`${bar.dataset.events}?seen=${seen}`);
    source.addEventListener("changed", (event) => {
        if (event.lastEventId === seen) return;
        seen = event.lastEventId;
        isStale = true;
        read();
    });
    // A cut line is mended by the browser, which says what it heard last; an answer that is no stream is not.
    source.addEventListener("error", () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        close();
        again = setTimeout(open, 5000);
    });
}

function close() {
    clearTimeout(again);
    source?.close();
    source = null;
}

// Reads the page until nothing happened meanwhile.
async function read() {
    if (isReading) return;
    isReading = true;
    try {
        while (isStale && !isStopped) {
            isStale = false;
            const answer = await fetch(bar.dataset.page, { cache: "no-store", headers: { Accept: "text/html" } });
            if (!answer.ok) throw new Error(`answered ${answer.status}`);
            const text = await answer.text();
            // Who stopped it meanwhile is told when it goes on.
            if (isStopped) isStale = true;
            else show(new DOMParser().parseFromString(text, "text/html"));
        }
    } catch {
        isStale = true;
        setTimeout(read, 5000);
    } finally {
        isReading = false;
    }
}

function show(page) {
    const old = document.getElementById("live");
    const fresh = page.getElementById("live");
    if (!fresh) return;
    document.adoptNode(fresh);
    const focus = remember(old);
    keepOpen(old, fresh);
    keepTyped(old, fresh);
    keepPictures(old, fresh);
    old.replaceWith(fresh);
    focus?.();
    // The page may be newer than what was told of it.
    const newer = page.getElementById("updates")?.dataset.seen;
    if (Number(newer) > Number(seen)) seen = newer;
    said.textContent = `${bar.dataset.changed} ${latest(fresh)}`.trim();
}

// What happened last, in the page's own words.
function latest(live) {
    // Not the last of those that are folded away.
    const line = live.querySelector(":scope > .history > li:last-child")?.cloneNode(true);
    line?.querySelectorAll("time, blockquote, details").forEach((part) => part.remove());
    return line?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

// How to put the focus back where it is; nothing where it is elsewhere.
function remember(live) {
    const active = document.activeElement;
    if (!active || !live.contains(active)) return null;
    const place = [...live.querySelectorAll(active.tagName)].indexOf(active);
    const selection = "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    return () => {
        const now = document.getElementById("live");
        const same = active.id
            ? document.getElementById(active.id)
            : [...now.querySelectorAll(active.tagName)].find((one, at) => at === place);
        const target = same && now.contains(same) ? same : now;
        if (target === now) now.tabIndex = -1;
        target.focus({ preventScroll: true });
        if (selection && target === same && target.type === active.type) target.setSelectionRange?.(...selection);
    };
}

function keepOpen(old, fresh) {
    const lists = [old, fresh].map((live) => [...live.querySelectorAll("details")]);
    for (const one of lists[0].filter((one) => one.open)) {
        const same = one.id
            ? lists[1].find((other) => other.id === one.id)
            : lists[1].filter((other) => !other.id)[lists[0].filter((other) => !other.id).indexOf(one)];
        if (same) same.open = true;
    }
}

// What somebody is writing stays, also where the page has no place for it any more; so do words that were refused, which
// the page came with.
function keepTyped(old, fresh) {
    for (const field of old.querySelectorAll("textarea")) {
        const same = fresh.querySelector(`#${CSS.escape(field.id)}`);
        if (field.value === (same?.value ?? "")) continue;
        if (same) same.value = field.value;
        else fresh.append(field.form);
    }
}

// A picture that is still the same need not come again.
function keepPictures(old, fresh) {
    for (const picture of fresh.querySelectorAll("img")) {
        const same = [...old.querySelectorAll("img")].find((one) => one.src === picture.src);
        if (same) picture.replaceWith(same);
    }
}
