"""A PostgreSQL server with PostGIS of one's own, on loopback and in a scratch folder."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

AT_EASE = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"),
    *("wal_level=minimal", "max_wal_senders=0", "jit=off"),
)
"""A server whose data may be lost, and which has to do with short questions, is faster."""


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
