"""An outing out of a file, with home as this catalogue knows it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from model.errors import InputError, OutingError
from model.outing import Outing
from model.outing_reading import outing_from
from pipeline.candidates import locate
from pipeline.catalogue import Catalogue
from pipeline.places import Gazetteer


def read_outing(file: Path, catalogue: Catalogue) -> Outing:
    """What *file* (TOML or JSON) asks for.

    Raises:
        InputError: if it cannot be read.
        OutingError: if it cannot be meant.
    """
    gazetteer = Gazetteer()
    return outing_from(_document(file), lambda text: locate(text, catalogue, gazetteer))


def whereabouts(place: str, catalogue: Catalogue) -> tuple[float, float]:
    """Latitude and longitude of a place that somebody names.

    Raises:
        OutingError: if it is none that is known, or several.
    """
    gazetteer = Gazetteer()
    found = outing_from({"home": place}, lambda text: locate(text, catalogue, gazetteer))
    if found.latitude is None or found.longitude is None:
        msg = f"place {place!r} says nothing; give a ZIP code, 'Town, ST' or 'latitude,longitude'"
        raise OutingError(msg)
    return found.latitude, found.longitude


def _document(file: Path) -> dict[str, Any]:
    text = file.read_text("utf-8")
    try:
        document = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"outing {str(file)!r} cannot be read: {error}; correct it there"
        raise InputError(msg) from error
    if not isinstance(document, dict):
        msg = f"outing {str(file)!r} is a {type(document).__name__}; write one object"
        raise InputError(msg)
    return document
