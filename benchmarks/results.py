"""What all benchmarks measured, as one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import median

from figures import Figure, number
from gathering import Outcome

HEAD = "| figure | runs | min / median / max | peer or limit | ratio | kept |"
READING = (
    "Each figure stands next to the limit that it has to keep, or next to the same figure of a "
    "peer: another program that did the same work on the same machine in the same run. A ratio is "
    "the median figure to the peer's, else to the limit. What is quick ran up to three times, what "
    "takes long once, as the column says; kept is judged by the median."
)


def page(
    outcomes: Sequence[Outcome], on: Mapping[str, str], today: date, abouts: Mapping[str, str]
) -> str:
    """The page as Markdown; *abouts* has a sentence about each command."""
    minutes = sum(sum(one.seconds) for one in outcomes) / 60
    lines = [
        "# What the benchmarks measured",
        "",
        f"Written by `make bench` on {today:%d %B %Y}, after {minutes:.0f} minutes.",
        "",
        "| | |",
        "|---|---|",
        *(f"| {name} | {text} |" for name, text in on.items()),
        "",
        READING,
        "",
        *_summary(outcomes),
    ]
    for one in outcomes:
        about = f"{abouts[one.command]} Took {sum(one.seconds):,.0f} s."
        lines += ["", f"## `{one.command}`", "", about, "", *_section(one)]
    return "\n".join(lines) + "\n"


def all_well(outcomes: Sequence[Outcome]) -> bool:
    """Whether each benchmark ran and every limit was kept."""
    return not any(one.failed or any(map(_is_broken, one.rows())) for one in outcomes)


def _summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rows = [(one.command, row) for one in outcomes for row in one.rows()]
    limits = sum(row[0].limit is not None for _, row in rows)
    broken = [(command, row) for command, row in rows if _is_broken(row)]
    failed = [one for one in outcomes if one.failed]
    yield f"**{len(rows)} figures, {limits} limits, {limits - len(broken)} of them kept.**"
    if broken or failed:
        yield ""
    yield from (f"- Not kept: {row[0].name} (`{command}`)" for command, row in broken)
    yield from (f"- Failed: `{one.command}`: {one.said}" for one in failed)


def _section(outcome: Outcome) -> Iterator[str]:
    rows = outcome.rows()
    if outcome.failed or not rows:
        yield f"**{'Failed' if outcome.failed else 'Not measured'}**: {outcome.said}"
    if rows:
        yield from (HEAD, "|---|---|---|---|---|---|", *map(_row, rows))


def _row(runs: Sequence[Figure]) -> str:
    """One line of the table."""
    one = runs[0]
    values = [run.value for run in runs]
    spread = [min(values), median(values), max(values)] if len(runs) > 1 else values
    cells = (
        f"{one.name} ({one.note})" if one.note else one.name,
        str(len(runs)),
        _with_unit(" / ".join(map(number, spread)), one),
        *_against(runs),
        "" if one.limit is None else "**no**" if _is_broken(runs) else "yes",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _against(runs: Sequence[Figure]) -> tuple[str, str]:
    """What the figure is held against, and the ratio to it; a peer's limit is of the ratio."""
    one = runs[0]
    most = "at most" if one.better == "less" else "at least"
    limit = "" if one.limit is None else f"{most} {one.limit:g}"
    ratios = [run.ratio for run in runs if run.ratio is not None]
    ratio = f"{median(ratios):.2f}" if ratios else ""
    peers = [run.peer for run in runs if run.peer is not None]
    if not peers:
        return _with_unit(limit, one), ratio
    peer = _with_unit(f"{one.of}: {number(median(peers))}", one)
    return peer, f"{ratio} ({limit})" if limit else ratio


def _with_unit(text: str, one: Figure) -> str:
    return f"{text} {one.unit}" if text and one.unit else text


def _is_broken(runs: Sequence[Figure]) -> bool:
    """Whether the median run does not keep the limit."""
    return sum(not run.is_kept() for run in runs) * 2 > len(runs)
