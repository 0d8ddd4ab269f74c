"""From a card to its page, to somebody else, and to the host, in a real browser."""

import re

import pytest

expect = pytest.importorskip("playwright.sync_api").expect
NAME = "Date Night Waltz"


@pytest.fixture
def page(browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    yield opened
    context.close()


def choose(page, choice):
    page.get_by_role("button", name=f"More {NAME}").click()
    page.get_by_role("button", name=f"{choice}").filter(visible=True).click()


def test_from_a_card_to_its_page_and_back(address, page):
    """The search stays; the address is the event's, also of the next one; the tab has its name."""
    page.goto(f"{address}/find?kind=date_night")
    for action in ("Save", "Share", "More"):
        page.get_by_role("button", name=f"{action} {NAME}").wait_for()
    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("heading", name="Announced by").wait_for()
    page.wait_for_url("**/event?id=*&kind=date_night")
    first = page.url
    assert f"{NAME} · Twogether" == page.title()

    page.locator("h3 a").first.click()
    page.wait_for_function("old => location.href !== old", arg=first)
    page.go_back()
    page.get_by_role("heading", name=NAME, level=1).wait_for()
    page.locator("[data-test-script-state='notRunning']").wait_for()
    page.go_back()
    page.get_by_text("things to do").wait_for()
    assert page.url.endswith("/find?kind=date_night")


def test_an_event_is_passed_on(address, page):
    """The link that is copied opens the page for whoever gets it, without the sender's search."""
    page.goto(f"{address}/find?kind=date_night")
    page.get_by_role("button", name=f"Share {NAME}").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()
    letter = page.get_by_role("link", name=f"Send by e-mail {NAME}").get_attribute("href")
    link = page.evaluate("navigator.clipboard.readText()")

    assert re.fullmatch(f"{address}/event\\?id=[0-9a-f]{{16}}", link)
    assert letter.startswith("mailto:?subject=Date%20Night%20Waltz&body=")
    page.goto(link)
    page.get_by_role("heading", name=NAME, level=1).wait_for()


def test_what_is_not_for_the_two_goes_and_what_they_liked_counts(address, page):
    """Both from the menu of a card."""
    page.goto(f"{address}/find?kind=date_night")
    count = int(page.get_by_text("things to do").inner_text().split()[0])
    choose(page, "We went, and liked it")
    page.get_by_text(f"because you liked {NAME}").first.wait_for()
    choose(page, "Not for us")
    page.get_by_role("radio", name="Too dear").click()
    page.get_by_role("button", name=f"Do not show it again {NAME}").click()
    page.get_by_text(f"{count - 1} things to do").wait_for()
    expect(page.get_by_role("heading", name=NAME)).to_have_count(0)


@pytest.fixture
def site(sample_home, tmp_path, serve_with, copy_home):
    """A dashboard of its own, for what changes the catalogue."""
    copy_home(sample_home, tmp_path / "home")
    with serve_with(tmp_path / "home") as url:
        yield url


def test_a_visitor_reports_and_the_host_corrects(site, page, browser):
    """The host sees it with the visitor's words; one click, and the card is gone; and back."""
    page.goto(f"{site}/find?kind=date_night")
    count = int(page.get_by_text("things to do").inner_text().split()[0])
    choose(page, "Report a problem")
    page.get_by_text("It is called off, or gone").click()
    page.get_by_role("textbox", name="In your words").fill("The studio <b>closed</b> in May.")
    page.get_by_role("button", name=f"Tell the host {NAME}").click()
    page.get_by_text("Thank you.").wait_for()

    host = browser.new_page()
    host.goto(f"{site}/correct")
    host.get_by_text("Reported by visitors (1)").wait_for()
    host.get_by_text("The studio <b>closed</b> in May.").wait_for()
    host.get_by_role("button", name=f"Hide it: it is gone {NAME}").click()
    host.get_by_text("Visitors have reported nothing.").wait_for()
    page.goto(f"{site}/find?kind=date_night")
    page.get_by_text(f"{count - 1} things to do").wait_for()
    assert 0 == page.get_by_role("heading", name=NAME).count()

    host.get_by_label("Name of the event, or its id").fill(NAME)
    host.get_by_label("Name of the event, or its id").press("Enter")
    host.get_by_role("button", name="Show it again").click()
    host.get_by_role("button", name="Hide it from everybody").wait_for()
    page.goto(f"{site}/find?kind=date_night")
    page.get_by_role("heading", name=NAME).wait_for()
    host.close()
