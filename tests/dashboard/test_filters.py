"""Every question of the Find page, asked in a real browser; the address is the search."""

import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

ONE = {
    "Within": ("within", "50 miles", "50"),
    "When": ("when", "Next 90 days", "quarter"),
    "At most, for two": ("budget", "$200", "200"),
    "Setting": ("setting", "Faith only", "faith"),
    "Overnight": ("overnight", "Back the same day", "no"),
    "Attendance": ("attendance", "In person", "in_person"),
    "What for": ("aim", "To be close again", "reconnect"),
    "Sort by": ("sort", "Soonest", "date"),
}
SOME = {
    "Kind": ("kind", "date night", "date_night"),
    "About": ("interest", "relationship skills", "relationship_skills"),
    "Days": ("days", "Friday", "fri"),
    "Language": ("lang", "English", "en"),
    "It must say": ("needs", "No sharing in the group", "no_sharing"),
    "Rather not": ("not", "sports and fitness", "sports_fitness"),
    "Tradition": ("tradition", "catholic", "catholic"),
    "Time of day": ("time", "evening", "evening"),
    "You like": ("you", "dance", "dance"),
    "Your partner likes": ("partner", "food and drink", "food_drink"),
}
TEXTS = {
    "Near": ("near", "45750"),
    "You like, in words": ("you_say", "live jazz & a walk"),
    "Your partner likes, in words": ("partner_say", "pottery"),
}
QUIET = {"sort"}
IDLE = "[data-test-script-state='notRunning']"


def query(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.fixture
def answer(choose):
    """Chooses *words* in the box called *label*."""

    def answered(page, label, words, *, many):
        page.locator(IDLE).wait_for()
        box = page.get_by_role("combobox", name=label, exact=True)
        if not many:
            choose(box, words)
            return
        box.fill(words)
        page.get_by_role("option", name=words, exact=True).click()
        page.keyboard.press("Escape")

    return answered


@pytest.fixture
def find(address, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 1800})
    page.goto(f"{address}/find")
    page.get_by_text("What each of you likes").click()
    page.get_by_text("More: days").click()
    yield page
    page.close()


def test_every_question_is_kept_in_the_address(find, browser, answer):
    """Each answer appears there; the address alone brings the whole search back, and drops it."""
    for label, (name, words, value) in ONE.items():
        answer(find, label, words, many=False)
        find.wait_for_url(re.compile(rf"[?&]{name}={value}(&|$)"))
    for label, (name, words, value) in SOME.items():
        answer(find, label, words, many=True)
        find.wait_for_url(re.compile(rf"[?&]{name}={value}(&|$)"))
    for label, (name, words) in TEXTS.items():
        find.get_by_label(label, exact=True).fill(words)
        find.keyboard.press("Enter")
        find.wait_for_url(re.compile(rf"[?&]{name}="))
    asked = query(find)
    expected = {name: value for name, _, value in (*ONE.values(), *SOME.values())}
    assert expected | dict(TEXTS.values()) == asked

    other = browser.new_page()
    other.goto(find.url)
    drops = other.get_by_role("button", name=re.compile("✕$"))
    expect(drops).to_have_count(len(asked) - len(QUIET))
    assert asked == query(other)
    other.get_by_role("button", name="at most $200 for two ✕").click()
    expect(drops).to_have_count(len(asked) - len(QUIET) - 1)
    other.wait_for_url(lambda url: "budget" not in url)
    other.get_by_role("button", name="Start again").click()
    expect(drops).to_have_count(0)
    assert not query(other)
    other.close()


def test_nothing_fits_and_what_would(find, answer):
    """The page says what removed everything; the way out that it offers leads to cards."""
    answer(find, "At most, for two", "Free", many=False)
    answer(find, "Kind", "retreat", many=True)
    find.get_by_role("heading", name="Nothing fits just that").wait_for()
    find.get_by_text("Your questions removed").wait_for()
    way = find.get_by_role("button", name="would fit").first
    promised = re.search(r": (\d+) would fit", way.inner_text())[1]
    way.click()
    expect(find.get_by_text(re.compile(rf"^{promised} things? to do"))).to_be_visible()


def test_other_views_are_in_the_address_too(find):
    """The list is what comes first."""
    find.get_by_role("radio", name="map").click()
    find.wait_for_url("**view=map**")
    expect(find.get_by_test_id("stVegaLiteChart")).to_be_visible()
    find.get_by_role("radio", name="calendar").click()
    find.wait_for_url("**view=calendar**")
    expect(find.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    expect(find.get_by_role("heading", name=re.compile("^Week of ")).first).to_be_visible()


def test_two_answers_at_once_are_both_kept(address, browser, answer):
    """The second is given before the browser has heard what the first made of the address."""
    page = browser.new_page(viewport={"width": 1280, "height": 1800})
    held, is_slow = [], False

    def slow_line(socket):
        def tell(message):
            if is_slow:
                held.append(partial(socket.send, message))
            else:
                socket.send(message)

        socket.connect_to_server().on_message(tell)

    page.route_web_socket(re.compile("_stcore/stream"), slow_line)
    page.goto(f"{address}/find")
    page.locator(".card").first.wait_for()
    page.locator(IDLE).wait_for()
    is_slow = True
    answer(page, "At most, for two", "$50", many=False)
    page.wait_for_timeout(1_000)
    answer(page, "Sort by", "Soonest", many=False)
    page.wait_for_timeout(1_000)
    is_slow = False
    for tell in held:
        tell()
    page.wait_for_url("**/find?budget=50&sort=date")
    page.close()


def test_a_search_is_kept_over_pages_without_one(find, answer):
    """They ask nothing; whoever comes back from them finds the search as it was."""
    answer(find, "At most, for two", "$50", many=False)
    find.wait_for_url("**budget=50")
    for there, title in (("About", "About Twogether"), ("When it is hard", "When it is hard")):
        find.get_by_role("link", name=there, exact=True).click()
        find.get_by_role("heading", name=title, level=1).wait_for()
        assert not query(find)
        find.get_by_role("link", name="Find", exact=True).click()
        find.wait_for_url("**/find?budget=50")
        find.get_by_role("button", name="at most $50 for two ✕").wait_for()
