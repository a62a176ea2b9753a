"""Where things are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TESTS = ROOT / "Tests/Browser"


def binary() -> Path:
    """The built program: DISPATCH311_BINARY, or the debug build."""
    return Path(os.environ.get("DISPATCH311_BINARY") or ROOT / ".build/debug/dispatch311").absolute()


def screenshots() -> Path:
    """The folder for pictures: DISPATCH311_SCREENSHOTS, or one that git ignores."""
    return Path(os.environ.get("DISPATCH311_SCREENSHOTS") or ROOT / ".build/screenshots").absolute()
