"""A small site with every kind of field, for the tests of the drivers themselves."""

import html
import http.server
import threading
import urllib.parse

_FORM = """<p><a href="/elsewhere">Elsewhere</a></p>
<form method="post" action="/form">
<p><label for="place">Place</label> <input id="place" name="place" value="old"></p>
<fieldset><legend>What is it?</legend>
<p><input type="radio" id="a" name="what" value="hole"> <label for="a">A hole</label></p>
<p><input type="radio" id="b" name="what" value="noise"> <label for="b">Noise</label></p>
</fieldset>
<p><label for="words">In your words</label><br><textarea id="words" name="words" rows="3" cols="40"></textarea></p>
<p><label for="size">Size</label> <select id="size" name="size"><option>small<option>large<option>huge</select></p>
<p><input type="checkbox" id="news" name="news" value="yes"> <label for="news">Tell me more</label></p>
<p><input type="image" name="pin" src="/map.svg" alt="Map of the city" width="200" height="100"></p>
<p><button name="go" value="on">Continue</button></p>
</form>"""
_MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100"/></svg>'


def _page(body: str) -> str:
    return ('<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>A page</title></head><body><main><h1>A page</h1>{body}</main></body></html>")


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        if path == "/map.svg":
            self._answer("image/svg+xml", _MAP)
        elif path == "/form":
            self._answer("text/html; charset=utf-8", _page(self.server.site.form))
        elif path == "/result":
            last = self.server.site.received[-1]
            items = "".join(f"<li>{html.escape(name)} is {html.escape(repr(value))}</li>" for name, value in last)
            self._answer("text/html; charset=utf-8", _page(f'<ul>{items}</ul><p><a href="/form">Another form</a></p>'))
        else:
            self._answer("text/html; charset=utf-8", _page("<p>Somewhere else</p>"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.site.received.append(urllib.parse.parse_qsl(body, keep_blank_values=True))
        self.send_response(303)
        self.send_header("Location", "/result")
        self.send_header("Set-Cookie", "draft=1; Path=/; HttpOnly; SameSite=Lax")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, kind, text):
        data = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class FormServer:
    """The site, on a free loopback port.

    `form` is what stands in the page at `/form`; `received` holds the fields of every form sent, as they came.
    """

    def __init__(self):
        self.form = _FORM
        self.received: list[list[tuple[str, str]]] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
        self._server.site = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
