"""What the docs say is true."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from model.outing_reading import outing_from
from pipeline.places import Gazetteer

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])
pytestmark = pytest.mark.checkout


def blocks(page, language):
    """The fenced blocks of *language* in a page."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def test_the_tutorial_runs_as_written(tmp_path):
    """Each command of it, in order, in an empty folder; all but the server, which would stay."""
    tutorial = DOCS / "tutorial.md"
    (tmp_path / "outing.toml").write_text(blocks(tutorial, "toml")[0])
    (tmp_path / "events.csv").write_text(blocks(tutorial, "csv")[0])
    commands = [
        line.removeprefix("$ ")
        for block in blocks(tutorial, "console")
        for line in block.splitlines()
        if " serve " not in line
    ]
    programs = {"python": [], "twogether": ["-m", "pipeline"]}
    outputs = {}
    for command in commands:
        name, *arguments = shlex.split(command)
        done = subprocess.run(
            [sys.executable, *programs[name], *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert 0 == done.returncode, (command, done.stderr)
        outputs[command] = done.stdout

    recommended = next(text for command, text in outputs.items() if " recommend " in command)
    assert 5 == len(re.findall(r"^ ?\d+\. ", recommended, re.MULTILINE))
    assert "why: " in recommended
    assert any("BEGIN:VEVENT" in text for text in outputs.values())


def test_the_outing_file_in_the_docs_is_valid():
    """The example with every field can be read."""
    (example,) = blocks(DOCS / "outing.md", "toml")
    gazetteer = Gazetteer()

    def locate(text):
        place = gazetteer.lookup(text)
        return (text, place.latitude, place.longitude)

    outing = outing_from(tomllib.loads(example), locate)

    assert ("Robin", "Sam") == tuple(partner.name for partner in outing.partners)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_docs_lead_somewhere(page):
    """No link to a file that is not there."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_environment_variable_is_documented():
    """What the code reads, the docs name."""
    read = re.findall(r"environ\S*\(\"(TWOGETHER_\w+)\"", (ROOT / "pipeline/config.py").read_text())

    assert read
    assert all(name in (DOCS / "commands.md").read_text() for name in read)
