"""How a page holds at every width."""

from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

# A desktop and two phones.
SIZES = ((1280, 900), (360, 740), (320, 640))
SCHEMES = ("light", "dark")
# No pictures, and half of the views: each width and each colour scheme once.
is_quick = False


def views() -> list[tuple[int, int, str]]:
    """The sizes and colour schemes in which axe-core looks at a page."""
    wide, narrow = SIZES[0], SIZES[-1]
    if is_quick:
        return [(*wide, "light"), (*narrow, "dark")]
    return [(*size, scheme) for scheme in SCHEMES for size in (wide, narrow)]

_OVERFLOW = """() => {
    const root = document.scrollingElement, width = root.clientWidth;
    if (root.scrollWidth <= width) return null;
    const clipped = element => {
        for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
            if (getComputedStyle(at).overflowX !== 'visible') return true;
        return false;
    };
    const name = element => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '')
        + [...element.classList].map(one => '.' + one).join('');
    const wide = [...document.body.querySelectorAll('*')].filter(element =>
        element.getBoundingClientRect().right > width + 0.5 && !clipped(element));
    const innermost = wide.filter(element => !wide.some(other => other !== element && element.contains(other)));
    return {width: root.scrollWidth, available: width, elements: innermost.slice(0, 8).map(element =>
        name(element) + ' reaches ' + Math.round(element.getBoundingClientRect().right) + ' px: '
        + (element.textContent || '').trim().replace(/\\s+/g, ' ').slice(0, 60))};
}"""


def overflow(page: Page) -> str | None:
    """Why the page scrolls sideways, with the elements that stick out; `None` when it does not."""
    found = page.evaluate(_OVERFLOW)
    if found is None:
        return None
    reasons = "".join(f"\n    {element}" for element in found["elements"])
    return f"the page is {found['width']} px wide where {found['available']} px are there{reasons}"


@contextmanager
def shown(page: Page, width: int, height: int, scheme: str):
    """Shows the page as it stands in another size and colour scheme, and as before afterwards."""
    before = page.viewport_size
    was_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    try:
        yield
    finally:
        page.set_viewport_size(before)
        page.emulate_media(color_scheme="dark" if was_dark else "light")


def take_screenshots(page: Page, folder: Path, name: str) -> list[Path]:
    """Pictures of the whole page as it stands in every size and colour scheme; none in a quick run."""
    if is_quick:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    # Pages behind another one are drawn seldom.
    page.bring_to_front()
    for scheme in SCHEMES:
        for width, height in SIZES:
            with shown(page, width, height, scheme):
                paths.append(folder / f"{name}-{width}-{scheme}.png")
                page.screenshot(path=paths[-1], full_page=True, animations="disabled", caret="hide")
    return paths
