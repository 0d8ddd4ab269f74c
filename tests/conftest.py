"""What all tests share: recorded data where it is, and expectations that can be recorded."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"
AT_EASE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "jit=off")
"""A server whose data may be lost, and which has to do with short questions, is faster."""


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


def postgresql():
    """The folder of PostgreSQL's programs; None where it, PostGIS or psycopg is not installed."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if which := shutil.which("postgres"):
        found.append(Path(which).resolve())
    has_postgis = any(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    return found[-1].parent if found and has_postgis else None


@contextmanager
def postgresql_server():
    """The address of an empty database with PostGIS on loopback, in a scratch folder."""
    import psycopg

    programs = postgresql()
    folder = Path(tempfile.mkdtemp(prefix="twogether-postgresql-"))
    user = {"user": "postgres"} if os.getuid() == 0 else {}  # it refuses to run as root
    if user:
        shutil.chown(folder, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = [*AT_EASE, f"port={port}", "listen_addresses=127.0.0.1", "max_connections=200"]
    settings.append(f"unix_socket_directories={folder}")
    options = [part for one in settings for part in ("-c", one)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, **user}
    init = ["--no-locale", "--encoding=UTF8", "--auth=trust", "--username=host", "--no-sync"]
    subprocess.run([programs / "initdb", "-D", folder / "data", *init], check=True, **silent)
    server = subprocess.Popen([programs / "postgres", "-D", folder / "data", *options], **silent)
    url = f"postgresql://host@127.0.0.1:{port}/postgres"
    try:
        for _ in range(150):
            try:
                with psycopg.connect(url, autocommit=True) as db:
                    db.execute("CREATE EXTENSION postgis")
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        yield url
    finally:
        server.send_signal(2)  # ends it without waiting for who is still connected
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


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
