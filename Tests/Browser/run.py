"""Runs the browser tests: all, or those whose name contains one of the arguments."""

import signal
import sys
import time
import traceback
import unittest
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

from harness.chromium import Chromium  # noqa: E402
from harness.places import binary, screenshots  # noqa: E402
from harness.server import Servers  # noqa: E402


class LineResult(unittest.TestResult):
    """A line a test with its time; a failure at once, with the last lines of its server's log."""

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
        took = time.monotonic() - getattr(self, "_start", time.monotonic())
        print(f"{took:6.2f} s  {word}  {test.id()}", flush=True)

    def _explain(self, word, test, err):
        self._say(word, test)
        kind, error, trace = err
        # The test's own lines, not unittest's.
        frames = [frame for frame in traceback.extract_tb(trace) if frame.filename.startswith(f"{FOLDER}/")]
        shown = traceback.format_list(frames) + traceback.format_exception_only(kind, error)
        log = getattr(getattr(test, "test_case", test), "server", None)
        shown.append(f"The server's log ends with:\n{log.log()}\n" if log else "")
        print("".join("    " + line for line in "".join(shown).splitlines(keepends=True)), flush=True)


def chosen(suite, names):
    """The tests whose id contains one of the names; all when there is none."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from chosen(test, names)
        elif not names or any(name in test.id() for name in names):
            yield test


def main(names) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not binary().exists():
        print(f"browser tests: expected the built program at {binary()}, found none: swift build", file=sys.stderr)
        return 69
    start = time.monotonic()
    loader = unittest.TestLoader()
    tests = list(chosen(loader.discover(str(FOLDER), pattern="test_*.py"), names))
    if not tests:
        print(f"browser tests: expected tests named like {' or '.join(names)}, found none", file=sys.stderr)
        return 64
    result = LineResult()
    try:
        unittest.TestSuite(tests).run(result)
    finally:
        Chromium.stop()
        Servers.stop()
    failed = len(result.failures) + len(result.errors)
    print(f"Browser tests: {result.testsRun} run, {failed} failed, {time.monotonic() - start:.0f} s; "
          f"pictures in {screenshots()}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
