"""What the host is told, and when."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from operations import schedule_job, schedule_when
from pipeline.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))
from small_town import NOW, Town, listing

SETTINGS = ("MAIL_TO", "MAIL_FROM", "SMTP_URL", "WEBHOOK", "CRAWL_EVERY", "SILENT_DAYS")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in SETTINGS:
        monkeypatch.delenv(f"TWOGETHER_{name}", raising=False)


def crawl(home, days, outcome="ok"):
    """A crawl of one source so many days after `NOW`."""
    found = [listing("1", days=90)] if outcome == "ok" else []
    Town(home / "catalogue.db").run(*found, now=NOW + timedelta(days=days), outcome=outcome)


@pytest.fixture
def home(tmp_path):
    """An installation whose only source broke on the third day."""
    crawl(tmp_path, 0)
    for day in (1, 2, 3):
        crawl(tmp_path, day, "not_found")
    return tmp_path


def health(home, days, *options):
    now = (NOW + timedelta(days=days)).isoformat()
    return CliRunner().invoke(main, ["health", "--home", str(home), "--now", now, *options])


def alert(home, days, *options):
    result = health(home, days, "--alert", *options)
    assert 0 == result.exit_code, result.output
    return result.output


def test_each_problem_is_told_once_again_after_a_week_and_when_it_is_over(home, monkeypatch):
    """Told is what was printed; nothing is repeated in between."""
    monkeypatch.setenv("TWOGETHER_CRAWL_EVERY", "2w")
    first = alert(home, 3)
    assert "Twogether: 1 new" in first
    assert "Grange (grange) is broken. The page is gone" in first
    assert "Nothing new to tell." in alert(home, 4)

    crawl(home, 5, "not_found")
    assert "Nothing new to tell." in alert(home, 5)
    assert "Twogether: 1 still there" in alert(home, 10)
    assert "Nothing new to tell." in alert(home, 11)

    crawl(home, 12, "dns")
    assert "No machine on the internet has this name." in alert(home, 12)
    crawl(home, 13)
    over = alert(home, 13)
    assert "Twogether: 1 over" in over
    assert "Grange (grange) is broken" in over
    assert "Nothing new to tell." in alert(home, 13)


def test_a_crawl_that_did_not_happen_is_told(home, monkeypatch):
    """By the time that the schedule names; and a unit that has failed, at once."""
    monkeypatch.setenv("TWOGETHER_CRAWL_EVERY", "6h")
    said = alert(home, 4, "--failed", "twogether-crawl.service")

    assert "The last crawl was 1 day ago; one is due every 6 hours." in said
    assert "twogether-crawl.service has failed." in said
    assert "1 over" in alert(home, 4.01)


@pytest.mark.sqlite
def test_ruins_end_no_alarm(home):
    """While nothing can be read nothing is over; what is told is that it cannot be read."""
    alert(home, 3)
    whole = (home / "catalogue.db").read_bytes()
    for file in home.glob("catalogue.db*"):
        file.unlink()
    (home / "catalogue.db").write_bytes(b"not a database at all" * 100)
    said = alert(home, 4)
    assert "1 new" in said
    assert "over" not in said

    (home / "catalogue.db").write_bytes(whole)
    assert "1 over" in alert(home, 5)


def test_all_goes_in_one_letter_each_way(home, mailbox, hook, monkeypatch):
    """To every address of the host's, and as a webhook."""
    box, address = mailbox
    monkeypatch.setenv("TWOGETHER_SMTP_URL", address)
    monkeypatch.setenv("TWOGETHER_MAIL_TO", "ada@town.example, bo@town.example")
    monkeypatch.setenv("TWOGETHER_MAIL_FROM", "Twogether <robot@town.example>")
    monkeypatch.setenv("TWOGETHER_WEBHOOK", hook.url)
    monkeypatch.setenv("TWOGETHER_CRAWL_EVERY", "1d")
    said = alert(home, 6)

    assert ["ada@town.example", "bo@town.example"] == [str(one["To"]) for one in box.messages]
    assert "Twogether: 2 new" == box.messages[0]["Subject"]
    assert "robot@town.example" in box.messages[0]["From"]
    text = box.messages[0].get_content().replace("\r\n", "\n")
    assert "The last crawl was 3 days ago" in text
    assert "Grange (grange) is broken" in text
    assert [{"text": f"Twogether: 2 new\n\n{text}"}] == hook.posted
    assert "Alert posted to 127.0.0.1." in said


def test_what_nobody_was_told_is_told_next_time(home, hook, monkeypatch):
    """A way that fails is said; as long as one works the host knows."""
    monkeypatch.setenv("TWOGETHER_WEBHOOK", hook.url)
    hook.answers = [404]
    result = health(home, 3, "--alert")
    assert 1 == result.exit_code
    assert "refused the message with 404" in result.output
    assert "Alert posted" in alert(home, 3)

    crawl(home, 4)
    hook.answers = [404]
    monkeypatch.setenv("TWOGETHER_MAIL_TO", "ada@town.example")
    said = alert(home, 4)
    assert "refused the message" in said
    (file,) = (home / "outbox").iterdir()
    assert f"Alert kept as {file}." in said
    assert "Nothing new to tell." in alert(home, 4)


def test_a_monitor_reads_the_exit_status(home, tmp_path_factory):
    """0 fine, 1 to be looked at, 2 to be acted upon; the same judgement as JSON."""
    fine = tmp_path_factory.mktemp("fine")
    crawl(fine, 0)
    assert 0 == health(fine, 1).exit_code

    crawl(home, 3.5)
    for day in (4, 4.4, 4.8):
        crawl(home, day, "not_found")
    looked = health(home, 4.8, "--json")
    assert 1 == looked.exit_code
    (problem,) = json.loads(looked.output)["problems"]
    assert ("broken:grange", "look") == (problem["key"], problem["verdict"])
    assert 2 == health(home, 60).exit_code
    assert 2 == health(tmp_path_factory.mktemp("empty"), 0).exit_code


def test_a_damaged_memory_is_named(home):
    """Rather than everything told anew, or nothing."""
    (home / "alerts.json").write_text("[1]")
    result = health(home, 3, "--alert")

    assert 1 == result.exit_code
    assert "alerts.json" in result.output
    assert 2 == health(home, 3, "--failed", "x").exit_code


@pytest.mark.parametrize(
    ("exit_code", "told"),
    [(0, ["{alert}"]), (1, ["{alert} --failed {name}"]), (75, [])],
    ids=["went well", "failed", "found another at work"],
)
def test_a_scheduled_crawl_is_followed_by_an_alert(exit_code, told, tmp_path, monkeypatch):
    """With the name of the job where it failed; a run that found another has nothing to tell."""
    program = tmp_path / "twogether"
    program.write_text(f'#!/bin/sh\necho "$@"\n[ "$1" != crawl ] || exit {exit_code}\n')
    program.chmod(0o755)
    monkeypatch.setattr(schedule_job, "_program", lambda: str(program))
    job = schedule_job.Job(tmp_path, schedule_when.at("17 * * * *"), (), timedelta(minutes=30))
    job.environment.write_text("TWOGETHER_MAIL_TO=ada@town.example\n")
    line = ["/bin/sh", "-c", job.shell()]
    done = subprocess.run(line, capture_output=True, text=True, timeout=20, check=True)

    crawl, *after = done.stdout.splitlines()
    assert f"crawl --home {tmp_path}" == crawl
    alert = f"health --alert --home {tmp_path}"
    assert [one.format(alert=alert, name=job.name) for one in told] == after
