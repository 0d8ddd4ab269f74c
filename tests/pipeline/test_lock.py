"""One run at a time; the others are told who is at work, for how long, and whether it hangs."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from model.errors import CatalogueLocked
from pipeline.lock import HUNG_AFTER, Owner, holder, locked


@pytest.fixture
def held(tmp_path):
    """A lock that another process holds."""
    path = tmp_path / "catalogue.lock"
    code = (
        "import sys; from pathlib import Path; from pipeline.lock import locked\n"
        "with locked(Path(sys.argv[1])) as lock:\n"
        "  lock.at('building the catalogue'); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    yield path, process
    process.kill()
    process.communicate()


def test_who_holds_the_lock_is_told(held):
    """Process, command, for how long, and what it is doing."""
    path, process = held
    with pytest.raises(CatalogueLocked) as refusal, locked(path):
        pass

    assert f"being written by process {process.pid} on " in str(refusal.value)
    assert "catalogue.lock`) for " in str(refusal.value)
    assert "building the catalogue; wait for it to end" in str(refusal.value)
    assert process.pid == holder(path).pid


def test_a_run_without_a_sign_of_life_is_said_to_hang(held):
    """The lock is not taken from it, since it may yet write."""
    path, process = held
    silent = datetime.now(UTC) - HUNG_AFTER - timedelta(minutes=90)
    path.write_text(json.dumps({**json.loads(path.read_text()), "heartbeat": silent.isoformat()}))

    with pytest.raises(CatalogueLocked, match="without a sign of life for 2 hours: it may hang; "):
        locked(path).__enter__()
    with pytest.raises(CatalogueLocked, match=f"end it with `kill {process.pid}`"):
        locked(path).__enter__()


def test_the_lock_of_a_dead_run_is_taken_over_and_it_is_named(held):
    """A run that ends by itself, even by an error, leaves no name."""
    path, process = held
    process.kill()
    process.wait()

    assert holder(path) is None
    with suppress(CatalogueLocked), locked(path) as lock:
        assert process.pid == lock.dead.pid
        assert os.getpid() == lock.owner.pid
        raise CatalogueLocked
    with locked(path) as lock:
        assert lock.dead is None


def test_what_an_older_version_wrote_says_nothing(tmp_path):
    """Its file held a number."""
    path = tmp_path / "catalogue.lock"
    path.write_text("4711")
    with locked(path) as lock:
        assert lock.dead is None
        assert Owner(**json.loads(path.read_text())) == lock.owner
    assert "" == path.read_text()
