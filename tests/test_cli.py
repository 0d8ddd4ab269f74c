"""The command line as a host meets it."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli import Commands, main

NAMES = Commands().list_commands(None)


def test_commands_are_installed():
    """Entry points of all folders are visible."""
    expected = {"up", "crawl", "import", "export", "classify", "recommend", "serve", "doctor"}

    assert expected | {"train", "evaluate", "sources"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_commands_have_help(name):
    """Every command explains itself."""
    result = CliRunner().invoke(main, [name, "--help"])

    assert 0 == result.exit_code
    assert len(result.output.splitlines()) > 4


@pytest.mark.parametrize("name", sorted(set(NAMES)))
def test_every_command_takes_a_home(name):
    """One folder holds everything, and can be chosen everywhere."""
    assert "--home" in CliRunner().invoke(main, [name, "--help"]).output


def test_help_needs_none_of_the_heavy_libraries():
    """Help is quick because it imports nothing that it does not need."""
    code = (
        "import sys; from pipeline.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'scrapy', 'sklearn', 'pandas', 'streamlit', 'numpy', 'icalendar'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr


def test_an_error_of_ours_is_one_line(tmp_path):
    """No traceback, exit code 1."""
    result = CliRunner().invoke(main, ["export", "--home", str(tmp_path)])

    assert 1 == result.exit_code
    assert result.output.startswith("Error: catalogue ")
    assert "run `twogether crawl` first" in result.output


def test_a_second_run_is_told_to_wait(tmp_path):
    """Another process that holds the lock means exit code 75."""
    from pipeline.config import Config

    lock = Config(tmp_path).lock
    code = (
        f"import time; from pathlib import Path; from pipeline.lock import locked\n"
        f"with locked(Path({str(lock)!r})): print('held', flush=True); time.sleep(30)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert "held" == holder.stdout.readline().strip()
        table = tmp_path / "events.csv"
        table.write_text("name,start\nSupper,2030-01-05 18:00\n")
        result = CliRunner().invoke(
            main, ["import", str(table), "--home", str(tmp_path), "--timezone", "UTC"]
        )
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()

    assert 75 == result.exit_code
    assert str(holder.pid) in result.output
