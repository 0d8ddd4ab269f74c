"""Files that hold one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model.errors import InputError


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file with their line numbers; empty lines are passed over.

    Raises:
        InputError: naming the first line that is no object.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            msg = f"{path} line {number} is not JSON: {error}; write one object a line"
            raise InputError(msg) from error
        if not isinstance(row, dict):
            msg = f"{path} line {number} is {type(row).__name__}; write one object a line"
            raise InputError(msg)
        yield number, row
