"""The page for hard times: it leaves no trace, and lets itself be left at once."""

import hashlib
from importlib.resources import files

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from dashboard.leaving import AWAY
from pipeline.helplines import directories, helplines

LEAVE = "Leave this page now"


@pytest.fixture
def page(browser):
    """A tab in which the weather answers at once."""
    context = browser.new_context()
    page = context.new_page()
    weather = {"content_type": "text/html", "body": "<h1>Weather</h1>"}
    page.route(f"{AWAY}/**", lambda route: route.fulfill(**weather))
    yield page
    context.close()


def visit(page, address):
    """From Find to the page, through its link in the navigation."""
    page.goto(f"{address}/find?within=50")
    page.get_by_role("link", name="When it is hard").click()
    page.get_by_role("link", name=LEAVE).wait_for()


def by_link(page):
    page.get_by_role("link", name=LEAVE).click()


def by_enter(page):
    page.get_by_role("link", name=LEAVE).focus()
    page.keyboard.press("Enter")


def by_escape(page):
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [by_link, by_enter, by_escape])
def test_one_leaves_at_once_and_back_does_not_return(page, address, leave):
    """By click, by Enter, and by Escape three times."""
    visit(page, address)
    leave(page)
    page.get_by_role("heading", name="Weather").wait_for()

    page.go_back()
    page.wait_for_url("**/find?**")
    assert "/hard" not in page.url
    page.go_forward()
    page.get_by_role("heading", name="Weather").wait_for()


def test_the_aim_leads_there_without_a_trace(page, address):
    """Whether it is chosen on Find or came with a link; the rest of the search is kept."""
    page.goto(f"{address}/find?within=50&aim=work_through")
    page.get_by_role("link", name=LEAVE).wait_for()
    assert "work_through" not in page.url

    page.get_by_role("link", name="Find", exact=True).click()
    page.wait_for_url("**/find?within=50")
    expect(page.get_by_role("combobox", name="Within")).to_have_value("50 miles")


def test_nothing_of_the_page_is_kept(page, address, sample_home, server_log):
    """Neither in its address and title, nor in the server's log, nor in its files."""
    before = contents(sample_home)
    visit(page, address)
    page.get_by_text("Helplines by country").click()
    page.get_by_role("link", name="See the announcement").first.wait_for()

    page.goto(f"{address}/hard")
    page.get_by_role("link", name=LEAVE).wait_for()

    assert f"{address}/hard" == page.url
    assert "hard" not in str(page.evaluate("[{...localStorage}, {...sessionStorage}]"))
    assert "hard" not in str(page.context.cookies())
    assert "Twogether" == page.title()
    assert before == contents(sample_home)
    assert "hard" not in server_log.read_text().lower()


def contents(home):
    """Every file of the installation, by a digest."""
    found = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".db-shm")
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_fear_comes_first_and_nothing_asks_for_an_opinion(sample_home, monkeypatch):
    """Helplines stand above counsellors; no card can be saved or voted on."""
    monkeypatch.setenv("TWOGETHER_HOME", str(sample_home))
    script = files("dashboard") / "app_pages" / "hard.py"
    app = AppTest.from_file(str(script), default_timeout=60).run()
    text = "\n".join(one.value for one in app.markdown)

    assert not app.exception
    assert "afraid of your partner" in app.warning[0].value
    assert text.index("1\\-800\\-799\\-7233") < text.index("A couples' counsellor")
    assert "### Lifeline Weekend" in text
    assert [] == [one.label for one in app.button]


def test_every_number_has_a_source_and_a_day():
    """And every directory an address that nobody can read on the way."""
    assert len({one.country for one in helplines()}) >= 6
    assert all(one.source.startswith("https://") and one.checked for one in helplines())
    for kind in ("helplines", "counsellors", "mediators", "programmes"):
        assert directories(kind)
        assert all(one.url.startswith("https://") and one.about for one in directories(kind))
