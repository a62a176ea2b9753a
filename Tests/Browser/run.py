"""Runs the browser tests: all, or those whose name contains one of the arguments.

  --quick    no pictures, and axe-core wide and light, narrow and dark, instead of all four together
  --jobs N   so many classes of tests at a time; as many as there are processors unless told
"""

import argparse
import multiprocessing
import os
import signal
import sys
import time
import unittest
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
# More than these that fail are no accident.
AGAIN = 5
sys.path.insert(0, str(FOLDER))

from harness import layout  # noqa: E402
from harness.chromium import Chromium  # noqa: E402
from harness.line_result import LineResult, write  # noqa: E402
from harness.places import binary, screenshots  # noqa: E402
from harness.server import Servers  # noqa: E402


def chosen(suite, names):
    """The tests whose id contains one of the names; all when there is none."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from chosen(test, names)
        elif not names or any(name in test.id() for name in names):
            yield test


def names(test):
    """The names under which a test, or the beginning or end of its class, fails."""
    kind = f"{type(test).__module__}.{type(test).__qualname__}"
    return {test.id(), f"setUpClass ({kind})", f"tearDownClass ({kind})"}


def classes(tests):
    """The tests of each class together, those of the longest files first: they take longest."""
    found = {}
    for test in tests:
        found.setdefault(type(test), []).append(test)
    return sorted(found.values(), key=lambda tests: -Path(sys.modules[type(tests[0]).__module__].__file__).stat().st_size)


def work(groups, taken, outcomes):
    """Runs one class after the other of those that nobody has taken; tells how many tests ran, and which failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    result = LineResult()
    try:
        while True:
            with taken.get_lock():
                number, taken.value = taken.value, taken.value + 1
            if number >= len(groups):
                break
            unittest.TestSuite(groups[number]).run(result)
    finally:
        Chromium.stop()
        Servers.stop()
    outcomes.put((result.testsRun, sorted(result.failed)))


def run(groups, jobs):
    """Runs classes of tests in so many processes: how many tests ran, which failed, how many processes were lost."""
    taken, outcomes = multiprocessing.Value("i", 0), multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=work, args=(groups, taken, outcomes)) for _ in range(jobs)]

    def stop(*_):
        for worker in workers:
            worker.terminate()

    signal.signal(signal.SIGTERM, stop)
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ran, failed = 0, set()
    for worker in workers:
        if worker.exitcode == 0:
            tests, names = outcomes.get()
            ran, failed = ran + tests, failed | set(names)
    return ran, failed, sum(worker.exitcode != 0 for worker in workers)


def main() -> int:
    parser = argparse.ArgumentParser(prog="run", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--quick", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not binary().exists():
        print(f"browser tests: expected the built program at {binary()}, found none: swift build", file=sys.stderr)
        return 69
    start = time.monotonic()
    groups = classes(chosen(unittest.TestLoader().discover(str(FOLDER), pattern="test_*.py"), options.names))
    if not groups:
        print(f"browser tests: expected tests named like {' or '.join(options.names)}, found none", file=sys.stderr)
        return 64
    layout.is_quick = options.quick
    jobs = max(1, min(options.jobs, len(groups)))
    ran, failed, lost = run(groups, jobs)
    if lost:
        write(f"{lost} of {jobs} processes that run tests ended before they were through\n")
    if 0 < len(failed) <= AGAIN and not lost:
        # Not to let them pass: whether they fail alone, too, says where to look.
        write(f"Once more, alone: {', '.join(sorted(failed))}\n")
        found = chosen(unittest.TestLoader().discover(str(FOLDER), pattern="test_*.py"), [])
        again = [test for test in found if failed & names(test)]
        _, still, lost = run(classes(again), 1)
        if not lost:
            for name in sorted(failed & set().union(*map(names, again)) - still):
                write(f"unsteady: {name} failed beside others and passed alone\n")
    pictures = "no pictures" if options.quick else f"pictures in {screenshots()}"
    write(f"Browser tests: {ran} run, {len(failed)} failed, {time.monotonic() - start:.0f} s; {pictures}\n")
    return 1 if failed or lost else 0


if __name__ == "__main__":
    sys.exit(main())
