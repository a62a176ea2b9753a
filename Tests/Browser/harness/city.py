"""The cities that a test's server can serve."""

from dataclasses import dataclass, field
from pathlib import Path

from .places import ROOT


@dataclass(frozen=True)
class Ask:
    """A service request as a resident's app would send it."""

    service_code: str
    lat: float
    long: float
    description: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    def form(self) -> dict[str, str]:
        """GeoReport's form fields."""
        fields = {"service_code": self.service_code, "lat": str(self.lat), "long": str(self.long)}
        if self.description:
            fields["description"] = self.description
        return fields | {f"attribute[{code}]": value for code, value in self.attributes.items()}


@dataclass(frozen=True)
class City:
    """The two folders of a city, and a few things that its residents ask for."""

    catalog: Path
    geodata: Path
    asks: tuple[Ask, ...]

    def options(self) -> list[str]:
        """The options of `dispatch311 serve` and its sisters."""
        return ["--catalog", str(self.catalog), "--geodata", str(self.geodata)]


CITIES = {
    "tiny": City(
        ROOT / "Tests/Support/TinyCity/Catalog",
        ROOT / "Tests/Support/TinyCity/GeoData",
        (
            Ask("pothole", 10.005, 20.005, "A hole as wide as a <bicycle> wheel & twice as deep.", {"depth": "deep"}),
            Ask("noise", 10.005, 20.012, "Music, every night.", {"since": "yesterday"}),
            Ask("flood", 10.012, 20.005),
            Ask("fallen-tree", 10.004, 20.003, "Ein Baum liegt quer über der Straße – сегодня, 今日."),
            Ask("person-in-need", 10.006, 20.006, "Sits on the corner since the morning."),
        ),
    ),
    "nyc": City(
        ROOT / "Catalog",
        ROOT / "GeoData",
        (
            Ask("noise-neighbor", 40.6958, -73.9171, "Loud music, again.", {"descriptor": "loud-music"}),
            Ask("noise-neighbor", 40.7831, -73.9712, "", {"descriptor": "loud-music"}),
            Ask("sidewalk-damaged", 40.7484, -73.9857, "A slab stands up.", {"descriptor": "broken"}),
        ),
    ),
}
