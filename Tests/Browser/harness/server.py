"""The real program, started for tests."""

import atexit
import http.client
import itertools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from .city import CITIES, Ask
from .places import binary


class Server:
    """A `dispatch311 serve` of its own: a free loopback port, a database in a temporary folder.

    It is ready when the initialiser returns and gone, with its folder, after `stop()`.
    """

    def __init__(
        self, city: str = "tiny", requests: int = 0, options: tuple[str, ...] = (), beside: "Server | None" = None
    ):
        """`options` are for `serve`; `beside` is another server, whose database this one shares."""
        self.city = CITIES[city]
        self._beside = beside
        self._folder = Path(tempfile.mkdtemp(prefix="dispatch311-browser-"))
        # As root, PostgreSQL runs as another user, who has to get in.
        self._folder.chmod(0o755)
        self._keys: dict[str, str] = {}
        command = [str(binary()), "serve", "--port", "0", "--json", "--access-log", *self._data(), *self.city.options(),
                   *options]
        if shutil.which("setpriv"):
            # Nothing is left behind, not even by a test run that was killed.
            command = ["setpriv", "--pdeathsig", "TERM", *command]
        try:
            with open(self._folder / "out", "wb") as out, open(self._folder / "log", "wb") as log:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=out, stderr=log, env=self._environment(),
                    start_new_session=True,
                )
            atexit.register(self.stop)
            self.url = self._wait_for_address()
            self._wait_until_ready()
            self.submit_some(requests)
        except BaseException:
            self.stop()
            raise

    def log(self, lines: int = 40) -> str:
        """The last lines that the server logged."""
        try:
            return "\n".join((self._folder / "log").read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return "(the server is gone)"

    def pid(self) -> int:
        """The process that serves."""
        return self._process.pid

    def key(self, department: str) -> str:
        """A key of a department, made by `dispatch311 key create` when first asked for."""
        if department not in self._keys:
            self._keys[department] = self.run("key", "create", "--department", department, "--json")["key"]
        return self._keys[department]

    def client_key(self, *options: str) -> str:
        """A key of a program that sends requests; `--test` for the test endpoint."""
        return self.run("client", "create", "--name", "Suite", "--per-hour", "1000000", "--json", *options)["key"]

    def run(self, *arguments: str) -> dict:
        """Runs another subcommand on this server's database; what it prints as JSON."""
        command = [str(binary()), *arguments, *self._data()]
        ended = subprocess.run(command, capture_output=True, text=True, env=self._environment(), timeout=60)
        if ended.returncode != 0:
            raise AssertionError(f"{' '.join(arguments)} ended with {ended.returncode}:\n{ended.stderr}{ended.stdout}")
        return json.loads(ended.stdout)

    def submit(self, ask: Ask) -> str:
        """Sends a service request as an app would; its public id."""
        with urllib.request.urlopen(self._submission(ask), timeout=30) as answer:
            return json.load(answer)[0]["service_request_id"]

    def submit_some(self, count: int) -> list[str]:
        """Sends this many of the city's own sample requests, over and over; their public ids in order."""
        return [self.submit(ask) for ask in itertools.islice(itertools.cycle(self.city.asks), count)]

    def stop(self) -> None:
        """Stops it as an operator would, and removes its folder. Harmless when it has stopped."""
        atexit.unregister(self.stop)
        process = getattr(self, "_process", None)
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _data(self) -> list[str]:
        return self._beside._data() if self._beside else ["--data-dir", str(self._folder / "data")]

    @staticmethod
    def _environment() -> dict[str, str]:
        # The caller's own DISPATCH311_… settings must not reach it.
        return {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}

    def _submission(self, ask: Ask) -> urllib.request.Request:
        body = urllib.parse.urlencode(ask.form()).encode()
        return urllib.request.Request(self.url + "/open311/v2/requests.json", data=body)

    def _wait_for_address(self) -> str:
        for _ in self._patience(60, "to say where it listens"):
            for line in (self._folder / "out").read_text().splitlines(keepends=True):
                if line.endswith("\n"):
                    return json.loads(line)["url"]
        raise AssertionError  # not reached

    def _wait_until_ready(self) -> None:
        host = urllib.parse.urlsplit(self.url).netloc
        for _ in self._patience(60, "to answer /readyz with 200"):
            connection = http.client.HTTPConnection(host, timeout=5)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            finally:
                connection.close()

    def _patience(self, seconds: float, wanted: str):
        """Looks again and again, until the server has ended or the time is up."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._process.poll() is None:
            yield
            time.sleep(0.02)
        ended = self._process.poll()
        found = "nothing of the sort" if ended is None else f"its end with {ended}"
        raise AssertionError(f"expected the server {wanted} within {seconds} s, found {found}:\n{self.log()}")


class Servers:
    """The servers that tests share: one for each city, amount of requests and options, until the end of the run."""

    _shared: dict[tuple[str, int, tuple[str, ...]], Server] = {}

    @classmethod
    def shared(cls, city: str, requests: int, options: tuple[str, ...] = ()) -> Server:
        """The one for this city with this many requests, started with these further options."""
        if (city, requests, options) not in cls._shared:
            cls._shared[city, requests, options] = Server(city, requests, options)
        return cls._shared[city, requests, options]

    @classmethod
    def stop(cls) -> None:
        """Stops them all."""
        while cls._shared:
            cls._shared.popitem()[1].stop()
