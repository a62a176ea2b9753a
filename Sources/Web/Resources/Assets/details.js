// The details page's fields for files: says what is chosen, and makes large photos smaller before they are sent.
// Without it everything works: the server draws each picture anew anyway.

const side = 2048;
const most = 40 * 1024 * 1024;

function size(bytes) {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
}

/** The same picture with no side longer than the server keeps; the file itself where that is not needed or fails. */
async function shrunk(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const longest = Math.max(picture.width, picture.height);
    if (longest <= side) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round((picture.width * side) / longest));
    canvas.height = Math.max(1, Math.round((picture.height * side) / longest));
    const drawing = canvas.getContext("2d");
    // What is transparent becomes white, as on the server.
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const bytes = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    if (!bytes || bytes.size >= file.size) return file;
    return new File([bytes], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    // Not a picture, or one this browser cannot read: the server says so.
    return file;
  }
}

for (const box of document.querySelectorAll(".uploads")) {
  const says = box.dataset;
  const inputs = [...box.querySelectorAll("input[type=file]")];
  const form = inputs[0]?.form;
  let work = Promise.resolve();
  let busy = 0;
  let pressed = null;

  function total() {
    return inputs.flatMap((input) => [...input.files]).reduce((sum, file) => sum + file.size, 0);
  }

  function tell(input, said) {
    const files = [...input.files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
    const sentences = [files && says.chosen.replace("{files}", files), ...said];
    if (total() > most) sentences.push(says.limit);
    input.chosen.textContent = sentences.filter(Boolean).join(" ");
    input.chosen.classList.toggle("error", total() > most);
  }

  for (const input of inputs) {
    input.chosen = document.createElement("p");
    input.chosen.className = "hint words";
    input.chosen.setAttribute("role", "status");
    input.after(input.chosen);
    input.addEventListener("change", () => {
      tell(input, []);
      if (input.id !== "photos" || !window.createImageBitmap) return;
      const chosen = [...input.files];
      busy += 1;
      work = work.then(async () => {
        const files = [];
        for (const file of chosen) files.push(await shrunk(file));
        // Another choice was made meanwhile.
        if (chosen.length !== input.files.length || chosen.some((file, at) => file !== input.files[at])) return;
        const smaller = chosen.filter((file, at) => file !== files[at]);
        if (!smaller.length) return;
        const list = new DataTransfer();
        for (const file of files) list.items.add(file);
        input.files = list.files;
        tell(input, smaller.map((file) => says.smaller.replace("{name}", file.name)));
      }).finally(() => { busy -= 1; });
    });
  }

  form?.addEventListener("submit", (event) => {
    if (busy) {
      // Who is quicker than the drawing waits for it; then the button that was pressed last is pressed again, once.
      event.preventDefault();
      const isFirst = !pressed;
      pressed = { button: event.submitter };
      if (!isFirst) return;
      work.then(() => {
        const { button } = pressed;
        pressed = null;
        form.requestSubmit(button ?? undefined);
      });
      return;
    }
    if (total() <= most) return;
    // The server would hang up, and what is typed be lost.
    event.preventDefault();
    inputs[0].focus();
  });
}
