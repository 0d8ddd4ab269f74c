"""Each folder fixtures/<adapter>/<case>/ is a test: input.* in, expected.json out."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.adapters import adapter, adapters
from crawlers.source import Page, Source
from model.errors import ParseError, UnknownAdapter

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent for path in FIXTURES.glob("*/*/input.*"))
URL = "https://fernhill.example/calendar"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def source_for(name):
    return Source(
        id="fern-hill", name="Fern Hill", url=URL, adapter=name, timezone="America/Chicago"
    )


def read(name, body):
    source = source_for(name)
    return list(adapter(name, source)(body, source, Page(URL, NOW)))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.name}")
def test_adapter_reads_recorded_page(case, request):
    """The recorded page yields exactly the recorded records."""
    (recorded,) = case.glob("input.*")
    expected = case / "expected.json"

    found = [
        {"record": type(one).__name__, **asdict(one)}
        for one in read(case.parent.name, recorded.read_bytes())
    ]

    text = json.dumps(found, default=str, indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("record"):
        expected.write_text(text, "utf-8")
    assert expected.read_text("utf-8") == text


@pytest.mark.parametrize("name", adapters())
def test_every_adapter_has_a_recorded_page(name):
    """An adapter without a fixture is not finished."""
    assert any(case.parent.name == name for case in CASES)


def test_unknown_adapter_names_the_choices():
    """The message says what is wrong, where, and what would be right."""
    with pytest.raises(UnknownAdapter, match=r"source 'fern-hill' names adapter 'icla'.*ical"):
        adapter("icla", source_for("icla"))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("ical", b"<!doctype html><html></html>"),
        ("tribe", b"<!doctype html><html></html>"),
        ("tribe", b'{"code": "rest_no_route"}'),
        ("schemaorg", b'{"json": true}'),
        ("schemaorg", b""),
        ("rss", b"<!doctype html><html><body>Nothing</body></html>"),
        ("table", b"colour,size\nred,3\n"),
        ("table", b'{"name": '),
    ],
)
def test_a_body_of_another_kind_is_refused_with_what_it_holds(name, body):
    """The error names the address and what to check."""
    with pytest.raises(ParseError, match=URL):
        read(name, body)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.name}")
def test_damaged_bytes_never_crash_an_adapter(case):
    """Whatever is cut out or put in, the outcome is records or a ParseError."""
    (recorded,) = case.glob("input.*")
    body = recorded.read_bytes()

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, len(body)), st.integers(0, 60), st.binary(max_size=12))
    def damaged(position, length, put_in):
        try:
            read(case.parent.name, body[:position] + put_in + body[position + length :])
        except ParseError:
            pass

    damaged()
