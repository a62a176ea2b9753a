"""axe-core in a page."""

from dataclasses import dataclass
from importlib import resources

from .chromium import Tab

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# axe-core takes a page that sets no background for white; in the dark it is what the browser paints. Same pixels.
_PAINT = """() => {
    const none = element => getComputedStyle(element).backgroundColor === 'rgba(0, 0, 0, 0)';
    const root = document.documentElement;
    if (none(root) && none(document.body)) root.style.setProperty('background-color', 'Canvas');
}"""
_UNPAINT = "() => document.documentElement.style.removeProperty('background-color')"


@dataclass(frozen=True)
class AccessibilityFindings:
    """What axe-core found: what is wrong, and what only a person can judge."""

    violations: list[dict]
    incomplete: list[dict]

    def text(self) -> str:
        """The violations: rule, impact, place and how to mend it."""
        return "\n".join(line for violation in self.violations for line in _lines(violation))


def accessibility(tab: Tab) -> AccessibilityFindings:
    """Runs axe-core on the page as it stands."""
    page = tab.page
    tab.allow_scripts(True)
    try:
        page.evaluate(_PAINT)
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8") + ";0")
        found = page.evaluate(
            "values => axe.run(document, {runOnly: {type: 'tag', values}, resultTypes: ['violations', 'incomplete']})",
            TAGS,
        )
    finally:
        page.evaluate(_UNPAINT)
        tab.allow_scripts(tab.scripts)
    return AccessibilityFindings(found["violations"], found["incomplete"])


def _lines(violation: dict):
    standards = ", ".join(tag for tag in violation["tags"] if tag in TAGS)
    yield f"{violation['id']} ({violation['impact']}; {standards}): {violation['help']}"
    for node in violation["nodes"]:
        yield "    at  " + " ".join(str(target) for target in node["target"])
        yield "        " + " ".join(node["html"].split())[:160]
        for line in (node.get("failureSummary") or "").splitlines():
            yield "        " + line.strip()
    yield "    see " + violation["helpUrl"]
