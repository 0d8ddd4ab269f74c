"""`twogether train`, `evaluate` and `classify`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.config import home_option

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@home_option
@click.option(
    "--labels",
    multiple=True,
    type=FILE,
    help="Labelled texts (JSONL); repeats.  [default: those that ship]",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the model.  [default: models in the home folder]",
)
def train(home: Path, labels: tuple[Path, ...], output: Path | None) -> None:
    """Fit the classifier to labelled texts."""
    from model import artefact
    from model.classifier import Classifier
    from pipeline.labels_file import read_examples, shipped
    from pipeline.model_store import save_classifier

    examples, digest = read_examples(labels or shipped())
    click.echo(f"Learning from {len(examples)} texts …", err=True)
    body = artefact.dumps(Classifier.fit(examples))
    card = artefact.card(body, digest, len(examples), datetime.now(UTC).date().isoformat())
    folder = output or home / "models"
    save_classifier(body, card, folder)
    click.echo(f"{folder}: version {card['sha256'][:12]}, {len(body) / 1e6:.1f} MB")


@click.command()
@home_option
@click.option("--gold", required=True, type=FILE, help="Labelled announcements (JSONL).")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(home: Path, gold: Path, as_json: bool) -> None:
    """Measure the classifier on gold labels, beside a keyword rule."""
    from model.evaluate import evaluate as measure
    from pipeline.evaluation_text import render
    from pipeline.model_store import load_classifier

    figures = measure(load_classifier(home), [row for _, row in _rows(gold)])
    if as_json:
        click.echo(json.dumps(figures, indent=1))
    else:
        from rich.console import Console

        Console().print(render(figures))


@click.command()
@home_option
@click.option("--input", "source", required=True, type=FILE, help="Announcements (JSONL).")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the labels go (JSONL), in the same order.",
)
def classify(home: Path, source: Path, output: Path) -> None:
    """Label announcements: audience, kind, interests, setting, and why.

    Each line of the input has an id and a title (or name); description, organizer, venue,
    price_text and audience_text may follow.
    """
    from rich.console import Console
    from rich.progress import track

    from model.classifier import BATCH
    from model.errors import InputError
    from model.evaluate import announcement
    from pipeline.model_store import load_classifier

    rows = []
    for number, row in _rows(source):
        if not (row.get("title") or row.get("name")) or "id" not in row:
            msg = f"{source} line {number} lacks an id or a title; give it both"
            raise InputError(msg)
        rows.append(row)
    classifier = load_classifier(home)
    partial = output.with_name(output.name + ".part")
    starts = range(0, len(rows), BATCH)
    with partial.open("w", encoding="utf-8") as file:
        for start in track(starts, "Classifying", console=Console(file=sys.stderr), transient=True):
            chunk = rows[start : start + BATCH]
            for row, labels in zip(
                chunk, classifier.predict([announcement(one) for one in chunk]), strict=True
            ):
                file.write(json.dumps(_line(row["id"], labels), ensure_ascii=False) + "\n")
    partial.replace(output)


def _line(id_: object, labels: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "audience": labels.audience.value,
        "p_couples": labels.p_couples,
        "p_couple_friendly": labels.p_couple_friendly,
        "kind": labels.kind.value,
        "interests": [interest.value for interest in labels.interests],
        "setting": labels.setting.value,
        "reasons": list(labels.reasons),
    }


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file with their line numbers."""
    from model.errors import InputError

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
