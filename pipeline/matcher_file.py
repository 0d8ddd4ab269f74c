"""The matcher of duplicates that ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from model.matcher import Matcher


@cache
def load_matcher() -> Matcher:
    """The matcher in use."""
    return Matcher.loads(files("data").joinpath("models", "matcher.json").read_text("utf-8"))
