"""A few words for walking through a page's forms."""

from playwright.sync_api import Page


def take_step(page: Page, step: str) -> None:
    """Does one thing on the page, by what a person reads there:

    fill LABEL=TEXT · choose LABEL (a radio button or box) · choose LABEL=OPTION (of a list) ·
    press NAME (a button or link) · map X,Y (a click at these pixels of the picture that is an input)
    """
    verb, _, rest = step.partition(" ")
    if verb == "fill":
        label, _, text = rest.partition("=")
        page.get_by_label(label).first.fill(text)
    elif verb == "choose":
        label, found, option = rest.partition("=")
        if found:
            page.get_by_label(label).first.select_option(label=option)
        else:
            page.get_by_label(rest).first.check()
    elif verb == "press":
        page.get_by_role("button", name=rest).or_(page.get_by_role("link", name=rest)).first.click()
        page.wait_for_load_state()
    elif verb == "map":
        x, y = (float(number) for number in rest.split(","))
        page.locator("input[type=image]").first.click(position={"x": x, "y": y})
        page.wait_for_load_state()
    else:
        raise ValueError(f"expected fill, choose, press or map, found {step!r}")
