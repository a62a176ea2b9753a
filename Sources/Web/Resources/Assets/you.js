// Remembers who somebody is on their own device, where they want that. Nothing of it is sent anywhere but in this form.
const form = document.getElementById("answers");
const choice = document.getElementById("remember");
const box = document.getElementById("remember-me");
const said = document.getElementById("remembered");
const names = ["first_name", "last_name", "email", "phone"];
const place = "dispatch311.you";

function kept() {
    try {
        return JSON.parse(localStorage.getItem(place));
    } catch {
        return null;
    }
}

function forget() {
    try {
        localStorage.removeItem(place);
    } catch {
        // Then nothing was kept either.
    }
}

function fields() {
    return names.map((name) => form.elements.namedItem(name));
}

const known = kept();
if (known) {
    box.checked = true;
    // What is written in the report already is newer.
    if (fields().every((field) => field.value === "")) {
        for (const field of fields()) {
            field.value = typeof known[field.name] === "string" ? known[field.name] : "";
        }
        said.hidden = false;
    }
}
choice.hidden = false;

box.addEventListener("change", () => {
    if (!box.checked) {
        forget();
        said.hidden = true;
    }
});
form.addEventListener("submit", () => {
    if (!box.checked) return;
    const now = Object.fromEntries(fields().map((field) => [field.name, field.value.trim()]));
    try {
        if (Object.values(now).some((value) => value !== "")) localStorage.setItem(place, JSON.stringify(now));
        else forget();
    } catch {
        // A browser that keeps nothing: the form is sent all the same.
    }
});
