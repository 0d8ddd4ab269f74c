"""Schedules as systemd, cron and launchd read them, for folders with awkward names."""

import os
import plistlib
import re
import shutil
import stat
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest
from click.testing import CliRunner
from cronsim import CronSim

from operations.schedule_when import at, every
from pipeline.cli import main
from pipeline.health_expected import Expected, expected
from pipeline.last_run import last_run
from pipeline.lock import locked

AWKWARD = "my $own 50% home"
CALENDAR = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Barn Dance
DTSTART:20300310T190000Z
END:VEVENT
END:VCALENDAR
"""
SYSTEMCTL = '#!/bin/sh\necho "$@" >> "$0.log"\n'
CRONTAB = """#!/bin/sh
if [ "$1" = -l ]; then cat "$0.kept" 2>/dev/null || { echo "no crontab for you" >&2; exit 1; }
else cat > "$0.kept"; fi
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An installation with a source, its contact set, and nothing of this machine's schedules."""
    folder = tmp_path / AWKWARD
    folder.mkdir()
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "hall"\nname = "Hall"\nurl = "https://hall.example/calendar.ics"\n'
        'adapter = "ical"\ntimezone = "UTC"\n'
    )
    for name in [name for name in os.environ if name.startswith("TWOGETHER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TWOGETHER_CONTACT", 'host@example.org "50%" $5')
    monkeypatch.setenv("TWOGETHER_HOST_PASSWORD", "secret")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Stand-ins for the programs that keep schedules: they keep a file, or say how they were called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in {"systemctl": SYSTEMCTL, "crontab": CRONTAB}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def schedule(home, *words, answer=None):
    """What `twogether schedule` prints, and its exit status."""
    result = CliRunner().invoke(main, ["schedule", "--home", str(home), *words], input=answer)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output, result.exit_code


def shown(home, *options):
    """What would be written, by where."""
    output, status = schedule(home, "install", "--print", *options)
    assert 0 == status, output
    parts = re.split(r"^# (/.*|crontab)\n", output, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def need(program):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")


@pytest.mark.parametrize("options", [[], ["--every", "5h"], ["--cron", "5 4 1,15 * mon-fri"]])
def test_systemd_accepts_the_units(home, tmp_path, options):
    """As its own checker reads them; what OnFailure names is there."""
    need("systemd-analyze")
    units = tmp_path / "units"
    units.mkdir()
    for where, text in shown(home, "--systemd", *options).items():
        if where.startswith(str(tmp_path / "config")):
            (units / where.rpartition("/")[2]).write_text(text)
    files = sorted(units.iterdir())
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *files],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )

    assert 3 == len(files)
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    "expression",
    ["17 */6 * * *", "*/20 9-17 * * mon-fri", "0 4 1,15 * 5", "30 2 */10 2 sun", "5 0 31 * *"],
)
def test_systemd_and_cron_mean_the_same_times(expression):
    """The next four, as both count them."""
    need("systemd-analyze")
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    lines = [line.removeprefix("OnCalendar=") for line in at(expression).systemd()[:-1]]
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=4", f"--base-time={start:%F %T}", *lines],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    found = re.findall(
        r"(?:Next elapse|Iter. #\d+|Iteration #\d+): \w{3} (\S+ \S+) UTC", done.stdout
    )
    times = sorted({datetime.fromisoformat(one).replace(tzinfo=UTC) for one in found})

    assert list(islice(CronSim(expression, start), 4)) == times[:4]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = CALENDAR if self.path == "/calendar.ics" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def test_the_line_of_the_crontab_runs(home, programs, monkeypatch):
    """In the bare environment that cron gives; a crawl that finds another at work is no failure."""
    monkeypatch.setenv("TWOGETHER_LOOPBACK", "allow")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        text = (home / "sources.toml").read_text()
        here = f"http://127.0.0.1:{server.server_port}"
        (home / "sources.toml").write_text(text.replace("https://hall.example", here))
        schedule(home, "install", "--cron", "--yes")
        line = (programs / "crontab.kept").read_text().splitlines()[1]
        command = line.split(maxsplit=5)[5].replace("\\%", "%")
        bare = {"HOME": "/", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "host"}

        def run():
            return subprocess.run(["/bin/sh", "-c", command], cwd="/", env=bare, check=False)

        code = run().returncode
        server.shutdown()

    assert 0 == code, (home / "schedule.log").read_text()
    assert "1 sources were due: 1 live" in last_run(home)
    assert "Run 1, as of" in (home / "schedule.log").read_text()
    with locked(home / "catalogue.lock"):
        assert 0 == run().returncode
    assert "is being written by process" in (home / "schedule.log").read_text()


def test_the_crontab_keeps_its_other_lines(home, programs):
    """However often the schedule is installed; removing it leaves what was there."""
    others = "MAILTO=me@example.org\n# mine\n0 3 * * * /usr/bin/backup --to '50\\%'"
    (programs / "crontab.kept").write_text(others)
    schedule(home, "install", "--cron", "--yes")
    schedule(home, "install", "--cron", "0 5 * * *", "--yes")
    twice = (programs / "crontab.kept").read_text()
    told, _ = schedule(home, "status")
    schedule(home, "remove", "--yes")

    assert twice.startswith(others + "\n# >>> twogether-my-own-50-home-")
    assert 1 == twice.count(" crawl ")
    assert "\n0 5 * * * { set -a" in twice
    assert re.search(r"cron: 0 5 \* \* \* .*\nnext at \d{4}-\d\d-\d\d 05:00", told)
    assert others + "\n" == (programs / "crontab.kept").read_text()


def test_nothing_is_written_before_the_host_agrees(home, programs, tmp_path):
    """What would be written is shown first; a second way is refused."""
    output, status = schedule(home, "install", "--systemd", answer="n\n")
    assert 1 == status
    assert "OnCalendar=" in output
    assert not (tmp_path / "config").exists()
    assert not (home / "schedule.env").exists()

    _, status = schedule(home, "install", "--systemd", answer="y\n")
    called = (programs / "systemctl.log").read_text()
    (timer,) = (tmp_path / "config/systemd/user").glob("*.timer")
    assert 0 == status
    assert f"--user daemon-reload\n--user enable --now {timer.name}\n" in called

    output, status = schedule(home, "install", "--cron", "--yes")
    assert 1 == status
    assert "is scheduled with systemd already, and would be crawled twice" in output

    schedule(home, "remove", "--yes")
    assert f"--user disable --now {timer.name}" in (programs / "systemctl.log").read_text()
    assert [] == list((tmp_path / "config/systemd/user").iterdir())


def test_settings_go_into_a_file_for_the_host_alone(home, programs, monkeypatch):
    """A shell reads them as they were set; what stands there and is not set now stays."""
    (home / "schedule.env").write_text('TWOGETHER_MAIL_TO="me@example.org"\n')
    schedule(home, "install", "--cron", "--yes")
    file = home / "schedule.env"
    script = 'set -a; . "$0"; unset _ PWD SHLVL OLDPWD; env'
    read = subprocess.check_output(["/bin/sh", "-c", script, file], env={}, text=True)

    assert {
        "TWOGETHER_CRAWL_EVERY=6h",
        "TWOGETHER_MAIL_TO=me@example.org",
        'TWOGETHER_CONTACT=host@example.org "50%" $5',
    } == set(read.splitlines())
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)


def test_a_crawl_is_late_by_its_schedule(home, programs):
    """Health knows how often one is due from what was installed last, until it is removed."""
    schedule(home, "install", "--cron", "--every", "6h", "--yes")
    often = expected(home).every
    schedule(home, "install", "--cron", "17 4 * * mon-fri", "--yes")
    weekdays = expected(home).every
    schedule(home, "remove", "--yes")

    assert (timedelta(hours=6), timedelta(days=3)) == (often, weekdays)
    assert Expected().every == expected(home).every
    assert "TWOGETHER_CONTACT" in (home / "schedule.env").read_text()


def test_launchd_gets_a_property_list(home):
    """With an interval, or an entry for each time."""
    (often,) = [text for where, text in shown(home, "--launchd").items() if "Agents" in where]
    (times,) = [
        text
        for where, text in shown(home, "--launchd", "--cron", "0 6,18 1 * 1").items()
        if "Agents" in where
    ]

    assert 21600 == plistlib.loads(often.encode())["StartInterval"]
    assert "/bin/sh" == plistlib.loads(often.encode())["ProgramArguments"][0]
    assert [
        {"Minute": 0, "Hour": 6, "Day": 1},
        {"Minute": 0, "Hour": 18, "Day": 1},
        {"Minute": 0, "Hour": 6, "Weekday": 1},
        {"Minute": 0, "Hour": 18, "Weekday": 1},
    ] == plistlib.loads(times.encode())["StartCalendarInterval"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--cron", "0 6 * *"], "write minute, hour, day of month, month and day of week"),
        (["--cron", "0 0 6 * * *"], "more than a crontab takes"),
        (["--cron", "0 6 L * *"], "more than a crontab takes"),
        (["--cron", "61 6 * * *"], "Bad minute"),
        (["--cron", "--every", "5h"], "cron cannot say it; choose minutes that divide 60, 1h"),
        (["--every", "1m"], "is less than 5m"),
        (["--every", "often"], "write it as 90s, 30m, 6h, 1d or 2w"),
        (["--every", "6h", "--cron", "0 6 * * *"], "exclude each other"),
        (["--systemd", "--launchd"], "exclude each other"),
        (["--sources", "atlantis"], "neither a file nor a town that ships"),
    ],
)
def test_what_cannot_be_scheduled_says_what_can(home, options, message):
    """Each of them in one line."""
    output, status = schedule(home, "install", "--print", *options)

    assert status
    assert message in " ".join(output.split())


def test_a_crawl_of_the_web_by_a_schedule_needs_a_contact_too(home, monkeypatch):
    """Otherwise it would fail each time."""
    monkeypatch.delenv("TWOGETHER_CONTACT")
    monkeypatch.delenv("TWOGETHER_LOOPBACK", raising=False)
    output, status = schedule(home, "install", "--print", "--systemd")

    assert 1 == status
    assert "TWOGETHER_CONTACT is not set" in output


def test_a_machine_without_what_was_chosen_is_told_another_way(home, tmp_path, monkeypatch):
    """And nothing is written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for way in ("--systemd", "--cron", "--launchd"):
        output, status = schedule(home, "install", way, "--yes")
        assert 1 == status
        assert "is not on this machine" in output
        assert "twogether serve --crawl-every" in output
    assert not (home / "schedule.env").exists()


def test_two_installations_do_not_come_at_the_same_minute():
    """Neither at the full hour."""
    assert "17 */6 * * *" == every(timedelta(hours=6), 77).cron
    assert "41 4 * * 1" == every(timedelta(days=7), 101).cron
