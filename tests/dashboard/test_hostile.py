"""Whatever stands in a catalogue is shown as it stands, and does nothing."""

import json
import re
import shutil
from datetime import UTC, datetime

import pytest

from model.candidate import Candidate
from model.shared_list import saved
from pipeline.catalogue import Catalogue
from pipeline.couples import Couples

EVIL = "evil.example"
HIT = "window.hit=1"
HOSTILE = [
    f"<script>{HIT}</script>",
    f"<img src=x onerror={HIT}>",
    f"<img src=http://{EVIL}/a.png>",
    f"<iframe src=http://{EVIL}/></iframe>",
    f"<svg onload={HIT}><circle r=9></svg>",
    f"<style>@import url(http://{EVIL}/a.css);</style>",
    f"<link rel=stylesheet href=http://{EVIL}/b.css>",
    f"<meta http-equiv=refresh content='0;url=http://{EVIL}/'>",
    f"<base href=http://{EVIL}/>",
    f"<form action=http://{EVIL}/><input name=a><button>Go</button></form>",
    f"<details open ontoggle={HIT}>x</details>",
    f"<object data=http://{EVIL}/o></object>",
    f"<video src=http://{EVIL}/v autoplay></video>",
    f"</div></section><h1 onclick={HIT}>Broken out</h1>",
    f"<a href=javascript:{HIT}>a</a>",
    "<!-- a comment",
    "<![CDATA[ x ]]>",
    "&lt;b&gt;entity&lt;/b&gt; &amp;amp; &#60;i&#62;",
    f"![image](http://{EVIL}/i.png)",
    f"[click](javascript:{HIT})",
    f"[data](data:text/html,<script>{HIT}</script>)",
    f"[reference][1] [1]: http://{EVIL}/",
    f"<http://{EVIL}/auto>",
    "[x](<y> 'title') [z]",
    "# A heading that is none",
    "- a list that is none",
    "1. a number that is none",
    "> a quote that is none",
    "``` a fence that is none",
    "`code` **bold** _it_ ~~gone~~ ==mark==",
    "| a | b | c |",
    "*** --- ___",
    ":material/delete: :streamlit: :smile: :heart:",
    ":red[red] :blue-background[b] :violet-badge[c] :small[d]",
    ":color[x]{foreground='red'} :shimmer[y] :help[z]{text='w'}",
    r"$\href{javascript:alert(1)}{x}$ $$\frac{1}{2}$$ \(y\)",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% raw %}",
    '=HYPERLINK("http://evil.example","x") +1 @SUM(A1)',
    "right \u202eto left\u202c and \u2066isolated\u2069",
    "zero\u200bwidth\u200djoiner\ufeffmark",
    "control \x00\x07\x1b[31m characters\x7f",
    "one\nline\r\nafter\tanother\u2028and\u2029on",
    "W" * 400,
    "Ж" * 200 + " " + "漢" * 100,
    "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" * 10 + " Z\u0351a\u0350l\u0349go",
    "'; DROP TABLE events; -- \" ' \\ / %s %n",
    "datum.name + warn('x') || {signal: 'hit'}",
]  # fmt: skip
ADDRESSES = [
    f"javascript:{HIT}",
    f"data:text/html,<script>{HIT}</script>",
    f"https://x.example/> <img src=http://{EVIL}/c.png>",
    f"https://x.example/)![x](http://{EVIL}/d.png)",
    f'https://x.example/"onclick="{HIT}',
    "//x.example/a b\nc",
    "file:///etc/passwd",
    "https://x.example/a?b=c&d=[e](f)#g",
]  # fmt: skip
NAME, LINK = ".card h3", ".card h3 a[href*='event?id=']"
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
HREFS = "all => all.map((one) => one.getAttribute('href'))"
NOT_OURS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const elements = 'img, iframe, script, object, embed, video, audio, base, link, meta, form[action],'
    + ' style, details, .katex, [onerror], [onload], [onclick], [ontoggle]';
  const found = [...main.querySelectorAll(elements)].filter((one) =>
    !one.closest('[data-testid="stExpander"] > details, [data-testid="stHtml"]')
    && !one.matches('[data-testid="stExpander"] details'));
  const links = [...main.querySelectorAll('a[href]')].filter((one) =>
    !/^(https?|webcal):$/.test(one.protocol));
  return [...found, ...links].map((one) => one.outerHTML.slice(0, 200));
}"""


def shown(text):
    """What a reader sees of *text*."""
    return " ".join(UNSEEN.sub("", text).replace("\u2060", "").split())


def poison(home):
    """Put a hostile text into everything that the catalogue says of each event."""
    with Catalogue(home / "catalogue.db") as catalogue, catalogue.writing():
        db = catalogue.db
        db.execute("UPDATE labels SET audience='couples', p_couples=1")
        ids = [row["id"] for row in catalogue.query("SELECT id FROM events ORDER BY id")]
        for number, event in enumerate(ids):
            text, url = HOSTILE[number % len(HOSTILE)], ADDRESSES[number % len(ADDRESSES)]
            said = {"text": text, "url": url, "many": json.dumps([text]), "event": event}
            db.execute(
                "UPDATE events SET name=:text, description=:text, organizer=:text, schedule=:text,"
                " url=:url, image=:url, keywords=:many WHERE id=:event", said)  # fmt: skip
            db.execute("UPDATE offers SET evidence=:text, eligible=:text WHERE event=:event", said)
            db.execute("UPDATE labels SET reasons=:many WHERE event=:event", said)
            db.execute("UPDATE facets SET evidence=:text WHERE event=:event", said)
            db.execute(
                "UPDATE facets SET value=? WHERE event=? AND value LIKE '\"%'"
                " AND name NOT LIKE '%deadline'", [json.dumps(text), event])  # fmt: skip
            db.execute("UPDATE merges SET reason=:text WHERE event=:event", said)
            db.execute("UPDATE listings SET name=:text, url=:url WHERE event=:event", said)
            db.execute(
                "INSERT INTO corrections (source, uid, field, value, replaced, by, at) SELECT source,"
                " uid, 'name', :text, :text, :text, '2026-01-01T00:00' FROM events WHERE id=:event",
                said)  # fmt: skip
        for number, row in enumerate(catalogue.query("SELECT id FROM places ORDER BY id")):
            text = HOSTILE[number % len(HOSTILE)]
            db.execute("UPDATE places SET name=?, address=? WHERE id=?", [text, text, row["id"]])
        for number, row in enumerate(catalogue.query("SELECT id FROM sources ORDER BY id")):
            said = {"text": HOSTILE[-1 - number], "url": ADDRESSES[number % len(ADDRESSES)], **row}
            db.execute(
                "UPDATE sources SET name=:text, locality=:text, held_back=:text, kind=:text, url=:url"
                " WHERE id=:id", said)  # fmt: skip
        [row] = catalogue.query("SELECT report FROM runs")
        told = json.dumps(_poisoned(json.loads(row["report"])))
        db.execute("UPDATE runs SET report=?", [told])


def _poisoned(report):
    for number, source in enumerate(report["sources"]):
        source["name"] = HOSTILE[number]
        source["held_back"] = [HOSTILE[number]]
        for place, change in enumerate(source["changes"]):
            change["name"] = change["why"] = HOSTILE[(number + place) % len(HOSTILE)]
    return report


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory, copy_home):
    """The sample town with a poisoned catalogue."""
    home = tmp_path_factory.mktemp("hostile") / "home"
    copy_home(sample_home, home, ignore=shutil.ignore_patterns("index", "*.gz"))
    poison(home)
    return home


@pytest.fixture(scope="module")
def site(home, serve_with):
    """Its dashboard."""
    with serve_with(home) as url:
        yield url


@pytest.fixture
def our_list(home):
    """A list with every third text on it."""
    now = datetime.now(UTC)
    with Couples(home / "couples.db") as couples:
        link = couples.start_list(now)
        for number, text in enumerate(HOSTILE[::3]):
            one = Candidate(event=f"e{number}", name=text, start_date=now, venue=text, url=text)
            couples.put_on(link, saved(one, [], 1, now))
    return link


@pytest.fixture
def visit(site, browser):
    """Opens pages, and fails where one of them did what a text told it to."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on(
        "request", lambda one: one.url.startswith((site, "data:", "blob:")) or wrong.append(one.url)
    )

    def open_page(path):
        page.goto(f"{site}/{path}")
        settle(page)
        return page

    yield open_page
    assert [] == wrong
    context.close()


def settle(page):
    """Wait until the page is whole, then see that nothing on it came to life."""
    page.locator("h1").first.wait_for()
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_timeout(300)
    assert not page.evaluate("window.hit")
    assert [] == page.evaluate(NOT_OURS)
    assert page.locator('[data-testid="stException"]').count() == 0


def test_cards_show_every_text_as_it_stands(visit):
    """Each of them as the name of a card, and nothing of it as anything but text."""
    page = visit("find?when=any&within=100")
    count = int(page.get_by_text(re.compile(r"^\d+ things")).inner_text().split()[0])
    found = set()
    for number in range(-(-count // 12)):
        page = visit(f"find?when=any&within=100&page={number + 1}") if number else page
        found |= {shown(one) for one in page.locator(NAME).all_inner_texts()}

    assert {shown(text) for text in HOSTILE} - found == set()


def test_the_calendar_shows_every_text_as_it_stands(visit):
    """As links to our own pages."""
    page = visit("find?when=any&within=100&view=calendar")
    links = page.locator('.st-key-agenda a[href*="event?id="]')
    names = {shown(one) for one in links.all_inner_texts()}

    assert len(names) > 30
    assert names <= {shown(text) for text in HOSTILE}


def test_the_map_shows_texts_in_its_hints(visit):
    """Where the pointer rests on a dot."""
    page = visit("find?when=any&within=100&view=map")
    dots = page.locator(".mark-symbol.role-mark path")
    dots.last.wait_for()
    hint, hints = page.locator("#vg-tooltip-element"), []
    for dot in dots.all()[-8:]:
        dot.hover(force=True)
        page.wait_for_timeout(100)
        hints += [shown(hint.inner_text())] if hint.is_visible() else []
        assert 0 == hint.locator("img, script, a, iframe, svg, style").count()

    assert any(shown(text)[:20] in one for one in hints for text in HOSTILE)
    settle(page)


def test_the_page_of_an_event_shows_it_as_it_stands(visit):
    """Its heading is the card's name."""
    page = visit("find?when=any&within=100&sort=date")
    page.locator(LINK).first.wait_for()
    names, links = page.locator(NAME).all_inner_texts(), page.locator(LINK).evaluate_all(HREFS)
    events = list(zip(names, links, strict=True))
    for name, address in events[:4]:
        page = visit(address[address.index("event?") :])

        assert shown(name) == shown(page.locator("h1").inner_text())


def test_our_list_shows_what_was_put_on_it(visit, our_list):
    """As long as it is kept, whatever the catalogue says since."""
    page = visit(f"ours?list={our_list}&you=1")
    text = shown(page.locator('[data-testid="stMain"]').inner_text())

    assert all(shown(one) in text for one in HOSTILE[::3])


@pytest.mark.parametrize(
    "path",
    ["", "retreats", "groups", "hard", "sources", "correct", "label", "duplicates", "runs"],
)
def test_nothing_comes_to_life_elsewhere(visit, path):
    """On the pages for couples and those of the host, folded parts opened."""
    page = visit(path)
    folded = page.locator('[data-testid="stExpander"] summary')
    for one in folded.all()[:2]:
        one.click()
    for one in page.get_by_role("button", name=re.compile("Save|Undo")).all()[:2]:
        one.hover()
    settle(page)
