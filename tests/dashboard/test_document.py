"""What a browser, or whoever previews a link, gets before any script has run."""

import urllib.request

import pytest

from dashboard import document


def test_every_page_begins_with_our_own_words(address, browser):
    """Each page of the navigation, in its title and where scripts are off."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    links = page.get_by_test_id("stTopNavLink").evaluate_all("all => all.map(one => one.pathname)")
    context.close()
    assert {"/", "/find", "/hard"} < set(links) <= set(document.PATHS)
    for path in (*links, "/event?id=1"):
        with urllib.request.urlopen(address + path) as answer:
            text = answer.read().decode()
        assert "<title>Twogether</title>" in text
        assert document.ABOUT in text
        assert "Streamlit app" not in text


def test_without_scripts_it_says_where_the_events_are(address, browser):
    """The feeds need none."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/find")
    page.get_by_role("heading", name="Twogether").wait_for()
    for name in ("feed", "calendar", "data"):
        href = page.get_by_role("link", name=name, exact=True).evaluate("one => one.href")
        with urllib.request.urlopen(href) as answer:
            assert answer.status == 200
    context.close()


@pytest.mark.parametrize("path", ["/", "/find", "/event?id=1"])
def test_the_server_is_found_at_the_first_try(address, browser, path):
    """No request of a first visit is refused."""
    context = browser.new_context()
    page = context.new_page()
    refused = []
    page.on("response", lambda one: one.ok or refused.append(one.url))
    page.goto(address + path)
    page.get_by_role("heading", level=1).wait_for()
    context.close()
    assert not refused


def test_there_is_a_document_for_each_page():
    """Also of those that the host alone sees."""
    assert len(document.PATHS) == len(list((document.RINGS.parent / "app_pages").glob("*.py")))
