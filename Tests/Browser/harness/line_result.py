"""What a run of the tests prints."""

import os
import sys
import time
import traceback
import unittest

from .places import TESTS


def write(text: str) -> None:
    """Prints whole lines at once: other processes of the run print, too."""
    sys.stdout.flush()
    data = text.encode(errors="replace")
    while data:
        data = data[os.write(sys.stdout.fileno(), data):]


class LineResult(unittest.TestResult):
    """A line a test with its time; a failure at once, with the last lines of its server's log.

    `failed` has the names of the tests that did; of a class whose beginning did, the name that says so.
    """

    def __init__(self):
        super().__init__()
        self.failed: set[str] = set()

    def startTest(self, test):
        super().startTest(test)
        self._start = time.monotonic()

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say("ok", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._explain("FAILED", test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._explain("FAILED", test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._explain("FAILED", subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(f"skipped ({reason})", test)

    def _say(self, word, test):
        write(self._line(word, test))

    def _line(self, word, test):
        took = time.monotonic() - getattr(self, "_start", time.monotonic())
        return f"{took:6.2f} s  {word}  {test.id()}\n"

    def _explain(self, word, test, err):
        kind, error, trace = err
        self.failed.add(getattr(test, "test_case", test).id())
        # The test's own lines, not unittest's.
        frames = [frame for frame in traceback.extract_tb(trace) if frame.filename.startswith(f"{TESTS}/")]
        shown = traceback.format_list(frames) + traceback.format_exception_only(kind, error)
        log = getattr(getattr(test, "test_case", test), "server", None)
        shown.append(f"The server's log ends with:\n{log.log()}\n" if log else "")
        write(self._line(word, test) + "".join(f"    {line}\n" for line in "".join(shown).splitlines()))
