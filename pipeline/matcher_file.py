"""The matcher of duplicates: the host's own where there is one, else the one that ships."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from model.errors import ModelError
from model.matcher import Matcher

NAME = "matcher.json"


def load_matcher(home: Path | None = None) -> Matcher:
    """The matcher in use.

    Raises:
        ModelError: if the host's own cannot be read.
    """
    own = home / "models" / NAME if home else None
    if own is None or not own.is_file():
        return Matcher.loads(files("data").joinpath("models", NAME).read_text("utf-8"))
    try:
        return Matcher.loads(own.read_text("utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        msg = (
            f"matcher {str(own)!r} cannot be read ({error!r}); remove it to use the one that ships"
        )
        raise ModelError(msg) from error
