"""The page of one event, what one does with it, and what a host is told of it."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.share import letter
from model.candidate import Candidate
from model.event import Event, Listing, Occurrence, Offer, Per
from model.source import Source
from pipeline.catalogue import Catalogue
from pipeline.config import Config
from pipeline.couples import Couples
from pipeline.harvest import Batch, Fetch, Harvest
from pipeline.recurrence import Horizon
from pipeline.store import store

PAGES = files("dashboard") / "app_pages"
NOW = datetime.now(UTC).replace(microsecond=0)
HOSTILE = "![x](http://evil.example/x.png) :red[Salsa] for couples"
SALSA = Event(
    name="Salsa night for couples",
    description="A dance class for couples.\n\nWine included. Childcare is provided. "
    "Couples only. Register at https://grange.example/register",
    url="https://grange.example/salsa",
    offers=(
        Offer(price=20, price_currency="USD", per=Per.COUPLE, evidence="$20 per couple"),
        Offer(price=15, price_currency="USD", eligible="members", evidence="members $15"),
    ),
)


def announce(home, *events):
    source = Source(
        id="grange", name="The Grange", url="https://grange.example/a.ics", timezone="UTC"
    )
    harvest = Harvest([source])
    listings = tuple(
        Listing(
            source="grange",
            uid=event.name,
            event=event,
            occurrences=tuple(
                Occurrence(start_date=NOW + timedelta(days=days)) for days in (3, 10)
            ),
        )
        for event in events
    )
    fetch = Fetch(source="grange", url=source.url, fetched_at=NOW)
    harvest.add(Batch(fetch=fetch, listings=listings))
    store(harvest, home, Horizon(NOW))


@pytest.fixture(scope="module")
def announced(tmp_path_factory):
    """An installation with four events for two."""
    home = tmp_path_factory.mktemp("announced")
    others = ("Tango evening for couples", "Waltz for couples: a dance class", HOSTILE)
    announce(home, SALSA, *(Event(name=name, description="Dance together.") for name in others))
    return home


@pytest.fixture
def home(announced, tmp_path, monkeypatch, copy_home):
    """A copy of it, to be changed."""
    copy_home(announced, tmp_path / "home")
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def id_of(home, name):
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        [row] = catalogue.query("SELECT id FROM events WHERE name = ?", [name])
    return row["id"]


def page(event, **more):
    app = AppTest.from_file(str(PAGES / "event.py"), default_timeout=60)
    for name, value in {"id": event, **more}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def text(app):
    shown = (*app.title, *app.header, *app.markdown, *app.caption, *app.info, *app.warning)
    return "\n".join(one.value for one in shown).replace("\\", "")


def test_everything_that_is_known_with_its_evidence(home):
    """Dates, each price and whom it is for, facts with their words, the reading, the source."""
    with Catalogue(home / "catalogue.db") as catalogue:
        row = {"source": "grange", "uid": SALSA.name, "field": "price", "value": "20"}
        catalogue.correct([{**row, "replaced": "25", "by": "Zoltan", "at": "2026-03-02T12:00:00"}])
    app = page(id_of(home, SALSA.name))
    shown = text(app)

    assert SALSA.name == app.title[0].value
    assert f"{NOW + timedelta(days=10):%A, %B}" in shown
    assert "**$20** per couple — “$20 per couple”" in shown
    assert "**$15** each, for members" in shown
    assert "Includes **drinks** — “Wine included.”" in shown
    assert "Childcare: **yes** — “" in shown
    assert "Who may attend: **couples** — “" in shown
    assert "https://grange.example/register" in [one.url for one in app.link_button]
    assert "Step-free access: *not stated*" in shown
    assert "**made for couples**" in shown
    assert "[The Grange](<https://grange.example/salsa>): found today, last seen today" in shown
    assert "Put right by the host of this page: price (March 2)" in shown
    assert "Zoltan" not in shown
    assert "We could not find the place" in shown
    assert "More like this" in shown


def test_a_merged_event_names_all_of_its_sources(sample_home, monkeypatch):
    """Each with its page, and why it is taken for the same event."""
    monkeypatch.setenv("TWOGETHER_HOME", str(sample_home))
    shown = text(page(id_of(sample_home, "Date Night at the Wheel")))

    assert "[Alder Falls Community Center](<https://" in shown
    assert "The Alder Falls Courier" in shown
    assert "taken for the same event" in shown
    assert "includes materials" in shown


@pytest.mark.parametrize(
    ("sql", "words", "is_named"),
    [
        ("UPDATE events SET hidden = 1 WHERE id = ?", "taken it down", False),
        ("UPDATE labels SET audience = 'other' WHERE event = ?", "not announced for couples", True),
        ("DELETE FROM occurrences WHERE event = ?", "no date of it to show", False),
        (
            "UPDATE occurrences SET event_status = 'cancelled' WHERE event = ?",
            "**cancelled**",
            True,
        ),
    ],
)
def test_what_became_of_an_event(home, sql, words, is_named):
    """Said plainly; what the host took down is not even named."""
    event = id_of(home, SALSA.name)
    with Catalogue(home / "catalogue.db") as catalogue, catalogue.writing():
        catalogue.db.execute(sql, [event])
    shutil.rmtree(Config(home).index, ignore_errors=True)  # a run would make it anew
    shown = text(page(event))

    assert words in shown
    assert is_named == (SALSA.name in shown)


def test_what_its_source_has_no_more(home):
    """Two visits that do not find it, and its page says so, with a link to ask there."""
    event = id_of(home, SALSA.name)
    for _ in range(2):
        announce(home, Event(name="Tango evening for couples", description="Dance together."))

    shown = text(page(event))
    assert "announces it no longer" in shown
    assert SALSA.name in shown


@pytest.mark.parametrize("event", ["", "0" * 16, "' OR 1", "é" * 3000])
def test_an_id_that_nobody_knows(home, event):
    """Whatever is in the address."""
    assert "We know no such event" in text(page(event))


def test_more_like_it_have_a_page_of_their_own(home):
    """The cards of what is like it, and the way back."""
    app = page(id_of(home, SALSA.name), like="1")
    [given] = [json.loads(one.proto.json) for one in app.get("bidi_component")]

    assert f"More like “{SALSA.name}”" == app.title[0].value
    assert "Waltz for couples: a dance class" in [card["name"] for card in given["cards"]]
    assert f"Back to {SALSA.name}" in [one.value for one in app.page_link]


def test_crawled_text_stays_text(home):
    """A name that is Markdown is shown as it stands, in labels too."""
    app = page(id_of(home, HOSTILE))
    labels = [one.label for one in (*app.button, *app.menu_button)]

    assert HOSTILE == app.title[0].value.replace("\\", "")
    assert labels
    assert not any("![" in label or ":red[" in label for label in labels)
    assert all("Salsa" in label or "couples" in label for label in labels)


def test_a_letter_is_percent_encoded():
    """Subject and body come back as they were; nothing in a name can add a header."""
    name = "Salsa & wine?\r\nbcc=x@example.org"
    one = Candidate(event="e", name=name, start_date=NOW)
    parts = urlsplit(letter(one, "https://a.example/event?id=e"))
    fields = parse_qs(parts.query)

    assert ("mailto", "") == (parts.scheme, parts.path)
    assert ["subject", "body"] == list(fields)
    assert [name] == fields["subject"]
    assert fields["body"][0].endswith("\r\nhttps://a.example/event?id=e")
    assert "+" not in parts.query
    assert "\n" not in parts.query
    assert unquote(parts.query) != parts.query


def say_it_eleven_times():
    from unittest.mock import patch

    from dashboard import reporting

    with patch.object(reporting, "visitor", lambda: "192.0.2.1"):
        for _ in range(11):
            reporting.send("e1", "wrong", "no " * 300)


def test_reports_are_few_and_short(home):
    """Ten an hour from one place, three hundred characters each."""
    app = AppTest.from_function(say_it_eleven_times).run()

    assert 10 == len(app.success)
    assert ["That was a lot of reports"] == [one.value[:25] for one in app.warning]
    with Couples(home / "couples.db") as couples:
        (row,) = couples.reports(5)
    assert 10 == row["reports"]
    assert max(map(len, row["words"])) <= 300


def inbox(home):
    app = AppTest.from_file(str(PAGES / "correct.py"), default_timeout=60).run()
    assert not app.exception
    return app


def test_a_host_settles_what_is_reported(home):
    """One click corrects and closes, another opens the form, a third dismisses."""
    event, other = id_of(home, SALSA.name), id_of(home, "Tango evening for couples")
    with Couples(home / "couples.db") as couples:
        couples.report(event, "not_for_couples", "It is a *singles* night", NOW)
        couples.report(other, "wrong", "", NOW)
        couples.report("0" * 16, "gone", "", NOW)
    app = inbox(home)
    assert "Reported by visitors (3)" in text(app)
    assert "- “It is a *singles* night”" in text(app)

    app.button(key=f"open-wrong-{other}").click().run()
    assert "Tango evening for couples" == app.text_input(key=f"{other}-name").value
    app.button(key=f"dismiss-gone-{'0' * 16}").click().run()
    app.button(key=f"settle-not_for_couples-{event}").click().run()
    assert not app.exception
    assert "Shown to couples no more" in app.success[0].value
    assert "Reported by visitors (1)" in text(app)
    assert "not announced for couples" in text(page(event))
