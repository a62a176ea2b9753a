// Finds services while somebody types, by the page's own search. Without it the button searches.
const form = document.querySelector("form.search");
const field = document.getElementById("q");
const pause = 250;
let timer;
let running;

async function search() {
    const query = new URLSearchParams(new FormData(form));
    if (field.value.trim() === "") query.delete("q");
    running?.abort();
    running = new AbortController();
    try {
        const answer = await fetch(`${form.action}?${query}`, { signal: running.signal });
        // Another page than the list: the button leads there.
        if (!answer.ok || answer.redirected) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const list = page.getElementById("services");
        if (!list) return;
        document.getElementById("services").replaceChildren(...list.childNodes);
        document.getElementById("found-status").textContent =
            document.getElementById("found")?.textContent ?? "";
    } catch {
        // Away, or overtaken by the next letter: the list stays as it is.
    }
}

field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, pause);
});
form.addEventListener("submit", () => {
    clearTimeout(timer);
    running?.abort();
});
