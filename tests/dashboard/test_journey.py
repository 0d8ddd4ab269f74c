"""A couple's first visit, in a real browser."""

import re
import urllib.error
import urllib.request

import pytest
from icalendar import Calendar


def test_a_file_for_the_calendar(address, browser):
    """A card's menu offers a file that icalendar reads, with the card's own name."""
    page = browser.new_page()
    page.goto(f"{address}/find?when=quarter")
    page.get_by_role("button", name=re.compile("^More ")).first.click()
    page.get_by_role("button", name="Add to calendar").filter(visible=True).click()
    link = page.get_by_role("link", name=re.compile("^Calendar file")).first
    answer = page.request.get(address + link.get_attribute("href").replace(address, ""))
    events = Calendar.from_ical(answer.text()).walk("VEVENT")

    assert "text/calendar" in answer.headers["content-type"]
    assert events
    assert link.inner_text().replace("\n", " ").endswith(str(events[0]["SUMMARY"]))
    assert 404 == page.request.get(f"{address}/calendar/nothing.ics").status
    page.close()


def test_answers_guard_themselves(address):
    """Every answer says what may run and who may frame it; another host is refused."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        headers = answer.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "no-referrer" == headers["Referrer-Policy"]

    request = urllib.request.Request(address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=20)


def test_a_monitor_at_the_machine_is_served(address):
    """And one behind a proxy is not."""
    with urllib.request.urlopen(f"{address}/metrics", timeout=20) as answer:
        assert b"\ntwogether_health " in answer.read()

    request = urllib.request.Request(f"{address}/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=20)


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["desktop", "phone"])
def test_first_visit_to_a_saved_event(address, browser, size, choose):
    """Picks, then all of it; a filter stays in the address; one is kept; nothing leaves the host."""
    elsewhere = []
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.on(
        "request",
        lambda request: (
            elsewhere.append(request.url)
            if request.url.startswith("http") and not request.url.startswith(address)
            else None
        ),
    )
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Policy" in said.text else None)
    page.goto(address)
    page.get_by_role("heading", name="To look forward to").wait_for()
    if size[0] < 640:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Find", exact=True).click()
    choose(page.get_by_role("combobox", name="At most, for two"), "$50")
    page.wait_for_url("**/find?budget=50")
    page.get_by_role("button", name="at most $50 for two ✕").wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    save = page.get_by_role("button", name=re.compile("^Save ")).first
    name = save.inner_text().removeprefix("Save").strip()
    save.click()
    page.get_by_role("button", name=f"Saved {name}").wait_for()
    link = page.get_by_role("link", name=name, exact=True)
    link.click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    page.get_by_role("button", name=f"Saved {name}").wait_for()
    there = page.get_by_role("link", name=re.compile("^Announcement at")).get_attribute("href")

    assert there.startswith("https://")
    assert [] == elsewhere
    assert [] == refused
    page.close()


def test_what_is_saved_moves_nothing_before_the_next_search(address, browser, choose):
    """By the keyboard: the card and the focus stay where they were; another search says why."""
    page = browser.new_page()
    page.goto(f"{address}/find")
    save = page.get_by_role("button", name=re.compile("^Save ")).first
    save.focus()
    names = page.locator(".card h3").all_inner_texts()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Saved {names[0]}").wait_for()

    assert names == page.locator(".card h3").all_inner_texts()
    assert f"Saved {names[0]}" == page.evaluate("document.activeElement.textContent")
    assert not page.get_by_text("because you saved").count()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    choose(page.get_by_role("combobox", name="When"), "Next 90 days")
    page.get_by_text(f"because you saved {names[0]}").first.wait_for()
    page.close()


def test_the_menu_of_a_card_by_the_keyboard(address, browser):
    """It opens with its first choice next, and closes with the focus back where it was."""
    page = browser.new_page()
    page.goto(f"{address}/find")
    more = page.get_by_role("button", name=re.compile("^More ")).first
    choice = page.get_by_role("button", name="Add to calendar").first
    more.focus()
    page.keyboard.press("Enter")
    choice.wait_for()
    page.keyboard.press("Tab")
    assert choice.evaluate("one => one === document.activeElement")
    page.keyboard.press("Escape")
    choice.wait_for(state="hidden")
    assert more.evaluate("one => one === document.activeElement")
    page.close()
