"""The descriptions that machines read, and whether the server's answers are as they say."""

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

import jsonschema
import openapi_spec_validator

from harness.descriptions import Descriptions
from harness.server import Server

ENDINGS = ("json", "xml")
BASES = ("/v2", "/test/v2")
# What a list can be asked for, each alone and some together; the ids are put in.
QUERIES = [
    "", "status=open", "status=closed", "status=open,closed", "status=lost", "service_code=pothole,noise",
    "service_code=nothing", "service_request_id={id}", "service_request_id={id},NOSUCH", "service_request_id=NOSUCH",
    "start_date=2026-01-01T00:00:00Z", "end_date=2026-01-01T00:00:00%2B05:30", "start_date=yesterday",
    "start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", "updated_after=2026-01-01T00:00:00.25Z",
    "updated_before=2026-01-01", "agency_responsible=works", "bbox=20,10,20.02,10.02", "bbox=10,20,10.02,20.02",
    "bbox=1,2,3", "bbox=0,0,90,90", "lat=10.01&long=20.005", "lat=10.01", "lat=91&long=0", "lat=20.005&long=10.01",
    "lat=10.01&long=20.005&radius=5000", "radius=-1", "q=hole", "q=no-such-word", "q=%3C%26%3E", "q=" + "w+" * 11,
    "keyword=music", "has_photo=true", "has_photo=false", "has_photo=perhaps", "with_picture=1", "page=1&page_size=2",
    "page=2&page_size=2", "page=9&page_size=2", "page=0", "page=100000", "page_size=5000", "limit=1&offset=2",
    "max_requests=2", "after={id}", "after=NOSUCH", "jurisdiction_id=tiny", "jurisdiction_id=atlantis", "unknown=1",
    "status=%ff", "status=", "%=", "a=1&" * 600, "q=" + "x" * 201,
]
FORMS = [
    {}, {"service_code": "pothole"}, {"service_code": "nothing", "lat": "10.01", "long": "20.005"}, {"lat": "x"},
    {"service_code": "pothole", "lat": "11", "long": "21"}, {"service_code": "pothole", "lat": "10.01"},
    {"service_code": "pothole", "lat": "10.01", "long": "20.005", "description": "<Deep> & wide \u0001\ufffe\r\n2"},
    {"service_code": "pothole", "lat": "10.01", "long": "20.005", "extensions": "true", "account_id": "00042"},
    {"service_code": "noise", "lat": "10.01", "long": "20.005"}, {"service_code": "flood", "address_id": "7"},
    {"service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday", "email": "nobody"},
    {"service_code": "pothole", "address_string": "By the well", "media_url": "https://example.org/?a=1&b=2"},
    {"service_code": "pothole", "address_string": "x" * 1001}, {"service_code": "pothole", "media_url": "javascript:1"},
    {"service_code": "pothole", "lat": "10.01", "long": "20.005", "description": "x" * 4001},
    {"service_code": "person-in-need", "lat": "10.006", "long": "20.006"},
]


class DescriptionTests(unittest.TestCase):
    """Of a server of its own: the queries count on what was sent to it."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server("tiny")
        cls.addClassCleanup(cls.server.stop)
        cls.descriptions = Descriptions(cls.server.url)

    def check(self, method: str, path: str, status: int | None = None, **options):
        asked = self.descriptions.ask(method, path, **options)
        self.assertLess(asked.status, 500, asked.name)
        if status is not None:
            self.assertEqual(asked.status, status, f"{asked.name}: {asked.body!r}")
        self.assertEqual(self.descriptions.complaints(asked), [])
        return asked

    def test_every_answer_is_as_described_in_both_formats(self):
        asked = 0
        for base, ending, form in itertools.product(BASES, ENDINGS, FORMS):
            self.check("POST", f"{base}/requests.{ending}", data=form)
            asked += 1
        for base, ending in itertools.product(BASES, ENDINGS):
            form = {"service_code": "pothole", "lat": "10.01", "long": "20.005"}
            key = {"Idempotency-Key": f"{base}{ending}"}
            self.check("POST", f"{base}/requests.{ending}", 200, data=form, headers=key)
            self.check("POST", f"{base}/requests.{ending}", 200, data=form, headers=key)
            self.check("POST", f"{base}/requests.{ending}", 422, data=form | {"lat": "10.012"}, headers=key)
            self.check("POST", f"{base}/requests.{ending}", 415, json=form)
            self.check("POST", f"{base}/requests.{ending}", 413, content=b"a" * (300 << 10))
            self.check("POST", f"{base}/requests.{ending}", 200, data=form, files={"media": ("a.jpg", b"none")})
            listed = self.descriptions.ask("GET", f"{base}/requests.json")
            request = next(iter(listed.body and json.loads(listed.body)))["service_request_id"]
            addresses = [
                "/services.{}", "/services.{}?lat=10.01&long=20.005", "/services.{}?lat=11&long=21", "/services.{}?lat=1",
                "/services/pothole.{}", "/services/noise.{}", "/services/flood.{}", "/services/nothing.{}",
                f"/requests/{request}.{{}}", "/requests/NOSUCH.{}", "/requests/%00.{}", "/tokens/NOSUCH.{}",
                "/services.{}?jurisdiction_id=atlantis", "/lost.{}",
            ] + [f"/requests.{{}}?{query.replace('{id}', request)}" for query in QUERIES]
            for address in addresses:
                for more in ("", "extensions=true"):
                    address = address + ("&" if "?" in address else "?") + more if more else address
                    self.check("GET", base + address.format(ending))
                    asked += 1
            first = self.check("GET", f"{base}/requests.{ending}", 200)
            self.check("GET", f"{base}/requests.{ending}", 304, headers={"If-None-Match": first.headers["ETag"]})
        for ending, query in itertools.product(ENDINGS, ("", "?extensions=true", "?jurisdiction_id=atlantis")):
            self.check("GET", f"/discovery.{ending}{query}")
        for query in ("", "?status=open", "?status=lost", "?q=hole"):
            self.check("GET", f"/bulk/requests.csv{query}")
        count, found = self.descriptions.check_xml()
        self.assertEqual(found, [])
        self.assertGreater(asked, 500)
        self.assertGreater(count, 250)

    def test_updates_are_as_described_in_both_formats(self):
        words = {"status": "UNCHANGED", "updated_datetime": "2026-11-01T09:30:00+01:00", "description": "<Still> & there"}
        for base, ending in itertools.product(BASES, ENDINGS):
            key = {"X-Api-Key": self.server.client_key(*(["--test"] if "test" in base else []))}
            path = f"{base}/servicerequestupdates.{ending}"
            sent = self.check("POST", f"{base}/requests.json", 200, data=FORMS[6], headers=key)
            request = json.loads(sent.body)[0]["service_request_id"]
            form = words | {"service_request_id": request, "update_id": f"1{ending}"}
            for _ in range(2):
                self.check("POST", path, 200, data=form, headers=key)
            self.check("POST", path, 200, data=form | {"update_id": "2"}, headers=key, files={"media": ("a.jpg", b"none")})
            self.check("POST", path, 403, data=form)
            self.check("POST", path, 403, data=form, headers={"Authorization": "Bearer d311_no"})
            self.check("POST", path, 400, data={}, headers=key)
            self.check("POST", path, 400, data=form | {"status": "LOST", "updated_datetime": "yesterday"}, headers=key)
            self.check("POST", path, 400, data=form | {"update_id": "3", "status": "DUPLICATE"}, headers=key)
            self.check("POST", path, 400, data=form | {"description": "x" * 5000}, headers=key)
            self.check("POST", path, 404, data=form | {"service_request_id": "NOSUCH"}, headers=key)
            self.check("POST", path, 415, json=form, headers=key)
            # Those of the test endpoint are accepted by themselves.
            deadline = time.monotonic() + 30
            while "test" in base and time.monotonic() < deadline and len(self.check("GET", path).body) < 200:
                time.sleep(0.5)
            if "test" in base:
                self.assertIn(b"in_progress", self.check("GET", path).body)
            for query in (
                "", "page_size=1", "page_size=0", "page=2", "after=x", "start_date=2026-01-01T00:00:00Z",
                "start_date=2026-01-01T00:00:00Z&end_date=2026-12-01T00:00:00Z", "end_date=yesterday",
                "start_date=2026-11-01T00:00:00Z", "jurisdiction_id=atlantis", f"api_key={key['X-Api-Key']}", "api_key=x",
            ):
                self.check("GET", f"{path}?{query}")
        count, found = self.descriptions.check_xml()
        self.assertEqual(found, [])
        self.assertGreater(count, 40)

    def test_the_document_is_openapi(self):
        openapi_spec_validator.validate(self.descriptions.openapi)
        self.assertTrue(self.descriptions.openapi["openapi"].startswith("3.1."))

    def test_examples_are_answers_of_this_server(self):
        documents = []
        for path, item in self.descriptions.openapi["paths"].items():
            for method, operation in item.items():
                if method not in ("get", "post"):
                    continue
                for status, response in operation["responses"].items():
                    for kind, content in response.get("content", {}).items():
                        if "example" in content:
                            documents.append((path, status, kind, content))
        self.assertGreater(len(documents), 15)
        for path, status, kind, content in documents:
            if kind == "application/json":
                schema = content["schema"] | {"components": self.descriptions.openapi["components"]}
                jsonschema.Draft202012Validator(schema).validate(content["example"])
            else:
                self.assertTrue(content["example"].startswith('<?xml version="1.0" encoding="utf-8"?>'), path)
        get = lambda path: self.descriptions.openapi["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        services = self.descriptions.client.get("/open311/v2/services.json").json()
        example = get("/services.json")["example"]
        self.assertEqual(services[: len(example)], example)
        self.assertEqual(self.descriptions.client.get("/open311/discovery.json").json(), get("/discovery.json")["example"])
        definition = get("/services/{service_code}.json")["example"]
        code = definition["service_code"]
        self.assertEqual(self.descriptions.client.get(f"/open311/v2/services/{code}.json").json(), definition)

    def test_the_example_of_a_submission_is_taken(self):
        for path, method in (("/requests.json", "post"), ("/requests.xml", "post")):
            body = self.descriptions.openapi["paths"][path][method]["requestBody"]["content"]
            form = body["application/x-www-form-urlencoded"]
            jsonschema.Draft202012Validator(form["schema"]).validate(
                form["example"] | {name: float(form["example"][name]) for name in ("lat", "long")}
            )
            self.check("POST", f"/test/v2{path}", 200, data=form["example"])
        described = self.descriptions.openapi["paths"]["/requests.json"]
        told = self.check("POST", "/test/v2/requests.json", 400, data={})
        example = described["post"]["responses"]["400"]["content"]["application/json"]["example"]
        self.assertEqual(json.loads(told.body), example)


class SchemathesisTests(unittest.TestCase):
    """A client that does what the description says, and a little else; so many cases an operation as DISPATCH311_EXAMPLES."""

    examples = int(os.environ.get("DISPATCH311_EXAMPLES", "15"))
    # Not these: an empty parameter is the same as none and unknown ones are left out, so that much that is generated as wrong
    # is right; and of what is well formed a place may still lie outside the city. One needs resources that are deleted.
    left_out = "negative_data_rejection,positive_data_acceptance,use_after_free"

    @classmethod
    def setUpClass(cls):
        cls.server = Server("tiny")
        cls.addClassCleanup(cls.server.stop)
        cls.server.submit_some(3)

    def run_it(self, base: str, *options: str, key: str = ""):
        headers = ["--header", f"X-Api-Key: {key}"] if key else []
        command = [
            # Its own script begins with the path of a folder that was renamed.
            sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
            "run", f"{self.server.url}/openapi.json",
            "--url", self.server.url + base, "--checks", "all", "--exclude-checks", self.left_out, "--seed", "311",
            "--max-examples", str(self.examples), "--phases", "examples,coverage,fuzzing", "--no-color",
            "--continue-on-failure", "--generation-database", "none", "--warnings", "off", *headers, *options,
        ]
        with tempfile.TemporaryDirectory() as folder:
            ended = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        if ended.returncode != 0:
            self.fail(ended.stdout[-12000:] + ended.stderr[-2000:])
        if os.environ.get("DISPATCH311_EXAMPLES"):
            print(base, "\n".join(ended.stdout.splitlines()[-14:]), flush=True)

    def test_it_finds_no_fault_at_the_endpoint(self):
        self.run_it("/open311/v2", "--exclude-path-regex", "discovery|bulk", key=self.server.client_key())

    def test_nor_in_what_both_endpoints_share(self):
        self.run_it("/open311", "--include-path-regex", "discovery|bulk")

    @unittest.skipUnless(os.environ.get("DISPATCH311_EXAMPLES"), "the same addresses again: asked for by hand")
    def test_nor_at_the_endpoint_for_tests(self):
        key = self.server.client_key("--test")
        self.run_it("/open311/test/v2", "--exclude-path-regex", "discovery|bulk", key=key)
