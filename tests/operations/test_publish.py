"""A town as files: pages and feeds that say the same, and a folder that is safe to publish into."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import feedparser
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from lxml import html

from model.candidate import Candidate
from model.errors import InputError
from model.labels import Audience, Kind
from operations.publish_areas import Area
from operations.publish_edition import Edition
from operations.publish_folder import MANIFEST, put
from pipeline.cli import main

BASE = "https://town.example/two/"


def publish(home, folder, *options):
    """What the command prints."""
    arguments = ["publish", str(folder), "--home", str(home), *options]
    result = CliRunner().invoke(main, arguments)
    assert 0 == result.exit_code, result.output
    return result.output


@pytest.fixture(scope="module")
def site(sample_home, tmp_path_factory):
    """The sample town, published."""
    folder = tmp_path_factory.mktemp("site")
    publish(sample_home, folder, "--base-url", BASE.rstrip("/"))
    return folder


def test_every_feed_of_a_place_holds_the_same_dates(site):
    """Calendar, RSS, JSON and GeoJSON agree, and the kinds are parts of the whole."""
    feeds = site / "everywhere"
    kinds = {path.stem for path in feeds.iterdir()} - {"all", "for-couples"}
    uids = {}
    for kind in ("all", *kinds):
        calendar = Calendar.from_ical((feeds / f"{kind}.ics").read_bytes())
        on = [one for one in calendar.walk("VEVENT") if one.get("status") != "CANCELLED"]
        uids[kind] = {str(one["uid"]) for one in on}
        rss = feedparser.parse((feeds / f"{kind}.rss").read_bytes())
        events = json.loads((feeds / f"{kind}.json").read_bytes())["events"]
        points = json.loads((feeds / f"{kind}.geojson").read_bytes())["features"]

        assert uids[kind] == {one.id for one in rss.entries}
        assert uids[kind] == {one["identifier"] for one in events}
        assert uids[kind] >= {one["id"] for one in points}
        assert f"{BASE}everywhere/{kind}.rss" == rss.feed.links[1].href
    assert "counselling" not in kinds
    assert uids["date-night"]
    assert uids["all"] >= set().union(*(uids[kind] for kind in kinds))


def test_pages_lead_to_each_other_to_their_feeds_and_to_the_organisers(site):
    """Every link within the site leads to a file; every card leads to its announcement."""
    pages = sorted(site.rglob("index.html"))
    assert len(pages) > 2
    for path in pages:
        page = html.fromstring(path.read_bytes())
        links = [one.get("href") for one in page.iter("a", "link") if one.get("href")]
        within = [link for link in links if "://" not in link and link[0] != "#"]

        assert within
        assert all((path.parent / link).is_file() for link in within)
        cards = page.xpath("//li[h3]")
        assert cards
        assert all(card.xpath(".//a[starts-with(@href, 'http')]") for card in cards)
        assert page.xpath("//link[@rel='canonical']/@href") == [
            urljoin(BASE, path.relative_to(site).as_posix().removesuffix("index.html"))
        ]


def test_nothing_is_fetched_from_elsewhere_and_crawled_text_stays_text(tmp_path):
    """A hostile announcement is shown as it was written, and leads nowhere."""
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    hostile = "</style><script>alert(1)</script><img src=https://evil.example/x.png>"
    one = Candidate(
        event="e",
        name=hostile,
        description=hostile,
        venue=hostile,
        source=hostile,
        url="javascript:alert(1)",
        attendance_rule=hostile,
        start_date=now + timedelta(days=1),
        kind=Kind.DATE_NIGHT,
        audience=Audience.COUPLES,
    )
    edition = Edition(title=hostile, made=now, contact=hostile)
    files = dict(edition.files([Area("everywhere", "", [one])]))
    page = html.fromstring(files["index.html"])

    assert hostile in page.xpath("//h3")[0].text_content()
    assert [] == page.xpath("//script | //img | //iframe | //*[@src] | //link[@rel='stylesheet']")
    assert [] == page.xpath("//a[starts-with(@href, 'javascript')]")
    assert "default-src 'none'" in page.xpath("//meta/@content[contains(., 'default-src')]")[0]


def test_publishing_again_writes_only_what_has_changed(sample_home, site, tmp_path):
    """A file that is the same keeps its time; a file of the host's own stays."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    (folder / "CNAME").write_text("town.example")
    kept = folder / "alder-falls-oh" / "all.ics"
    os.utime(kept, (1, 1))
    publish(sample_home, folder, "--base-url", BASE, "--title", "Falls for two")

    assert 1 == kept.stat().st_mtime
    assert "Falls for two" in (folder / "index.html").read_text()
    assert "town.example" == (folder / "CNAME").read_text()


def test_what_is_no_more_is_taken_out_and_what_is_in_the_way_is_left(tmp_path):
    """Only files that were published here are touched."""
    put(tmp_path, [("old/all.ics", b"1"), ("index.html", b"1")], {})
    put(tmp_path, [("index.html", b"2")], {})
    listed = json.loads((tmp_path / MANIFEST).read_text())["files"]

    assert {"index.html", MANIFEST} == {path.name for path in tmp_path.iterdir()}
    assert ["index.html"] == listed
    (tmp_path / "about.html").write_text("mine")
    with pytest.raises(InputError, match=r"holds 'about\.html', which was not published there"):
        put(tmp_path, [("index.html", b"3"), ("about.html", b"3")], {})
    assert b"2" == (tmp_path / "index.html").read_bytes()


def test_a_manifest_cannot_name_files_elsewhere(tmp_path):
    """A tampered list does not make the command delete what is not its own."""
    site, mine = tmp_path / "site", tmp_path / "mine.txt"
    mine.write_text("mine")
    site.mkdir()
    (site / MANIFEST).write_text(json.dumps({"files": ["../mine.txt", str(mine)]}))
    put(site, [("index.html", b"1")], {})

    assert mine.exists()


def test_a_publishing_that_was_cut_short_can_be_taken_up(tmp_path, monkeypatch):
    """Whatever was written by then is whole, and the next time goes through."""
    put(tmp_path, [("a.ics", b"old a"), ("b.ics", b"old b")], {})
    real, calls = os.fsync, []

    def fails_at_the_third(number):
        calls.append(number)
        if len(calls) == 3:
            raise OSError
        real(number)

    monkeypatch.setattr(os, "fsync", fails_at_the_third)
    new = [("a.ics", b"new a"), ("b.ics", b"new b"), ("c.ics", b"new c")]
    with pytest.raises(OSError):
        put(tmp_path, new, {})
    found = {name: (tmp_path / name).read_bytes() for name in ("a.ics", "b.ics")}
    assert {"a.ics": b"new a", "b.ics": b"old b"} == found
    put(tmp_path, new, {})

    assert {**dict(new)} == {name: (tmp_path / name).read_bytes() for name, _ in new}
