"""Crawls beside a server: what is told of them."""

import json
import logging
import time
from datetime import timedelta

import pytest

from pipeline.crawling import crawling
from pipeline.log import Standard

LONG = timedelta(hours=1)


@pytest.fixture
def said(capfd):
    """What was said on standard error, waited for; no handler of logs is left."""

    def until(words):
        text, end = "", time.monotonic() + 60
        while words not in text and time.monotonic() < end:
            text += capfd.readouterr().err
            time.sleep(0.05)
        return text

    yield until
    root = logging.getLogger()
    for one in [one for one in root.handlers if isinstance(one, Standard)]:
        root.removeHandler(one)
    root.setLevel(logging.WARNING)


@pytest.mark.parametrize("form", ["", "json"])
def test_the_host_is_told_of_a_crawl_that_failed(tmp_path, monkeypatch, said, form):
    """Where nothing names a way, by the log: a line of text, or one JSON object a line."""
    for name in ("TWOGETHER_MAIL_TO", "TWOGETHER_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TWOGETHER_LOG", form)
    with crawling(tmp_path, LONG):
        text = said("The crawl has failed.")

    told = [json.loads(line)["event"] for line in text.splitlines()] if form else [text]
    assert any("Crawl: no run was recorded (exit status 1" in one for one in told)
    assert "sources file" in text
    assert any("Health:" in one and "The crawl has failed." in one for one in told)
