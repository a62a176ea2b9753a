extension DiffPage {
    /// How the page looks.
    static let style = """
        body { font: 15px/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 1100px; \
        margin: 1.5rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
        svg { width: 100%; height: 80vh; background: #f4f4f1; border: 1px solid #ccc; touch-action: none; }
        path { vector-effect: non-scaling-stroke; }
        .after path { fill: #fff; stroke: #777; stroke-width: 1; }
        .before path { fill: none; stroke: #111; stroke-width: 1.2; stroke-dasharray: 5 4; pointer-events: none; }
        .part { fill-opacity: .75; stroke: none; }
        .part:target, .part.shown { stroke: #000; stroke-width: 3; fill-opacity: .95; }
        .names text { font-size: 190px; text-anchor: middle; dominant-baseline: middle; fill: #111; stroke: #fff; \
        stroke-width: 40px; paint-order: stroke; pointer-events: none; }
        table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .2rem .8rem; text-align: left; \
        border-bottom: 1px solid #ddd; } td:not(:first-child) { font-variant-numeric: tabular-nums; }
        td i { display: inline-block; width: .8em; height: .8em; border-radius: 2px; }
        button { font: inherit; }
        """

    /// Zooms to what is chosen, and with wheel and pointer; without it the whole is there all the same.
    static let script = """
        for (const svg of document.querySelectorAll("svg")) {
          const box = svg.viewBox.baseVal, all = [box.x, box.y, box.width, box.height];
          const set = (x, y, w, h) => svg.setAttribute("viewBox", [x, y, w, h].join(" "));
          const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
          svg.addEventListener("wheel", (event) => {
            event.preventDefault();
            const p = at(event), by = event.deltaY > 0 ? 1.25 : 0.8;
            set(p.x - (p.x - box.x) * by, p.y - (p.y - box.y) * by, box.width * by, box.height * by);
          }, { passive: false });
          let from = null;
          svg.addEventListener("pointerdown", (event) => { from = at(event); svg.setPointerCapture(event.pointerId); });
          svg.addEventListener("pointerup", () => { from = null; });
          svg.addEventListener("pointermove", (event) => {
            if (!from) return;
            const p = at(event);
            set(box.x + from.x - p.x, box.y + from.y - p.y, box.width, box.height);
          });
          const section = svg.closest("section");
          section.querySelector(".whole").addEventListener("click", () => set(...all));
          for (const link of section.querySelectorAll("a[href^='#part-']")) {
            link.addEventListener("click", (event) => {
              event.preventDefault();
              const part = document.getElementById(link.hash.slice(1));
              if (!part) return;
              for (const shown of svg.querySelectorAll(".shown")) shown.classList.remove("shown");
              part.classList.add("shown");
              const [left, top, right, bottom] = part.dataset.box.split(" ").map(Number);
              const w = Math.max(right - left, all[2] / 60) * 1.6, h = Math.max(bottom - top, all[3] / 60) * 1.6;
              set((left + right - w) / 2, (top + bottom - h) / 2, w, h);
              svg.scrollIntoView({ block: "nearest" });
            });
          }
        }
        """
}
