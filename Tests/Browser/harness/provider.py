"""The city's own sign-in: a provider of OpenID Connect that is not ours, as a process on this machine."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Provider:
    """`oidc-provider-mock`, whose people may call themselves what they like.

    It goes by `localhost`, which is another site than the server's `127.0.0.1`: cookies are withheld as between any two.
    """

    # Its pages ask for a style there; nothing answers.
    style = "https://cdn.jsdelivr.net/"

    def __init__(self):
        port = free_port()
        self.url = f"http://localhost:{port}"
        self._log = tempfile.TemporaryFile()
        # Only clients it knows, with their secret and their addresses, and only with a nonce.
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "localhost", "--port", str(port),
             "--require-registration", "true", "--require-nonce"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            env={"PATH": os.environ["PATH"], "NO_COLOR": "1"},
        )
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/.well-known/openid-configuration", timeout=5).read()
                return
            except OSError:
                if time.monotonic() > end or self._process.poll() is not None:
                    self._log.seek(0)
                    raise AssertionError(f"the provider did not start:\n{self._log.read().decode(errors='replace')}")
                time.sleep(0.05)

    def options(self, origin: str, folder: Path) -> tuple[str, ...]:
        """Registers a server that will be at an address; what the server is told of it."""
        body = json.dumps({"redirect_uris": [f"{origin}/desk/sign-in/openid/return"]}).encode()
        request = urllib.request.Request(f"{self.url}/oauth2/clients", data=body,
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            client = json.load(answer)
        secret = folder / "openid-secret"
        secret.write_text(client["client_secret"] + "\n")
        return ("--openid-issuer", self.url, "--openid-client-id", client["client_id"],
                "--openid-client-secret-file", str(secret), "--openid-name", "City sign-in")

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.wait()
        self._log.close()
