"""`twogether train`, `evaluate` and `classify`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.config import home_option

NOT_READ = dict.fromkeys(("audience", "kind", "setting"))
"""The labels of an announcement in a language that the classifier does not read."""
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
    """Fit a classifier to labelled texts and to the host's own answers.

    It waits until `twogether evaluate` has compared it with the one in use.  With --output it is
    written there instead, and learns from the labelled texts alone.
    """
    from model import artefact
    from model.classifier import Classifier
    from pipeline.answers import answered
    from pipeline.comparing import held_out
    from pipeline.labels_file import read_examples, shipped
    from pipeline.model_store import NEW, save_classifier

    examples, digest = read_examples(labels or shipped())
    answers = {} if output else answered(home)
    click.echo(f"Learning from {len(examples)} texts and {len(answers)} answers …", err=True)
    body = artefact.dumps(Classifier.fit([*examples, *answers.values()]))
    today = datetime.now(UTC).date().isoformat()
    if answers:
        click.echo("Holding each answer out once …", err=True)
    said = held_out(examples, answers)
    card = artefact.card(body, digest, len(examples), today, said)
    folder = output or home / "models" / NEW
    save_classifier(body, card, folder)
    click.echo(f"{folder}: version {card['sha256'][:12]}, {len(body) / 1e6:.1f} MB")
    if not output:
        click.echo("Run `twogether evaluate` to compare it with the one in use and put it there.")


@click.command()
@home_option
@click.option("--gold", type=FILE, help="Labelled announcements (JSONL).")
@click.option("--requests", type=FILE, help="Couples' requests (JSON); measures the ranking.")
@click.option("--qrels", type=FILE, help="Judgments of the requests (JSONL).")
@click.option(
    "--run",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where each request's ranking goes (JSONL).",
)
@click.option("--force", is_flag=True, help="Put a new classifier in use although it is worse.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(
    home: Path,
    gold: Path | None,
    requests: Path | None,
    qrels: Path | None,
    run: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Measure the classifier on gold labels and on the host's own answers.

    A new one that `twogether train` made is compared with the one in use, and takes its place
    unless it is worse.  With --requests, the ranking of the gold file's events is measured
    instead, next to simpler ones.
    """
    if requests or qrels or run:
        from pipeline.ranking_evaluation import evaluate_ranking

        evaluate_ranking(home, gold, requests, qrels, run, as_json=as_json)
        return
    from model.errors import InputError, ModelError
    from model.evaluate import evaluate as measure
    from pipeline import jsonl
    from pipeline.answers import answered
    from pipeline.comparing import compare, losses, share_right
    from pipeline.evaluation_text import render
    from pipeline.model_store import load_both, load_classifier, put_in_use

    rows = [row for _, row in jsonl.rows(gold)] if gold else []
    answers = answered(home)
    in_use, new = load_both(home)
    shown = new or in_use or (load_classifier(home), {})
    if not (rows or answers or (new and in_use is None)):
        msg = "there is nothing to measure on; give --gold FILE, or label events on the dashboard"
        raise InputError(msg)
    figures: dict[str, Any] = measure(shown[0], rows) if rows else {}
    if answers:
        figures["answers"] = {
            "rows": len(answers),
            "audience_accuracy": share_right(shown, answers),
        }
    worse: list[str] = []
    if new and in_use:
        compared = compare(in_use, new, rows, answers)
        figures["compared"] = [asdict(one) | {"is_worse": one.is_worse} for one in compared]
        worse = losses(compared)
    if as_json:
        click.echo(json.dumps(figures, indent=1))
    else:
        from rich.console import Console

        Console().print(render(figures))
    if worse and not force:
        msg = f"the new classifier is worse: {'; '.join(worse)}; use --force to put it in use"
        raise ModelError(msg)
    if new:
        put_in_use(home)
        click.echo("The new classifier is in use; run `twogether rebuild` to label anew.", err=True)


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
    price_text and audience_text may follow.  What is in a language that the classifier does not
    read has that language instead, and no labels.
    """
    from rich.console import Console
    from rich.progress import track

    from model.classifier import BATCH
    from model.errors import InputError
    from model.evaluate import announcement
    from pipeline import jsonl
    from pipeline.classify import Classify, unread_language
    from pipeline.model_store import load_classifier

    rows = []
    for number, row in jsonl.rows(source):
        if not (row.get("title") or row.get("name")) or "id" not in row:
            msg = f"{source} line {number} lacks an id or a title; give it both"
            raise InputError(msg)
        rows.append(row)
    classifier = load_classifier(home)
    reader = Classify(classifier.predict, classifier.version)
    partial = output.with_name(output.name + ".part")
    starts = range(0, len(rows), BATCH)
    with partial.open("w", encoding="utf-8") as file:
        for start in track(starts, "Classifying", console=Console(file=sys.stderr), transient=True):
            chunk = rows[start : start + BATCH]
            texts = [announcement(one) for one in chunk]
            for row, text, labels in zip(chunk, texts, reader.read(texts), strict=True):
                line = _line(labels) if labels else {**NOT_READ, "language": unread_language(text)}
                file.write(json.dumps({"id": row["id"], **line}, ensure_ascii=False) + "\n")
    partial.replace(output)


def _line(labels: Any) -> dict[str, Any]:
    return {
        "audience": labels.audience.value,
        "p_couples": labels.p_couples,
        "p_couple_friendly": labels.p_couple_friendly,
        "kind": labels.kind.value,
        "interests": [interest.value for interest in labels.interests],
        "setting": labels.setting.value,
        "reasons": list(labels.reasons),
    }
