"""What all tests share: recorded data where it is, and expectations that can be recorded."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from scratch_postgresql import postgresql, postgresql_server

SHARED = Path(__file__).parents[1].parent / "shared"


def pytest_addoption(parser):
    parser.addoption(
        "--record", action="store_true", help="write expected.json from what the adapters find now"
    )
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="where the catalogues of all tests stand",
    )


def pytest_configure(config):
    """Start one server for all workers, which inherit the environment."""
    if config.getoption("database") == "postgresql" and not hasattr(config, "workerinput"):
        if postgresql() is None:
            raise pytest.UsageError("no PostgreSQL with PostGIS and psycopg on this machine")
        server = postgresql_server()
        url = server.__enter__()
        config.add_cleanup(lambda: server.__exit__(None, None, None))
        os.environ["TWOGETHER_DATABASE"] = f"{url}?options=-csearch_path%3D{{home}}"


def pytest_collection_modifyitems(config, items):
    if config.getoption("database") == "postgresql":
        skip = pytest.mark.skip(reason="it is about an SQLite file, and the catalogue is in none")
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def server():
    """The address of a PostgreSQL server with PostGIS, without a query."""
    if url := os.environ.get("TWOGETHER_DATABASE"):
        yield url.partition("?")[0]
    elif postgresql() is None:
        pytest.skip("no PostgreSQL with PostGIS and psycopg on this machine")
    else:
        with postgresql_server() as url:
            yield url


@pytest.fixture(scope="session")
def copy_home():
    """Copies a home with its catalogue, wherever that stands; the place of the copy."""
    from pipeline.catalogue import Catalogue
    from pipeline.chosen_database import is_file
    from pipeline.config import Config
    from pipeline.copying import copy_rows

    def copied(home, target, **options):
        shutil.copytree(home, target, **options)
        if not is_file(Config(home).catalogue):
            with (
                Catalogue(Config(home).catalogue, read_only=True) as source,
                Catalogue(Config(target).catalogue) as catalogue,
            ):
                copy_rows(source.db, catalogue.db)
        return Path(target)

    return copied


@pytest.fixture(scope="session")
def shared():
    """The folder of recorded data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("no recorded data in ../shared")
    return SHARED


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory):
    """The sample town as of today, and what its crawl logged in `crawl.jsonl`."""
    from data.sample.build import build

    home = tmp_path_factory.mktemp("home")
    now = datetime.now(UTC)
    recording = home / "sample.warc.gz"
    recording.write_bytes(build(now.date()))
    command = [sys.executable, "-m", "pipeline", "crawl", "--home", home, "--sources", "sample"]
    command += ["--replay", recording, "--now", now.isoformat(timespec="seconds")]
    env = {**os.environ, "TWOGETHER_LOG": "json"}
    done = subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, timeout=300, env=env
    )
    (home / "crawl.jsonl").write_bytes(done.stderr)
    return home
