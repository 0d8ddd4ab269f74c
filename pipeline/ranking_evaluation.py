"""The ranking of a test collection's events, measured and written down."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from model import collection
from model.candidate import Candidate
from model.classifier import Classifier
from model.errors import InputError
from model.evaluate import announcement
from model.evaluate_ranking import Collection, figures, ours
from model.index import Index
from model.taste import Reader
from pipeline import jsonl
from pipeline.evaluation_text import ranking_table
from pipeline.model_store import load_classifier


def evaluate_ranking(
    home: Path,
    gold: Path | None,
    requests: Path | None,
    qrels: Path | None,
    run: Path | None,
    *,
    as_json: bool,
) -> None:
    """Rank the events of a collection for each request, and measure where there are judgments.

    Args:
        gold: its events, one a line; their labels are not looked at.
        requests: a list of what couples ask.
        qrels: judgments, one a line; figures are printed with them.
        run: where the rankings go, one line a request.

    Raises:
        InputError: if a part of the collection is missing or cannot be read.
    """
    if not (gold and requests and (qrels or run)):
        msg = "a ranking needs events, requests and judgments; give --gold, --requests and --qrels"
        raise InputError(msg)
    asked = _requests(requests)
    classifier = load_classifier(home)
    index = Index.of(_events(gold, classifier))
    events = Collection(index, Reader(index.wording, classifier))
    if run:
        lines = ({"request": one.id, "ids": ours(events, one.outing)} for one in asked)
        run.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    if qrels:
        judged = collection.judgments([row for _, row in jsonl.rows(qrels)])
        found = figures(events, asked, judged)
        if as_json:
            click.echo(json.dumps(found, indent=1))
        else:
            Console().print(ranking_table(found))


def _requests(path: Path) -> list[collection.Request]:
    try:
        return [collection.request(row) for row in json.loads(path.read_text("utf-8"))]
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{path} holds no requests ({error!r}); give each id, aim and partners"
        raise InputError(msg) from error


def _events(path: Path, classifier: Classifier) -> list[Candidate]:
    rows = [row for _, row in jsonl.rows(path) if collection.is_candidate(row)]
    labels = classifier.predict([announcement(row) for row in rows])
    return [collection.candidate(row, one) for row, one in zip(rows, labels, strict=True)]
