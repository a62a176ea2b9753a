"""What a server says of its GeoReport, and whether its answers are so."""

import json
import re
import subprocess
import tempfile
import urllib.parse
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import httpx
import jsonschema
from referencing import Registry, Resource

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass
class Asked:
    """An answer, and what was asked."""

    method: str
    path: str
    status: int
    headers: httpx.Headers
    body: bytes
    extended: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


class Descriptions:
    """The documents of one server, read from it."""

    def __init__(self, url: str):
        self.url = url
        self.client = httpx.Client(base_url=url, timeout=60)
        self.openapi = self._get("/openapi.json").json()
        # As a whole document, so that its references are found.
        self._registry = Registry().with_resource(
            "urn:openapi", Resource.from_contents(self.openapi | {"$schema": DIALECT})
        )
        self._validators: dict[str, jsonschema.Draft202012Validator] = {}
        self._grammars: dict[str, str] = {}
        self._documents: dict[str, list[tuple[str, bytes]]] = defaultdict(list)

    def _get(self, path: str) -> httpx.Response:
        answer = self.client.get(path)
        if answer.status_code != 200:
            raise AssertionError(f"{path}: expected 200, found {answer.status_code}")
        return answer

    def ask(self, method: str, path: str, **options) -> Asked:
        """Asks for an address below `/open311`."""
        answer = self.client.request(method, f"/open311{path}", **options)
        sent = urllib.parse.unquote_plus(f"{path} {options.get('data', '')}")
        extended = re.search(r"extensions'?(=|: ')true", sent) is not None
        return Asked(method, path, answer.status_code, answer.headers, answer.content, extended)

    def operation(self, asked: Asked) -> dict | None:
        """What the description says of an address; None where it says nothing."""
        path = asked.path.split("?")[0]
        for base in ("/test/v2", "/v2", ""):
            if path.startswith(base):
                path = path.removeprefix(base)
                break
        for template, item in self.openapi["paths"].items():
            if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path):
                return item.get(asked.method.lower())
        return None

    def complaints(self, asked: Asked) -> list[str]:
        """What is not as described: the status, the header fields, the type and JSON of an answer; XML is kept for later."""
        operation = self.operation(asked)
        if operation is None:
            return self._body(asked, "errors", {"$ref": "urn:openapi#/components/schemas/answer-errors"})
        response = operation["responses"].get(str(asked.status))
        if response is None:
            return [f"{asked.name}: {asked.status} is not described: {asked.body[:300]!r}"]
        found = []
        for name, header in response.get("headers", {}).items():
            if name not in asked.headers:
                if header["required"]:
                    found.append(f"{asked.name}: {asked.status} without {name}")
            else:
                errors = jsonschema.Draft202012Validator(header["schema"]).iter_errors(asked.headers[name])
                found += [f"{asked.name}: {name}: {error.message}" for error in errors]
        content = response.get("content", {})
        kind = asked.headers.get("content-type", "").split(";")[0]
        if not content:
            return found + ([f"{asked.name}: {asked.status} with a body"] if asked.body else [])
        if kind not in content:
            return found + [f"{asked.name}: {asked.status}: expected {list(content)}, found {kind}"]
        schema = content[kind]["schema"]
        reference = schema.get("$ref") or schema.get("allOf", [{}])[0].get("$ref", "")
        answer = reference.rsplit("/answer-", 1)[-1]
        return found + (self._body(asked, answer, schema) if answer else [])

    def _body(self, asked: Asked, answer: str, schema: dict) -> list[str]:
        kind = asked.headers.get("content-type")
        name = f"{answer}-extended" if asked.extended and answer not in ("errors", "token") else answer
        if kind == "text/xml; charset=utf-8":
            self._documents[name].append((asked.name, asked.body))
            return []
        if kind != "application/json; charset=utf-8":
            return [f"{asked.name}: expected JSON or XML, found {kind}"]
        body = json.loads(asked.body)
        absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:openapi#/'))
        general = jsonschema.Draft202012Validator(absolute, registry=self._registry, format_checker=jsonschema.FormatChecker())
        errors = [*general.iter_errors(body), *self._own(name).iter_errors(body)]
        return [f"{asked.name}: {error.json_path}: {error.message}"[:600] for error in errors]

    def _own(self, name: str) -> jsonschema.Draft202012Validator:
        if name not in self._validators:
            schema = self._get(f"/open311/schemas/{name}.json").json()
            jsonschema.Draft202012Validator.check_schema(schema)
            self._validators[name] = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        return self._validators[name]

    def check_xml(self) -> tuple[int, list[str]]:
        """What xmllint finds wrong with the XML that came, each by its own grammar and by that of every answer; how many."""
        found, count = [], 0
        with tempfile.TemporaryDirectory() as folder:
            for name, documents in self._documents.items():
                paths = []
                for index, (_, body) in enumerate(documents):
                    path = Path(folder) / f"{name}-{index}.xml"
                    path.write_bytes(body)
                    paths.append(str(path))
                count += len(paths)
                for grammar in (f"/open311/schemas/{name}.rng", "/open311/georeport.rng"):
                    rules = Path(folder) / "grammar.rng"
                    rules.write_bytes(self._get(grammar).content)
                    ended = subprocess.run(
                        ["xmllint", "--noout", "--nonet", "--relaxng", str(rules), *paths], capture_output=True, text=True
                    )
                    if ended.returncode:
                        wrong = [line for line in ended.stderr.splitlines() if not line.endswith(" validates")]
                        asked = {path: name for path, (name, _) in zip(paths, documents)}
                        for line in wrong[:20]:
                            found.append(f"{asked.get(line.split(':')[0].split()[0], '')} {line}")
        self._documents.clear()
        return count, found
