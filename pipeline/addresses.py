"""Parts of an address written on one line."""

from __future__ import annotations

import re
from dataclasses import replace

from model.event import Place
from pipeline.places import STATES

COUNTRY = re.compile(r",?\s*\b(USA|US|United States(?: of America)?|Canada)\.?$")
ZIP = r"(?P<zip>\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
REGIONS = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY AB BC MB NB NL NS NT NU ON PE "
    "QC SK YT"
).split()
REGION = rf"(?P<region>{'|'.join((*REGIONS, *(name.title() for name in STATES)))})"
TAIL = re.compile(rf"(?:^|,)\s*(?P<city>[^,\d][^,]*?),?\s+{REGION}\.?,?(?:[\s,]+{ZIP})?$")
STREET = re.compile(r"^(?:\d+[A-Za-z]?(?:-\d+)?|One|Corner of)\s+\S")


def split(place: Place) -> Place:
    """*place* with what its one line of text tells, where it follows the North American form.

    What the source states in parts of its own is kept, and so is a line of any other form.

    >>> found = split(Place(name="Long Hall, 2 Mill Ln, Marietta, OH 45750, USA"))
    >>> found.name, found.address, found.locality, found.region, found.postal_code
    ('Long Hall', '2 Mill Ln, Marietta, OH 45750', 'Marietta', 'OH', '45750')
    """
    if place.address or place.locality:
        found = _parts(place.address)
        return replace(
            place,
            locality=place.locality or found.locality,
            region=place.region or found.region,
            postal_code=place.postal_code or found.postal_code,
        )
    found = _parts(place.name)
    if not found.locality:
        return place
    name, address = _name_and_address(COUNTRY.sub("", place.name.strip()))
    return replace(
        place,
        name=name,
        address=address,
        locality=found.locality,
        region=found.region,
        postal_code=found.postal_code,
    )


def _parts(line: str) -> Place:
    match = TAIL.search(COUNTRY.sub("", line.strip()))
    if match is None:
        return Place()
    city = match["city"].strip()
    region = STATES.get(match["region"].casefold(), match["region"])
    return Place(locality=city, region=region, postal_code=match["zip"] or "")


def _name_and_address(line: str) -> tuple[str, str]:
    pieces = [piece.strip() for piece in line.split(",") if piece.strip()]
    for number, piece in enumerate(pieces):
        if STREET.match(piece):
            return ", ".join(pieces[:number]), ", ".join(pieces[number:])
    return (pieces[0], ", ".join(pieces[1:])) if len(pieces) > 2 else ("", ", ".join(pieces))
