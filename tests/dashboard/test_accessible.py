"""Every page in both themes, on a screen and on a phone: for all eyes, and without a mouse.

With TWOGETHER_SCREENSHOTS=FOLDER each of them is photographed as well.
"""

import os
from pathlib import Path

import pytest

axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")
PAGES = {
    "this-week": "",
    "find": "find",
    "map": "find?view=map",
    "calendar": "find?view=calendar",
    "nothing": "find?when=tonight&within=5&budget=0&kind=retreat",
    "event": "find",
    "retreats": "retreats",
    "groups": "groups",
    "our-list": "ours",
    "hard": "hard",
    "sources": "sources",
    "about": "about",
    "correct": "correct",
    "label": "label",
    "duplicates": "duplicates",
    "runs": "runs",
}
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
FOLDER = os.environ.get("TWOGETHER_SCREENSHOTS", "")
LOOKS = [("light", "wide"), ("dark", "wide"), ("dark", "phone")]
if FOLDER:
    LOOKS.append(("light", "phone"))
WHOLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
FEW_STEPS = 90


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=SIZES["wide"])
    yield context.new_page()
    context.close()


def whole(page):
    """Wait until all of it is there."""
    page.locator("h1").first.wait_for()
    page.locator(WHOLE).wait_for()
    page.locator('[data-testid="stSkeleton"]').first.wait_for(state="detached")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(page, address, name):
    """In light and dark, wide and narrow."""
    page.goto(f"{address}/{PAGES[name]}")
    whole(page)
    if name == "event":
        page.locator(".card h3 a").first.click()
        page.get_by_role("heading", level=1, name="Something to do").wait_for(state="detached")
        whole(page)
    grave = {}
    for theme, size in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size(SIZES[size])
        page.wait_for_timeout(250)
        page.locator('[data-stale="true"]').first.wait_for(state="detached")
        if FOLDER:
            page.screenshot(path=Path(FOLDER) / f"{name}-{size}-{theme}.png")
        for one in axe_playwright.Axe().run(page).response["violations"]:
            if one["impact"] in ("serious", "critical"):
                grave[theme, size, one["id"]] = [node["html"] for node in one["nodes"]]

    assert {} == grave


def test_each_page_of_the_navigation_is_looked_at(page, address):
    """A new page must be added above."""
    page.goto(address)
    whole(page)
    links = page.locator('[data-testid="stTopNavLink"]').evaluate_all("all => all.map(a => a.href)")

    assert links
    assert {link.removeprefix(address).strip("/") for link in links} <= set(PAGES.values())


def test_the_theme_follows_the_system(page, address):
    """Dark ground and light words, or the other way round."""
    page.goto(f"{address}/about")
    whole(page)
    brightness = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(250)
        colour = page.locator('[data-testid="stApp"]').evaluate(
            "app => getComputedStyle(app).backgroundColor"
        )
        brightness[theme] = sum(map(int, colour.strip("rgb()").split(",")[:3]))

    assert brightness["light"] > 650
    assert brightness["dark"] < 150


def test_the_keyboard_reaches_the_questions_and_a_card(page, address):
    """In the order of reading, each stop visible and with a name."""
    page.goto(f"{address}/find")
    page.get_by_text("Why:").first.wait_for()
    whole(page)
    stops = []
    for _ in range(FEW_STEPS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(NAME_OF_STOP))
        if stops[-1].startswith("Save"):
            break
    names = [one.split("\n")[0] for one in stops]
    questions = [line for one in stops[names.index("Near") :] for line in one.split("\n")]

    wanted = ("Near", "Where I am", "Within", "When", "What each of you likes", "Sort by", "Save")
    assert "Skip to main content" == names[0]
    assert "Find" in names
    assert wanted == tuple(name for name in questions if name in wanted)
    assert all(names)


NAME_OF_STOP = """() => {
  let one = document.activeElement;
  while (one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement;
  const labels = [...(one.labels || [])].map((label) => label.innerText);
  return (one.getAttribute("aria-label") || labels.join(" ") || one.innerText || one.title || "").trim();
}"""


def test_whoever_wants_no_motion_sees_none(browser, address):
    """Nothing takes visible time to move."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/find")
    whole(page)
    slowest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].flatMap((one) => {"
        " const style = getComputedStyle(one);"
        " return [style.transitionDuration, style.animationDuration].map(parseFloat); }))"
    )
    context.close()

    assert slowest <= 0.01


def test_the_map_says_what_it_is_and_is_never_the_only_way(page, address):
    """Its outlines and towns come from here; below it stand the same things as cards."""
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{address}/find?view=map")
    chart = page.locator('[data-testid="stVegaLiteChart"]')
    chart.locator(".mark-symbol path").first.wait_for()
    whole(page)

    assert chart.get_attribute("aria-label").startswith("Where the events are")
    assert chart.get_by_text("Marietta").count()
    assert chart.get_by_text("10 mi").count()
    assert page.get_by_text("Why:").count() > 3
    assert any(one.endswith("/US-OH.json") for one in asked)
    assert all(one.startswith((address, "data:", "blob:")) for one in asked)
    outline = page.request.get(next(one for one in asked if one.endswith("/US-OH.json")))
    assert "immutable" in outline.headers["cache-control"]
    assert 404 == page.request.get(f"{address}/map/1/nowhere.json").status
