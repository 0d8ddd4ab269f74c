"""The host's pages, driven without a browser."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from streamlit.testing.v1 import AppTest

from model.event import Event, Listing, Occurrence
from model.labels import Audience
from model.source import Source
from pipeline.catalogue import Catalogue
from pipeline.harvest import Batch, Fetch, Harvest
from pipeline.recurrence import Horizon
from pipeline.store import store

PAGES = files("dashboard") / "app_pages"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def source(id_):
    return Source(
        id=id_, name=id_.title(), url=f"https://{id_}.example/a.ics", timezone="America/New_York"
    )


def listing(owner, uid, name):
    return Listing(
        source=owner,
        uid=uid,
        event=Event(name=name, url=f"https://{owner}.example/{uid}"),
        occurrences=(Occurrence(start_date=NOW + timedelta(days=3)),),
        timezone="America/New_York",
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation with a pair in doubt."""
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path))
    sources = [source("grange"), source("chapel")]
    harvest = Harvest(sources)
    for one in sources:
        found = [listing(one.id, "1", "Sunday Supper")]
        found += [listing("grange", "2", "Barn Dance")] if one.id == "grange" else []
        harvest.add(
            Batch(fetch=Fetch(source=one.id, url=one.url, fetched_at=NOW), listings=tuple(found))
        )
    store(harvest, tmp_path, Horizon(NOW))
    return tmp_path


def page(name):
    app = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60).run()
    assert not app.exception
    return app


def names(home):
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        return sorted(row["name"] for row in catalogue.query("SELECT name FROM events"))


def test_a_host_corrects_an_event(home):
    """What is typed stands, is shown in the history, and other fields stay as they are."""
    app = page("correct")
    app.text_input(key="wanted").set_value("Barn").run()
    event = app.selectbox(key="event").value
    app.text_input(key=f"{event}-name").set_value("Barn Dance for Two")
    app.selectbox(key=f"{event}-audience").set_value("couples")
    app.button(key=f"FormSubmitter:fix-{event}-Save the corrections").click().run()

    assert not app.exception
    assert "Corrected: name, audience" in app.success[0].value
    assert "Barn Dance for Two" in names(home)
    assert any("Barn Dance” →" in one.value for one in app.markdown)


def test_a_wrong_value_is_said_and_nothing_changed(home):
    """The page shows the same message as the command."""
    app = page("correct")
    event = app.selectbox(key="event").value
    app.text_input(key=f"{event}-price").set_value("cheap")
    app.button(key=f"FormSubmitter:fix-{event}-Save the corrections").click().run()

    assert "cannot be read" in app.error[0].value


def test_hiding_an_event(home):
    """One button hides it, and shows it again."""
    app = page("correct")
    app.button[0].click().run()

    assert "hidden" in app.selectbox(key="event").format_func(
        app.selectbox(key="event").value
    ) or any(button.label == "Show it again" for button in app.button)


def test_a_host_decides_on_a_pair(home):
    """Said to be one event it is one; said to be two, it is asked about no more."""
    app = page("duplicates")
    assert 3 == len(names(home))
    next(button for button in app.button if button.label == "One event").click().run()
    assert not app.exception
    assert 2 == len(names(home))

    next(button for button in app.button if button.label == "Not the same event").click().run()
    assert not app.exception
    assert 3 == len(names(home))
    assert "No pair is in doubt." in [one.value for one in app.markdown]


def test_a_run_says_what_changed(home):
    """Counts for all, and a line for each announcement."""
    app = page("runs")
    counts = {one.label: one.value for one in app.metric}

    assert ("3", "0", "0") == (counts["New"], counts["Changed"], counts["Gone"])
    assert any("New: Barn Dance" in one.value for one in app.markdown)


def test_the_runs_say_how_the_sources_are(home):
    """A source that broke stands first with what to try; the rest are in a table."""
    for day in (1, 2, 3):
        harvest = Harvest([source("grange"), source("chapel")])
        for id_, outcome, found in (
            ("grange", "forbidden", ()),
            ("chapel", "ok", (listing("chapel", "1", "Sunday Supper"),)),
        ):
            at = NOW + timedelta(days=day)
            fetch = Fetch(source=id_, url=f"https://{id_}.example", fetched_at=at, outcome=outcome)
            harvest.add(Batch(fetch=fetch, listings=found))
        store(harvest, home, Horizon(NOW + timedelta(days=day)))
    app = page("runs")

    assert any("The last crawl was" in one.value for one in app.error)
    said = " ".join(one.value for one in app.markdown)
    assert "**Grange** is broken" in said
    assert "Ask the organisation for a public feed" in said
    states = app.table[0].value["State"]
    assert ["Grange", "Chapel"] == list(states.index)
    assert "broken · forbidden" in states["Grange"]
    assert "1 of 2" == {one.label: one.value for one in app.metric}["Sources read well"]
    assert ["2026-03-05 12:00", "2026-03-04 12:00"] == list(app.table[1].value.index[:2])


def test_a_wrong_setting_is_said_on_the_page(home, monkeypatch):
    """As the command says it."""
    monkeypatch.setenv("TWOGETHER_CRAWL_EVERY", "daily")

    assert "is no length of time" in page("runs").error[0].value


@pytest.mark.parametrize("name", ["correct", "duplicates", "runs"])
def test_before_the_first_crawl(name, tmp_path, monkeypatch):
    """Each page names the command."""
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path))

    assert "twogether crawl" in page(name).info[0].value


@pytest.mark.parametrize(
    ("wish", "shown"), [("local", True), ("everyone", True), ("nobody", False)]
)
def test_who_sees_the_pages(wish, shown, monkeypatch):
    """At this machine by default; everybody or nobody on demand."""
    from dashboard.hosting import is_host

    monkeypatch.setenv("TWOGETHER_HOST_PAGES", wish)

    assert shown == is_host()


def test_a_host_labels_what_is_unsure(home):
    """One event at a time with the guideline's lines; the answer is kept, and another comes."""
    with Catalogue(home / "catalogue.db") as catalogue:
        catalogue.db.execute("UPDATE labels SET p_couples = 0.4, p_couple_friendly = 0.3")
    app = page("label")
    asked = next(one.value for one in app.markdown if one.value.startswith("## "))
    captions = " ".join(one.value for one in app.caption)
    assert "couples 40%, couple-friendly 30%, other 30%" in captions
    kinds = app.selectbox[0].options
    assert "Retreat: A day or more away, or called a retreat." in kinds

    app.radio[0].set_value(Audience.COUPLES)
    next(one for one in app.button if one.label == "Save").click().run()
    assert not app.exception
    again = next(one.value for one in app.markdown if one.value.startswith("## "))
    assert asked != again
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        (answer,) = catalogue.answers()
    assert asked.removeprefix("## ") == answer["title"]
    assert "couples" == answer["audience"]

    next(one for one in app.button if one.label == "Let them stand now").click().run()
    with Catalogue(home / "catalogue.db", read_only=True) as catalogue:
        (row,) = catalogue.query(
            "SELECT l.* FROM labels l JOIN events e ON e.id = l.event "
            "WHERE e.source = ? AND e.uid = ?",
            [answer["source"], answer["uid"]],
        )
    assert ("couples", 1.0) == (row["audience"], row["p_couples"])


def test_a_host_may_skip_a_question(home):
    """It is not asked again on this visit."""
    with Catalogue(home / "catalogue.db") as catalogue:
        catalogue.db.execute("UPDATE labels SET p_couples = 0.4, p_couple_friendly = 0.3")
    app = page("label")
    seen = set()
    for _ in range(len(names(home))):
        seen.add(next(one.value for one in app.markdown if one.value.startswith("## ")))
        next(one for one in app.button if one.label == "Skip").click().run()
    assert set(names(home)) == {name.removeprefix("## ") for name in seen}
    assert ["There is nothing to ask about."] == [one.value for one in app.success]
