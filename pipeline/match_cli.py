"""`twogether match`: are two announcements of one event?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

import click

from pipeline.config import home_option


@click.command()
@home_option
@click.option(
    "--input",
    "file",
    required=True,
    type=click.File(encoding="utf-8"),
    help="Pairs (JSONL), or - for standard input.",
)
def match(home: Path, file: TextIO) -> None:
    """Say of each pair of announcements whether they are of one event, and why.

    Each line holds {"id": …, "a": {"name", "start_date", "location", "description", "url",
    "organizer", …}, "b": {…}}; most fields may be missing. Each line printed holds the id, the
    probability p_same, the decision (merge, review or apart) and the reasons.
    """
    from pipeline.matcher_file import load_matcher
    from pipeline.pairs_file import read_pairs

    matcher = load_matcher(home)
    for id_, a, b in read_pairs(file, file.name):
        verdict = matcher.match(a, b)
        row = {
            "id": id_,
            "p_same": round(verdict.p_same, 4),
            "decision": verdict.decision.value,
            "reasons": list(verdict.reasons),
        }
        click.echo(json.dumps(row, ensure_ascii=False))
