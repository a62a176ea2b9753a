"""Worker processes of a system that is measured: started, watched, measured and ended."""

import json
import subprocess
import sys
import tempfile
import time

# Seconds in which the first item must be done, and in which an asked worker must end.
PATIENCE = 60
FAREWELL = 20


def rate(arguments, processes, seconds, items, done):
    """Prints the items a second while so many processes run with these arguments; done() is how many of items are."""
    with tempfile.TemporaryFile() as errors:
        before = done()
        children = [
            subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=errors)
            for _ in range(processes)
        ]

        def watch():
            for child in children:
                if child.poll() is not None:
                    errors.seek(0)
                    end = errors.read()[-2000:].decode(errors="replace")
                    sys.exit(f"expected workers that go on, found one that ended with {child.returncode}:\n{end}")

        try:
            deadline = time.monotonic() + PATIENCE
            while done() == before:
                watch()
                if time.monotonic() > deadline:
                    sys.exit(f"expected a first item done within {PATIENCE} s, found none")
                time.sleep(0.1)
            first, begun = done(), time.monotonic()
            time.sleep(1)
            # Of few items not so long that they run out.
            start_count, start = done(), time.monotonic()
            pace = max(1, (start_count - first) / (start - begun))
            time.sleep(min(seconds, 0.6 * (items - start_count) / pace))
            end_count, end = done(), time.monotonic()
            watch()
            if end_count >= items or end_count == start_count:
                sys.exit(f"expected work in hand till the end, found {end_count} of {items} items done: more items")
        finally:
            for child in children:
                child.terminate()
            for child in children:
                try:
                    child.wait(FAREWELL)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
    print(json.dumps({"per_second": (end_count - start_count) / (end - start)}))
