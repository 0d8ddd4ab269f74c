"""The list that two people share, on its page and in two browsers."""

import json
import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from dashboard import ours
from dashboard.limits import Limit
from model.candidate import Candidate
from model.event import Event, EventStatus, Listing, Occurrence, Offer
from model.outing import Verdict
from model.shared_list import Vote, saved
from model.source import Source
from pipeline.couples import Couples
from pipeline.harvest import Batch, Fetch, Harvest
from pipeline.recurrence import Horizon
from pipeline.store import store

PAGE = str(files("dashboard") / "app_pages" / "our_list.py")
NOW = datetime.now(UTC).replace(microsecond=0)
SAVE = re.compile("^Save ")
HALL = Source(id="hall", name="Hall", url="https://hall.example/a.ics", timezone="America/New_York")


def announce(home, *, price=10, **event):
    """A catalogue in which a hall announces one date night."""
    words = "An evening for couples: a slow dance, a shared table, the two of you."
    night = Event(
        **{"name": "Couples Date Night", "description": words, **event},
        url="https://hall.example/night",
        offers=(Offer(price=price, price_currency="USD", evidence=f"${price}"),),
    )
    times = tuple(Occurrence(start_date=NOW + timedelta(days=days)) for days in (3, 10))
    listing = Listing(
        source="hall", uid="1", event=night, occurrences=times, timezone="America/New_York"
    )
    harvest = Harvest([HALL])
    fetch = Fetch(source="hall", url=HALL.url, fetched_at=NOW)
    harvest.add(Batch(fetch=fetch, listings=(listing,)))
    store(harvest, home, Horizon(NOW))


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("TWOGETHER_HOME", str(tmp_path))
    announce(tmp_path)
    return tmp_path


@pytest.fixture
def night(home):
    """The first date of the date night."""
    from dashboard import queries

    found = queries.snapshot()
    return queries.dates(found, found.index.events[0])[0]


@pytest.fixture
def couples(home):
    with Couples(home / "couples.db") as opened:
        yield opened


@pytest.fixture
def link(couples, night):
    """A list with the date night on it."""
    made = couples.start_list(NOW)
    couples.put_on(made, saved(night, ours.announced(night.event), 1, NOW))
    return made


def opened(link, you="1"):
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.query_params["list"], app.query_params["you"] = link, you
    app.run()
    assert not app.exception
    return app


def press(app, label):
    next(one for one in app.button if one.label.startswith(label)).click()
    app.run()
    assert not app.exception


def field(app, label):
    return next(one for one in app.text_input if one.label == label)


def partners_link(app):
    """What the button beside it copies."""
    scripts = [one.proto for one in app.get("bidi_component")]
    (given,) = [json.loads(one.json) for one in scripts if one.component_name == "link-to-share"]
    assert "The link for your partner" == given["label"]
    return given["url"]


def text(app):
    said = [*app.markdown, *app.warning, *app.success, *app.toast]
    return "\n".join(one.value for one in said)


def names(app):
    """Of the events, as they are shown."""
    return [one.value.removeprefix("### ") for one in app.markdown if one.value.startswith("### ")]


def test_a_list_begins_with_what_the_session_has_saved(home, night, couples):
    """One press makes it, and its link is in the address of the page."""
    app = AppTest.from_file(PAGE, default_timeout=60)
    app.session_state["verdicts"] = {
        night.event: (Verdict.SAVED, night.name),
        "bingo": (Verdict.NOT_FOR_US, "Bingo"),
    }
    app.run()
    assert "Couples Date Night" in text(app)
    press(app, "Make a list the two of you share")

    token = app.query_params["list"]
    (one,) = couples.open_list(token, NOW).on_it
    assert (night.event, 1) == (one.event, one.added_by)
    assert ["bingo"] == list(app.session_state["verdicts"])
    assert f"list={token}&you=2" in partners_link(app)


def test_both_vote_and_see_each_other(link):
    """What both want says so; who is there can be changed."""
    first, second = opened(link), opened(link, "2")
    first.button_group[0].set_value(Vote.YES).run()
    second.run()
    assert "You: **nothing yet** · Your partner: **yes**" in text(second)
    second.button_group[0].set_value(Vote.YES).run()
    assert "you both want this" in text(second)

    second.radio[0].set_value(1).run()
    assert "1" == second.query_params["you"]
    assert "you=2" in partners_link(second)
    second.button_group[0].set_value(None).run()
    assert "You: **nothing yet** · Your partner: **yes**" in text(second)


def test_a_date_is_set_aside_and_given_up(link, night, couples):
    """Among those that are announced."""
    app = opened(link)
    assert 2 == len(app.selectbox[0].options)
    app.selectbox[0].set_value(night.start_date).run()
    assert "set aside" in text(app)
    assert night.start_date == couples.open_list(link, NOW).on_it[0].set_aside

    app.selectbox[0].set_value(None).run()
    assert couples.open_list(link, NOW).on_it[0].set_aside is None


def test_what_is_taken_off_can_be_put_back(link):
    """By either of the two."""
    app = opened(link)
    press(app, "Take off")
    assert "nothing on it yet" in app.info[0].value
    other = opened(link, "2")
    press(other, "Put back")
    assert ["Couples Date Night"] == names(other)


def test_what_has_become_of_what_was_saved_is_said(home, link, couples, night):
    """Changed, called off, gone from the calendars, over."""
    lost = Candidate(event="lost", name="Lost", start_date=NOW + timedelta(days=2))
    past = Candidate(event="past", name="Past", start_date=NOW - timedelta(days=2))
    for one in (lost, past):
        couples.put_on(link, saved(one, [one], 2, NOW))
    announce(home, price=25, name="Couples Date Night Deluxe")
    app = opened(link)
    assert ["Lost", "Couples Date Night Deluxe", "Past"] == names(app)
    assert "It was called “Couples Date Night” when you saved it" in text(app)
    assert "for the two of you, when you saved it" in text(app)
    assert "not announced any more" in text(app)
    assert ":gray-badge[over]" in text(app)
    assert 1 == len(app.selectbox)
    press(app, "We have seen this")
    assert "when you saved it" not in "".join(one.value for one in app.warning)

    announce(home, event_status=EventStatus.CANCELLED)
    app = opened(link)
    assert ":red-badge[cancelled]" in text(app)
    assert all(option.endswith("(cancelled)") for option in app.selectbox[0].options)


def test_a_link_that_leads_nowhere_is_said_to(home, link, couples):
    """After the list is deleted, too, and in the other's session."""
    other = opened(link, "2")
    app = opened(link)
    press(app, "Delete it for good")
    assert "deleted" in text(app)
    assert {} == app.query_params
    assert b"Date Night" not in (home / "couples.db").read_bytes()

    for late in (other.run(), opened(link), opened("nonsense")):
        assert "leads to no list" in text(late).replace("\\", "")
        assert "Make a list the two of you share" in [one.label for one in late.button]


def test_a_pasted_link_opens_the_list(home, link):
    """The whole of it, as the partner who it is for."""
    app = AppTest.from_file(PAGE, default_timeout=60).run()
    app.text_input[0].input(f"https://two.example/ours?list={link}&you=2")
    press(app, "Open it")

    assert (link, "2") == (app.query_params["list"], app.query_params["you"])
    assert "Couples Date Night" in text(app)


def test_names_are_shown_as_they_stand(link):
    """No character of them keeps a meaning; without one there is a word for each."""
    app = opened(link, "2")
    assert ["First of you", "Second of you"] == app.radio[0].options
    field(app, "First of you").input("![x](http://evil.example/x.png)")
    press(app, "Keep the names")

    assert "\\!\\[x\\]\\(http" in text(app)
    assert "![x](" not in text(app) + " ".join(app.radio[0].options)


def test_nobody_floods_a_list(link, monkeypatch):
    """Too many changes within a minute are refused in words, and change nothing."""
    monkeypatch.setattr(ours, "CHANGES", Limit(1, 60))
    monkeypatch.setattr(ours, "visitor", lambda: "198.51.100.7")
    app = opened(link)
    press(app, "Take off")
    press(app, "Put back")

    assert ours.TOO_MUCH in text(app)
    assert "nothing on it yet" in app.info[0].value


def wait_for(page, words):
    page.get_by_text(words).filter(visible=True).first.wait_for()


def begin(page, address):
    """Save a card, make a list of it, save another; the partner's link."""
    page.goto(f"{address}/find")
    wait_for(page, "Why:")
    page.get_by_role("button", name=SAVE).first.click()
    wait_for(page, "Saved until you close this page")
    page.get_by_role("link", name="Our list").click()
    page.get_by_role("button", name="Make a list the two of you share").click()
    page.get_by_role("img", name="QR code").wait_for()
    page.get_by_role("button", name="Copy the link").wait_for()
    link = page.get_by_label("The link for your partner").input_value()
    page.get_by_role("link", name="Find", exact=True).click()
    wait_for(page, "Why:")
    assert "list=" not in page.url
    page.get_by_role("button", name=SAVE).first.click()
    wait_for(page, "It is on your list now")
    return link


def join(page, link, choose):
    """Open the list, say yes to its first event and set its first date aside; its name."""
    page.goto(link)
    heads = page.get_by_role("heading", level=3)
    heads.nth(1).wait_for()
    name = heads.first.inner_text()
    page.get_by_role("radio", name="Yes").first.click()
    wait_for(page, "You: yes")
    choose(page.get_by_role("combobox", name=f"Set aside for {name}"), None)
    wait_for(page, "set aside")
    return name


def subscribe(page):
    """What a calendar is told, its address, and its headers."""
    page.get_by_text("In your own calendar").click()
    feed = page.get_by_label("Address for Google Calendar or Outlook").input_value()
    answer = page.request.get(feed)
    known = {"If-None-Match": answer.headers["etag"]}
    assert 304 == page.request.get(feed, headers=known).status
    return Calendar.from_ical(answer.text()).walk("VEVENT"), feed, answer.headers


@pytest.fixture
def two(browser):
    """A desktop and a phone, each with a context of its own."""
    contexts = [
        browser.new_context(viewport={"width": width, "height": height})
        for width, height in ((1280, 900), (390, 844))
    ]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_two_people_fill_one_list(two, address, server_log, choose):
    """The other opens it by the link, says yes and sets a date aside; the first sees it without
    doing anything, a calendar is told, and when it is deleted it is gone for both.
    """
    first, second = two
    link = begin(first, address)
    (token,) = parse_qs(urlsplit(link).query)["list"]
    first.get_by_role("link", name="Our list").click()
    name = join(second, link, choose)
    wait_for(first, "Your partner: yes")

    dates, feed, headers = subscribe(first)
    assert [name] == [str(one["SUMMARY"]) for one in dates if "CONFIRMED" == one["STATUS"]]
    assert "TENTATIVE" in [one["STATUS"] for one in dates]
    assert "noindex" in headers["x-robots-tag"]
    assert "noindex" in first.request.get(link).headers["x-robots-tag"]

    first.get_by_text("Names, a copy to keep, and deleting").click()
    with first.expect_download() as download:
        first.get_by_role("button", name="Download all that is kept").click()
    assert 2 == len(json.loads(download.value.path().read_text())["events"])
    first.get_by_role("button", name="Delete the list").click()
    first.get_by_role("button", name="Delete it for good").click()
    wait_for(first, "The list is deleted")
    wait_for(second, "leads to no list")
    assert 404 == first.request.get(feed).status
    assert all(-1 == cookie["expires"] for cookie in first.context.cookies())
    assert not any(token in kept for kept in (feed, first.url, server_log.read_text()))
