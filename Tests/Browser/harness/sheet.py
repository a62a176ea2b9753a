"""Several pictures in one."""

import base64
import html
from pathlib import Path

from .chromium import Chromium

_STYLE = """body{margin:0;padding:12px;background:#888;font:14px sans-serif;width:max-content}
div{display:flex;gap:12px;align-items:flex-start;margin:0 0 12px}p{margin:0 0 8px;font-weight:bold}"""


def write_sheet(title: str, pictures: list[Path], path: Path) -> None:
    """Puts the pictures of one page side by side, a row a colour scheme; wide ones at half their size."""
    rows: dict[str, list[str]] = {}
    for picture in pictures:
        _, width, scheme = picture.stem.rsplit("-", 2)
        shown = int(width) // 2 if int(width) > 800 else int(width)
        data = base64.b64encode(picture.read_bytes()).decode()
        rows.setdefault(scheme, []).append(f'<img width="{shown}" src="data:image/png;base64,{data}">')
    body = "".join(f"<div>{''.join(row)}</div>" for row in rows.values())
    context = Chromium.context()
    try:
        page = context.new_page()
        page.set_content(f"<!doctype html><style>{_STYLE}</style><body><p>{html.escape(title)}</p>{body}")
        page.locator("body").screenshot(path=path)
    finally:
        context.close()
