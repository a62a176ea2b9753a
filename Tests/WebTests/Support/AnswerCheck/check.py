"""Validates answers of GeoReport, as they come on standard input, until it ends.

The argument is a folder of descriptions: NAME.json (JSON Schema) and NAME.rng (RELAX NG). Each line in is a JSON object with
`name`, `format` (json, xml) and `body` (base64); each line out is a JSON array of what is wrong with it.
"""

import base64
import json
import shutil
import sys
from pathlib import Path

import jsonschema_rs
from lxml import etree

folder = Path(sys.argv[1])
schemas = {
    path.stem: jsonschema_rs.Draft202012Validator(json.loads(path.read_bytes()), validate_formats=True)
    for path in folder.glob("*.json")
}
grammars = {path.stem: etree.RelaxNG(etree.parse(str(path))) for path in folder.glob("*.rng")}
# Whoever started this ends without a word.
shutil.rmtree(folder)


def complaints(name: str, form: str, body: bytes) -> list[str]:
    if form == "json":
        return [f"{error.instance_path}: {error.message}"[:500] for error in schemas[name].iter_errors(json.loads(body))]
    document = etree.fromstring(body)
    found = []
    # Its own grammar, and the one of every answer.
    for grammar in (grammars[name], grammars["georeport"]):
        if not grammar.validate(document):
            found += [str(error)[:500] for error in grammar.error_log]
    return found


for line in sys.stdin:
    asked = json.loads(line)
    try:
        found = complaints(asked["name"], asked["format"], base64.b64decode(asked["body"]))
    except (ValueError, etree.XMLSyntaxError) as error:
        found = [f"cannot be read: {error}"]
    print(json.dumps(found), flush=True)
