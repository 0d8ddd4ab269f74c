"""Logs for machines: one JSON object a line, and no secret in it."""

import json
import logging

import pytest

from model.errors import InputError
from pipeline.log import Standard, set_up
from pipeline.log_redact import redact

TOKEN = "Zk3vXq9-7hTn_0aBcDeFg2"
NASTY = [
    "GET https://me:hunter2@town.example/feed.ics",
    "smtps://me%40town.example:hunter2@mail.example:465 said 535",
    "https://hunter2@town.example/",
    "https://me:hunter2@with@at.example/",
    "https://town.example/a.ics?page=2&token=hunter2",
    "https://town.example/a.ics?API_KEY=hunter2&page=2",
    "https://town.example/a.ics?x-amz-signature=hunter2;v=1",
    "https://town.example/a?next=%2F&access_token%3Dhunter2",
    "see https://town.example/ours?list=hunter2&you=2",
    "GET /lists/hunter2/events.ics 200",
    "https://calendar.example/ical/a/private-hunter2/basic.ics",
    "posted to https://hooks.chat.example/services/T0/B0/hunter2",
    "Authorization: Bearer hunter2hunter2",
    "{b'Authorization': [b'Basic hunter2hunter2=']}",
    "{'authorization': 'Digest username=\"me\", response=\"hunter2\"'}",
    "Cookie: _xsrf=1; session=hunter2",
    "b'Set-Cookie': [b'sid=hunter2; Path=/']",
    "x-api-key: hunter2",
    'sent {"password": "hunter2 and \\" more hunter2", "user": "me"}',
    "{'secret': b'hunter2', 'n': 1}",
    "password = hunter2",
    "login failed for me, passwd:hunter2",
    "client_secret=hunter2, retrying",
    "('Authorization', 'Bearer hunter2hunter2')",
    "said hunter two to it",
]
HARMLESS = [
    "https://town.example/events/valentines-day-dinner-for-two-2026?page=2",
    "read 14 listings of 'library', keywords: dance, music; status code: 404",
    "DownloadConnectionRefusedError: nobody answers at 127.0.0.1:8080",
    "basic training for bearer bonds",
    "2026-03-02T12:00:00+00:00 list: 3 days, passed 12",
]


@pytest.fixture
def said(monkeypatch, capsys):
    """Logs as JSON, and what was logged; the loggers are as before when it is over."""
    monkeypatch.setenv("TWOGETHER_LOG", "json")
    monkeypatch.setenv("TWOGETHER_HOST_PASSWORD", "hunter two")
    root = logging.getLogger()
    level = root.level
    set_up()
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    root.setLevel(level)
    for one in [one for one in root.handlers if isinstance(one, Standard)]:
        root.removeHandler(one)


def hidden(text):
    return "hunter2" not in text and "hunter two" not in text and TOKEN not in text


@pytest.mark.parametrize("text", NASTY)
def test_no_secret_stands_in_a_line(said, text):
    """Neither in the words nor in a field, a header or a traceback, and the line stays JSON."""
    logger = logging.getLogger("crawlers.spiders.events")
    try:
        int(text)
    except ValueError:
        logger.exception(
            "it said %s", text, extra={"detail": text, "deep": {"a": [text, {"b": text}]}}
        )
    logger.info("headers", extra={"headers": {"Authorization": "hunter2", "token": "hunter2"}})

    lines = said()
    assert 2 == len(lines)
    assert hidden(json.dumps(lines, ensure_ascii=False)), lines


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays(text):
    """A log that hides everything helps nobody."""
    assert text == redact(text)


def test_long_random_signs_are_taken_for_a_secret():
    """Whatever they are called."""
    assert hidden(redact(f"GET /somewhere/{TOKEN}/else"))
    assert "d41d8cd98f00b204e9800998ecf8427e" not in redact("etag d41d8cd98f00b204e9800998ecf8427e")


def test_a_line_says_when_how_bad_who_and_what(said):
    """Further fields stand beside them."""
    logging.getLogger("crawlers.refresh").info("source read", extra={"source": "library", "run": 7})
    logging.getLogger("scrapy.core").debug("chatter")
    logging.getLogger("x").warning("%d dates", "three")

    line, odd = said()
    assert line.pop("time").endswith("+00:00")
    assert {
        "level": "INFO",
        "logger": "crawlers.refresh",
        "event": "source read",
        "source": "library",
        "run": 7,
    } == line
    assert "three" in odd["event"]


def test_a_format_that_there_is_not(monkeypatch):
    """Is said, rather than passed over."""
    monkeypatch.setenv("TWOGETHER_LOG", "xml")

    with pytest.raises(InputError, match="TWOGETHER_LOG is 'xml'"):
        set_up()
