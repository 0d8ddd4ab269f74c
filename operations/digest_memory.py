"""What earlier digests said, kept between two of them."""

from __future__ import annotations

import json
from pathlib import Path

from model.digest import Told
from pipeline.links import digest
from pipeline.whole_file import write_whole


def told_file(folder: Path, whose: str) -> Path:
    """The file for the digest of a list or of an outing; its name tells neither."""
    return folder / f"{digest(whose)}.json"


def recall(file: Path) -> Told:
    """What was said; nothing where the file is new or cannot be read, so that more is told."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        news = frozenset((event, said) for event, said in kept["news"])
        return Told(news, tuple(map(str, kept["picks"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Told()


def remember(file: Path, told: Told) -> None:
    """Keep what was said."""
    document = {"news": sorted(told.news), "picks": told.picks}
    write_whole(file, json.dumps(document, ensure_ascii=False).encode())
