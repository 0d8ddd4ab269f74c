"""The pages, driven without a browser."""

import json
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.words import plain

PAGES = files("dashboard") / "app_pages"


def page(name, home, monkeypatch):
    monkeypatch.setenv("TWOGETHER_HOME", str(home))
    return AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)


def cards(app):
    """What the script that makes the cards is given, card by card."""
    scripts = [one.proto for one in app.get("bidi_component")]
    given = [json.loads(one.json) for one in scripts if one.component_name == "cards"]
    return [card for each in given for card in each["cards"]]


def names(app):
    """The names of the cards, as they are shown."""
    return [card["name"] for card in cards(app)]


def lines(app):
    """The lines of all cards, without their looks."""
    return ["".join(text for text, _ in line) for card in cards(app) for line in card["lines"]]


def whys(app):
    return "\n".join(card["why"] for card in cards(app))


def opened(app, fold):
    """Unfold the questions that are called so."""
    app.session_state[f"fold-{fold}"] = True
    app.run()


def count(app):
    (line,) = [one.value for one in app.header if "things to do" in one.value]
    return int(line.split()[0])


@pytest.fixture
def find(sample_home, monkeypatch):
    app = page("find", sample_home, monkeypatch).run()
    assert not app.exception
    return app


def test_empty_catalogue_says_how_to_fill_it(tmp_path, monkeypatch):
    """Before the first crawl the page names the command."""
    app = page("find", tmp_path, monkeypatch).run()

    assert not app.exception
    assert "twogether crawl" in app.info[0].value


def test_cards_near_the_sample_town(find):
    """Twelve cards, each with when, what it costs two people, and why."""
    assert 12 == len(names(find))
    assert "near Alder Falls, OH" in find.header[0].value.replace("\\", "")
    assert "for the two of you" in "\n".join(lines(find))
    assert all(card["why"] for card in cards(find))
    assert "made up" in find.caption[0].value


def test_a_budget_leaves_nothing_dearer(find):
    """The limit is for two."""
    everything = count(find)
    find.selectbox(key="ask-budget").select("25").run()
    prices = [float(price) for price in re.findall(r"\$([\d.]+) for the two", "".join(lines(find)))]

    assert count(find) < everything
    assert prices
    assert all(price <= 25 for price in prices)


def test_both_partners_count(find):
    """What both like stands first and says so."""
    opened(find, "liking")
    find.multiselect(key="ask-you").select("dance").run()
    find.multiselect(key="ask-partner").select("dance").run()

    assert "you both like dance" in whys(find)
    assert not find.exception


def test_what_partners_write_counts(find):
    """Words bring what holds them to the top, and the card says whose they are."""
    opened(find, "liking")
    find.text_input(key="ask-you_say").set_value("swing dancing").run()
    find.text_input(key="ask-partner_say").set_value("ramen, swing").run()

    assert "Swing Dance Drop-in" == names(find)[0]
    find.text_input(key="ask-you_say").set_value("").run()
    assert "your partner likes swing" in whys(find)
    find.text_input(key="ask-you_say").set_value("swing dancing").run()
    assert "you both like swing" in whys(find)


def test_a_place_by_zip_and_an_unknown_place(find):
    """A ZIP code moves home; a place nobody knows is an error in words."""
    find.text_input(key="ask-near").set_value("45715").run()
    assert "near Beverly, OH 45715" in find.header[0].value.replace("\\", "")

    find.text_input(key="ask-near").set_value("Xyzzy").run()
    assert "no place we know" in find.warning[0].value


def test_an_empty_result_says_what_would_help(find):
    """Which question removed how many, and what to change."""
    opened(find, "more")
    find.multiselect(key="ask-kind").select("service").run()
    find.selectbox(key="ask-budget").select("0").run()
    find.selectbox(key="ask-within").select("5").run()
    find.selectbox(key="ask-when").select("tonight").run()
    ways = [one for one in find.button if "would fit" in one.label]

    assert "removed" in "\n".join(one.value for one in find.markdown)
    promised = int(ways[0].label.split(": ")[1].split()[0])
    ways[0].click().run()
    assert promised == count(find)
    assert names(find)


def test_sorting_and_needs(find):
    """The cheapest first when asked so; what must be said narrows, and never adds."""
    find.selectbox(key="ask-sort").select("cost").run()
    assert "Free" in lines(find)[:5]

    everything = count(find)
    opened(find, "more")
    find.multiselect(key="ask-days").select("fri").run()
    assert not find.exception
    assert all(card["lines"][0][0][0].startswith("Friday") for card in cards(find))
    assert count(find) < everything


@pytest.mark.parametrize("name", ["retreats", "groups"])
def test_pages_of_one_kind(sample_home, monkeypatch, name):
    """Their cards are of that kind alone."""
    app = page(name, sample_home, monkeypatch).run()
    kinds = {"retreats": ("retreat", "workshop"), "groups": ("small group", "class", "social")}

    assert not app.exception
    assert cards(app)
    for card in cards(app):
        assert {word for word, _ in card["badges"]} & set(kinds[name])


def test_what_was_asked_elsewhere_is_told_and_dropped_there(sample_home, monkeypatch):
    """A budget narrows retreats too, and says so; days and kinds are not asked there."""
    app = page("retreats", sample_home, monkeypatch)
    app.query_params.update(budget="0", when="weekend", kind="class")
    app.run()
    few = app.header[0].value
    drops = [one for one in app.button if one.label.endswith("✕")]

    assert ["free ✕"] == [one.label for one in drops]
    drops[0].click().run()
    assert int(app.header[0].value.split()[0]) > int(few.split()[0])


def test_groups_meet_more_than_once(sample_home, monkeypatch):
    """Each card has a schedule or further dates."""
    app = page("groups", sample_home, monkeypatch).run()
    second = [card["lines"][1][0][0] for card in cards(app)]

    assert second
    assert all(re.search(r"more date|every|days, |of the month", one) for one in second)


@pytest.mark.parametrize("name", ["sources", "about"])
def test_the_other_pages_open(sample_home, monkeypatch, name):
    """They show what they are for, without an error."""
    app = page(name, sample_home, monkeypatch).run()

    assert not app.exception
    assert app.title[0].value


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](http://evil.example/x.png)",
        "[click](javascript:alert(1))",
        "**bold** _it_ `code` ~~no~~ $x^2$ :red[red] # head",
        "| a | b |",
    ],
)
def test_crawled_text_is_shown_as_it_stands(hostile):
    """No character of it keeps a meaning in Markdown."""
    shown = plain(hostile)

    assert hostile == "".join(
        c for i, c in enumerate(shown) if not (c == "\\" and i + 1 < len(shown))
    )
    assert not any(
        c in "<>[]()*_`~$:#|!" and (i == 0 or shown[i - 1] != "\\") for i, c in enumerate(shown)
    )


def test_a_calendar_can_be_added_by_form(tmp_path, monkeypatch):
    """The address is looked over, its events are shown, and the source is kept."""
    feed = (
        "BEGIN:VCALENDAR\nX-WR-CALNAME:Hall\nBEGIN:VEVENT\nUID:1\nSUMMARY:Barn Dance\n"
        "DTSTART:20260310T190000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "hall.ics").write_text(feed)
    monkeypatch.setenv("TWOGETHER_LOOPBACK", "allow")
    monkeypatch.setenv("TWOGETHER_HOST_PAGES", "everyone")
    serve = partial(SimpleHTTPRequestHandler, directory=tmp_path / "site")
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = page("sources", tmp_path, monkeypatch).run()
        app.text_input[0].input(f"http://127.0.0.1:{server.server_port}/hall.ics")
        app.button[0].click().run()
        assert any("Barn Dance" in one.value for one in app.markdown), app.error
        app.button[1].click().run()
        server.shutdown()

    assert "Added" in app.success[-1].value
    assert "/hall.ics" in (tmp_path / "sources.toml").read_text()


def test_an_address_without_events_is_refused_by_form(tmp_path, monkeypatch):
    """With the reason."""
    monkeypatch.setenv("TWOGETHER_HOST_PAGES", "everyone")
    app = page("sources", tmp_path, monkeypatch).run()
    app.text_input[0].input("http://10.0.0.1/")
    app.button[0].click().run()

    assert "rule" in app.error[0].value
    assert not (tmp_path / "sources.toml").exists()


def test_three_picks_and_three_others(sample_home, monkeypatch):
    """Each pick has its place; others replace what is refused."""
    app = page("this_week", sample_home, monkeypatch).run()
    first = names(app)
    (others,) = [one for one in app.button if one.label == "Show me three others"]
    others.click().run()

    assert not app.exception
    assert ["Free and simple", "Near you", "To look forward to"] == [
        one.value for one in app.header
    ]
    assert 2 == len(first)
    assert not set(first) & set(names(app))


def test_the_quiet_page_comes_first_with_safety(sample_home, monkeypatch):
    """Help for two in trouble stands there alone."""
    app = page("hard", sample_home, monkeypatch).run()

    assert not app.exception
    assert "afraid of your partner" in app.warning[0].value
    assert any("Lifeline Weekend" in one.value for one in app.markdown)
