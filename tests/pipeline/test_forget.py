"""A source whose owner does not want to be read leaves nothing behind, and stays away."""

import gzip
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from small_town import NOW, listing, source

from pipeline.archive import _append
from pipeline.cli import main

SECRET = "Moonlit Polka Supper"


@pytest.fixture
def home(town):
    """Two sources, of which the grange announces what the library announces too."""
    grange, library = source(), source("library")
    town.run(
        listing("a", SECRET, description=f"{SECRET} by the old pump."),
        listing("b", "Poetry Hour", source="library", days=4),
        sources=[grange, library],
    )
    return town.path.parent


def run(home, *arguments):
    return CliRunner().invoke(main, ["forget", "--home", str(home), *arguments])


def test_nothing_of_a_forgotten_source_is_left(home, town):
    """Not in a table, not in an index, not in the bytes of the file nor in the archive."""
    from pipeline.catalogue import Catalogue

    with Catalogue(town.path) as catalogue:
        stored = list(catalogue.listings().values())
    _append(stored, home / "archive" / "2025.jsonl.gz", NOW)
    result = run(home, "grange", "--because", "the owner asked", "--by", "Ann")

    assert 0 == result.exit_code, result.output
    assert ["Poetry Hour"] == town.names()
    assert ["library"] == [row["id"] for row in town.query("SELECT id FROM sources")]
    for file in home.rglob("*"):
        if file.is_file():
            body = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            assert SECRET.encode() not in body, file
    kept = gzip.decompress((home / "archive" / "2025.jsonl.gz").read_bytes()).splitlines()
    assert ["library"] == [json.loads(line)["listing"]["source"] for line in kept]
    assert "Ann: the owner asked" in run(home).output


def test_a_forgotten_source_is_not_asked_again(home):
    """Neither under its id nor, at the same address, under another."""
    run(home, "grange", "--because", "the owner asked")
    again = home / "again.toml"
    table = '[[source]]\nid = "{}"\nname = "G"\nurl = "{}"\ntimezone = "UTC"\n'
    addresses = {"grange": source().url, "other": "http://WWW.grange.example/calendar.ics/"}
    again.write_text("".join(table.format(*one) for one in addresses.items()))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--sources", again]

    done = subprocess.run(
        [*map(str, command), "--json"], capture_output=True, text=True, timeout=120, check=True
    )

    assert [] == json.loads(done.stdout)["sources"]
    assert "grange is passed over: it was forgotten on" in done.stderr
    assert "other is passed over" in done.stderr


def test_an_address_can_be_kept_out_before_the_first_visit_and_let_in_again(home):
    """What ships with the program is kept out by its address."""
    from pipeline.forgetting import unwanted

    mill = source("mill")
    assert 0 == run(home, mill.url).exit_code
    assert {"mill"} == set(unwanted([mill, source("library")], home))
    assert 0 == run(home, mill.url, "--undo").exit_code
    assert {} == unwanted([mill], home)


def test_what_is_no_source_cannot_be_forgotten(home, town):
    """A slip of the pen says what there is, and changes nothing."""
    result = run(home, "grnage")

    assert 1 == result.exit_code
    assert "'grnage'" in result.output
    assert "grange, library" in result.output
    assert 2 == len(town.names())
