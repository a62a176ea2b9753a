"""lynx in a terminal of its own, used with the keys that a person would press."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import tempfile
import termios
import time
from dataclasses import dataclass

import pyte

_UP, _DOWN, _LEFT, _ENTER = b"\x1bOA", b"\x1bOB", b"\x1bOD", b"\r"
# Page Down and not the space bar, which writes into a field.
_NEXT_SCREEN, _TO_TOP, _ERASE_LINE = b"\x1b[6~", b"\x01", b"\x15"
# What the status line says, by the kind of what is selected.
_KINDS = {
    "(NORMAL LINK)": "link", "(Textfield": "text", "Enter text.": "text", "(Textarea": "textarea",
    "(Password entry field": "text", "(File entry field": "text", "(Radio Button)": "radio", "(Checkbox": "checkbox",
    "(Option list)": "list", "(Form submit button)": "button",
}
_PROMPT = re.compile(r"P\)roceed|\(y/n\)|Y/N|[Aa]llow\?|N\)ever")


class LynxError(AssertionError):
    """Something that should have been on the screen is not."""


@dataclass(frozen=True)
class Selected:
    """What the cursor is on: where, of which kind, and the words that a person would call it by."""

    row: int
    column: int
    kind: str
    label: str


class Lynx:
    """A visitor with lynx. Fields and links are named by the words that are read beside them; the first that contains
    the words counts, from the cursor downwards and around."""

    def __init__(self, url: str, *, rows: int = 60, columns: int = 100, cookies: bool = True):
        self._rows = rows
        self._home = tempfile.mkdtemp(prefix="dispatch311-lynx-")
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        options = ["-nocolor", "-nopause", "-accept_all_cookies" if cookies else "-cookies"]
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            environment = {"PATH": os.environ["PATH"], "HOME": self._home, "TERM": "xterm", "LC_ALL": "C.UTF-8",
                           "LINES": str(rows), "COLUMNS": str(columns), "NCURSES_NO_UTF8_ACS": "1"}
            try:
                os.execvpe("lynx", ["lynx", *options, url], environment)
            finally:
                os._exit(127)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._wait_for_page()

    def text(self) -> str:
        """The whole page as lynx shows it, screen after screen; the cursor is at its start afterwards."""
        if self._screens() == 1:
            return "\n".join(self._page())
        self._go_to_top()
        lines = self._page()
        for _ in range(self._screens() - 1):
            self._key(_NEXT_SCREEN)
            lines += self._page()
        self._go_to_top()
        return "\n".join(lines)

    def follow(self, words: str) -> None:
        """Follows a link."""
        self._select(words, ("link",))
        self._press_and_wait(_ENTER)

    def press(self, words: str) -> None:
        """Presses a button, or a picture that is one."""
        self._select(words, ("button",))
        self._press_and_wait(_ENTER)

    def fill(self, words: str, text: str) -> None:
        """Types into a field in place of what is there; every line of the text into a line of a text area."""
        self._select(words, ("text", "textarea"))
        for number, line in enumerate(text.split("\n")):
            if number > 0:
                self._key(_ENTER)
            self._key(_ERASE_LINE)
            self._key(line.encode())

    def choose(self, words: str, option: str | None = None) -> None:
        """Switches a radio button or a box on, or picks an option of a list."""
        if option is None:
            selected = self._select(words, ("radio", "checkbox"))
            if self._screen.display[selected.row][selected.column:].lstrip()[1:2] == " ":
                self._key(_ENTER)
            return
        self._select(words, ("list",))
        self._key(_ENTER)
        for _ in range(200):
            row, column = self._screen.cursor.y, self._screen.cursor.x
            if self._screen.display[row][column:].split("│")[0].strip() == option:
                self._key(_ENTER)
                return
            self._key(_DOWN)
        raise self._missing(f"an option {option!r}")

    def go_back(self) -> None:
        """To the page before."""
        self._press_and_wait(_LEFT)

    def selected(self) -> Selected:
        """What the cursor is on."""
        row, column = self._screen.cursor.y, self._screen.cursor.x
        status = self._status()
        kind = next((kind for words, kind in _KINDS.items() if status.startswith(words)), "none")
        line = self._screen.display[row]
        if kind in ("radio", "checkbox"):
            label = re.sub(r"^\s*[(\[].[)\]]\s*", "", line[column:])
        elif kind in ("text", "textarea", "list"):
            above = (self._screen.display[at].strip() for at in range(row - 1, 0, -1))
            label = line[:column].strip() or next((one for one in above if one and not set(one) <= {"_"}), "")
        else:
            label = self._highlighted(row)
            if kind == "button":
                label += self._words_after(row, label)
        return Selected(row, column, kind, label.strip())

    def close(self) -> None:
        """Ends it."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            os.close(self._terminal)
            shutil.rmtree(self._home, ignore_errors=True)
            self._process = 0

    def _select(self, words: str, kinds: tuple[str, ...]) -> Selected:
        start = last = None
        seen: dict[str, None] = {}
        for _ in range(2000):
            found = self.selected()
            # On a page that has just come, the status line may not say yet what is selected.
            if (found.kind in kinds or found.kind == "none" and found.label) and words in found.label:
                return found
            seen[f"{found.kind} {found.label!r}"] = None
            place = (found, self._page())
            if place == start:
                break
            start = start or place
            if place == last:
                # Down goes around by itself only on a page of one screen.
                self._go_to_top()
            else:
                self._key(_DOWN)
            last = place
        raise self._missing(f"{' or '.join(kinds)} {words!r} among {', '.join(seen)}")

    def _go_to_top(self) -> None:
        # In a field for text the key means the start of the line.
        for _ in range(100):
            if self.selected().kind not in ("text", "textarea"):
                break
            self._key(_UP)
        self._key(_TO_TOP)

    def _screens(self) -> int:
        found = re.search(r"\(p\d+ of (\d+)\)\s*$", self._screen.display[0])
        return int(found[1]) if found else 1

    def _highlighted(self, row: int) -> str:
        cells = self._screen.buffer[row]
        columns = [x for x in range(self._screen.columns) if cells[x].reverse]
        return "".join(cells[x].data for x in range(columns[0], columns[-1] + 1)).strip() if columns else ""

    def _words_after(self, row: int, label: str) -> str:
        """A button element is shown as its value, or BUTTON, in parentheses, and its own words after them."""
        line, cells = self._screen.display[row], self._screen.buffer[row]
        end = line.find(f"({label})", max(0, self._screen.cursor.x - 2)) + len(label) + 2
        if end < len(label) + 2:
            return ""
        words = ""
        for x in range(end, self._screen.columns):
            # Links are bold; another button element begins with a parenthesis.
            if cells[x].bold or line[x] == "(":
                break
            words += line[x]
        return words.rstrip()

    def _page(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display[1:self._rows - 3]]

    def _status(self) -> str:
        return self._screen.display[self._rows - 3].strip()

    def _is_at_rest(self) -> bool:
        status = self._status()
        return status.startswith(("(", "Commands:", "-- press space"))

    def _key(self, key: bytes) -> None:
        os.write(self._terminal, key)
        # Some keys change nothing, and nothing comes.
        self._read(first=0.3)

    def _press_and_wait(self, key: bytes) -> None:
        os.write(self._terminal, key)
        self._wait_for_page()

    def _wait_for_page(self) -> None:
        """Until the status line says that lynx waits for a key, and nothing more comes."""
        end = time.monotonic() + 20
        self._read(first=2)
        while time.monotonic() < end:
            quiet = not self._read(first=0.1)
            if _PROMPT.search(self._status()):
                raise self._missing("a page")
            if quiet and self._is_at_rest():
                return
        raise self._missing("a page within 20 s")

    def _read(self, first: float) -> bool:
        """Takes in what lynx writes until it pauses for 30 ms; whether anything came within `first` seconds."""
        wait, came = first, False
        while select.select([self._terminal], [], [], wait)[0]:
            try:
                self._stream.feed(os.read(self._terminal, 65_536))
            except OSError:
                raise self._missing("lynx running") from None
            wait, came = 0.03, True
        return came

    def _missing(self, wanted: str) -> LynxError:
        screen = "\n".join("    | " + line.rstrip() for line in self._screen.display if line.strip())
        return LynxError(f"expected {wanted}, found on lynx's screen:\n{screen}")
