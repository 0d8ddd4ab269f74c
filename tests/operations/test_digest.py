"""The week for two people arrives: as a file, or by a real mail server."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from click.testing import CliRunner
from lxml import html

from model.candidate import Candidate
from model.digest import Digest, Told
from model.errors import NoSuchList
from model.labels import Audience, Kind
from model.outing import Outing
from model.ranking import Card
from model.shared_list import UNSURE, saved
from model.week import Idea
from operations import smtp
from operations.digest_letter import letter
from operations.digest_unsubscribe import headers, way_out
from operations.mail import compose
from pipeline.cli import main
from pipeline.couples import Couples

OUTING = """
home = "Alder Falls, OH"
[[partners]]
name = "Robin"
interests = ["dance"]
[[partners]]
name = "Sam"
interests = ["music"]
"""


@pytest.fixture
def home(sample_home, tmp_path, copy_home):
    """The sample town, and what a couple asks for."""
    copy = tmp_path / "home"
    copy_home(sample_home, copy)
    (copy / "outing.toml").write_text(OUTING)
    return copy


def digest(home, *options):
    return CliRunner().invoke(main, ["digest", "--home", str(home), *options])


def test_a_digest_is_a_file_by_default(home):
    """For mail programs and for browsers; the next one picks something else."""
    told, files = [], set()
    for _ in range(2):
        result = digest(home, "--outing", str(home / "outing.toml"))
        assert 0 == result.exit_code, result.output
        page = html.fromstring((home / "outbox" / "digest.html").read_text())
        titles = [title.text_content() for title in page.xpath("//h3")]
        (new,) = set((home / "outbox").glob("*.eml")) - files
        message = message_from_bytes(new.read_bytes(), policy=policy.default)
        text = message.get_body(("plain",)).get_content()
        assert 5 == len(titles)
        assert all(title in text for title in titles)
        told.append(titles)
        files.add(new)

    assert not set(told[0][:3]) & set(told[1][:3])
    assert "PICKS FOR THE TWO OF YOU NEAR ALDER FALLS, OH" in text
    assert "FREE, AND WITHOUT A TICKET" in text
    assert message["List-Unsubscribe"].startswith("<mailto:")


def test_a_lists_digest_is_sent_to_each_of_them_apart(home, mailbox, monkeypatch):
    """With the list's news, a link to the list, and a second try where the server was busy."""
    box, server = mailbox
    monkeypatch.setenv("TWOGETHER_SMTP_URL", server)
    monkeypatch.setenv("TWOGETHER_MAIL_FROM", "Town <host@town.example>")
    monkeypatch.setattr(smtp, "WAITS_S", (0.0, 0.0, 0.0))
    box.replies = ["451 greylisted"]
    now = datetime.now(UTC)
    lost = Candidate(event="lost", name="Lantern Walk", start_date=now.replace(year=now.year + 1))
    with Couples(home / "couples.db") as couples:
        link = couples.start_list(now)
        couples.put_on(link, saved(lost, [lost], 1, now))
    address = f"https://town.example/ours?list={link}"
    options = ("--list", address, "--base-url", "https://town.example/")
    options += ("--to", "ada@town.example", "--to", "bob@town.example")
    result = digest(home, *options)

    assert 0 == result.exit_code, result.output
    assert ["ada@town.example", "bob@town.example"] == [one["To"] for one in box.messages]
    first = box.messages[0]
    assert first["Subject"].startswith("News of your list, and this week for the two of you: ")
    text = first.get_body(("plain",)).get_content()
    page = html.fromstring(first.get_body(("html",)).get_content())
    for said in (UNSURE, "Lantern Walk"):
        assert said in text
        assert said in page.text_content()
    assert address in text
    assert [address] == page.xpath("//a[.='Open your list']/@href")
    assert "<mailto:host@town.example?subject=unsubscribe>" == first["List-Unsubscribe"]
    assert 0 == digest(home, *options).exit_code
    assert "Lantern Walk" not in box.messages[2].get_body(("plain",)).get_content()


def test_one_refused_address_keeps_nobody_else_from_theirs(home, mailbox, monkeypatch):
    """The command says which, and fails."""
    box, server = mailbox
    monkeypatch.setenv("TWOGETHER_SMTP_URL", server)
    monkeypatch.setenv("TWOGETHER_MAIL_FROM", "host@town.example")
    box.replies = ["550 no such mailbox"]
    addresses = ("--to", "ada@town.example", "--to", "bob@town.example")
    result = digest(home, "--outing", str(home / "outing.toml"), *addresses)

    assert 1 == result.exit_code
    assert "sent to bob@town.example" in result.output
    assert "ada@town.example" in result.output
    assert "550 no such mailbox" in result.output


def test_a_digest_that_reached_nobody_is_not_remembered(home, mailbox, monkeypatch):
    """The next one tells it again."""
    box, server = mailbox
    monkeypatch.setenv("TWOGETHER_SMTP_URL", server)
    monkeypatch.setenv("TWOGETHER_MAIL_FROM", "host@town.example")
    box.replies = ["550 no"]
    result = digest(home, "--outing", str(home / "outing.toml"), "--to", "ada@town.example")

    assert 1 == result.exit_code
    assert not (home / "digests").exists()


def test_what_was_told_goes_with_the_list(home):
    """A link that leads nowhere is said so, and leaves nothing behind."""
    now = datetime.now(UTC)
    with Couples(home / "couples.db") as couples:
        link = couples.start_list(now)
    assert 0 == digest(home, "--list", link).exit_code
    assert 1 == len(list((home / "digests").iterdir()))
    with Couples(home / "couples.db") as couples:
        couples.delete_list(link)
    result = digest(home, "--list", link)

    assert 1 == result.exit_code
    assert str(NoSuchList()) in result.output
    assert [] == list((home / "digests").iterdir())
    assert 2 == digest(home).exit_code


def test_crawled_text_stays_text_in_a_letter():
    """Nothing runs, nothing is fetched, and no header is smuggled in."""
    hostile = "</style><script>alert(1)</script>\nBcc: x@evil.example <img src=//evil.example>"
    one = Candidate(
        event="e",
        name=hostile,
        description=hostile,
        venue=hostile,
        source=hostile,
        url="javascript:alert(1)",
        start_date=datetime(2026, 3, 5, 19, tzinfo=UTC),
        kind=Kind.DATE_NIGHT,
        audience=Audience.COUPLES,
    )
    card = Card(candidate=one, score=1, parts={}, lane="both", reasons=(hostile,))
    idea = Idea("Walk", "Out.", ("Where?", "Why?"))
    made = Digest((card,), idea, card, (), Told())
    words = letter(made, Outing(), "", "mailto:host@town.example")
    page = html.fromstring(words.html)

    assert hostile in page.text_content()
    assert [] == page.xpath("//script | //img | //*[@src] | //link")
    assert ["mailto:host@town.example"] == page.xpath("//a/@href")
    message = compose("a@b.example", "c@d.example", words.subject, words.text)
    assert "Bcc" not in message


def test_ways_out_of_a_digest():
    """A page of the host's that knows the receiver takes one click; a mail does not."""
    setting = "https://town.example/stop?who={address}"
    address = way_out(setting, "host@town.example", "Ada <ada+two@town.example>")

    assert "https://town.example/stop?who=ada%2Btwo%40town.example" == address
    assert {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    } == headers(setting, address)
    assert ["List-Unsubscribe"] == list(headers("", "mailto:host@town.example"))
