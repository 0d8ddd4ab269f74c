"""A crawl by many workers is the crawl of one: the same catalogue, whoever is killed, and as polite."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from crawlers.cli import crawl as command
from crawlers.cluster.crew import Cluster
from crawlers.cluster.folder import RunFolder
from crawlers.cluster.journal import Answered, Journal
from crawlers.cluster.planning import begin, limit, next_round
from crawlers.cluster.shards import shards
from crawlers.cluster.tasks import able, crawl_shard, unfit
from crawlers.platforms import slot
from crawlers.source import Source, load_sources
from model.errors import ClusterError
from pipeline.harvest import Batch, Fetch
from pipeline.recurrence import Horizon

pytestmark = pytest.mark.checkout
NOW = datetime(2027, 3, 1, 6, tzinfo=UTC)
SITES, PAGED, LEADS_TO, NOT_THERE = 18, 9, 12, 5
REST_S = 0.2
"""Less than the delay of a second by what a busy machine may be late."""
ENV = {**os.environ, "TWOGETHER_LOOPBACK": "allow"}


@pytest.fixture(scope="module")
def bench():
    """The simulated sites of the benchmark, and how it compares catalogues."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
        import bench_cluster
        import same_catalogue
        import thin_town

        yield thin_town, same_catalogue.differences, bench_cluster.impolite


@pytest.fixture(scope="module")
def town(bench):
    """Sites of which three share a server, one has a page on another's, and one is not there."""
    thin_town, _, _ = bench
    sites = thin_town.build(SITES)
    paged = sites[PAGED].happenings[0]
    paged.starts = [paged.starts[0] + timedelta(weeks=week) for week in range(14)]
    with thin_town.serving(sites, {sites[PAGED].id: thin_town.address(sites[LEADS_TO])}) as open_:
        del open_.pages[f"/{sites[NOT_THERE].id}/calendar"]
        yield open_


@pytest.fixture(scope="module")
def alone(town, tmp_path_factory):
    """The home of a crawl by one process."""
    home = tmp_path_factory.mktemp("alone")
    town.write_sources(home / "sources.toml")
    ended(start(home))
    return home


def start(home, *options):
    """The command at work; as if it were then, when the sites announce what is to come."""
    arguments = [sys.executable, "-m", "pipeline", "crawl", "--home", str(home), "--json"]
    return subprocess.Popen(
        [*arguments, "--now", NOW.isoformat(), *options],
        env=ENV,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process):
    """What a crawl that ended well has said."""
    _, words = process.communicate(timeout=120)
    assert 0 == process.returncode, words
    return words


def until(found, seconds=60):
    """What *found* gives as soon as it gives anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError(found)


def crawlers_of(home):
    """The processes that crawl shards of the run in *home*."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "crawlers.cluster.shard_crawl" in words and any(str(home) in one for one in words):
            found.append(process)
    return found


def answers(home):
    """How many lines the journals of the run in *home* have."""
    return sum(path.read_bytes().count(b"\n") for path in home.glob("cluster/*/journals/*"))


def begun(home):
    """How often the shards of the run in *home* were begun."""
    return sum(path.read_bytes().count(b'{"begun"') for path in home.glob("cluster/*/journals/*"))


def test_whoever_is_killed_the_catalogue_is_that_of_one_process(town, alone, bench, tmp_path):
    """First a worker, then the command itself: the next goes on, and asks for nothing twice.

    A page that was on its way at a kill is asked for again, after its server has had its rest.
    """
    _, differences, impolite = bench
    town.write_sources(tmp_path / "sources.toml")
    town.asked.clear()
    process = start(tmp_path, "--cluster", "local:2")
    until(lambda: answers(tmp_path) > 8)
    os.kill(crawlers_of(tmp_path)[0].ppid(), signal.SIGKILL)
    until(lambda: begun(tmp_path) > 4)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    until(lambda: not crawlers_of(tmp_path))

    words = ended(start(tmp_path, "--cluster", "local:2"))

    assert "Going on with the run of 2027-03-01T06:00:00+00:00" in words
    assert "begun 3 times" in words or "begun 2 times" in words
    assert "shard 1-000" in words
    assert {} == differences(alone / "catalogue.db", tmp_path / "catalogue.db")
    assert not list(tmp_path.glob("cluster/*"))
    complaints = impolite(town.asked, REST_S)
    assert [] == [one for one in complaints if "left alone" in one]
    assert len(complaints) <= 6
    assert all(one.endswith("asked for 2 times") for one in complaints)


@contextmanager
def scheduler(port, folder):
    """A scheduler with one worker, as a host would run them."""
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli"]
    options = ["--host", "127.0.0.1", "--no-dashboard"]
    processes = [
        subprocess.Popen(
            [*command, *options], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for command in (
            [*dask[:2], "distributed.cli.dask_scheduler", "--port", str(port)],
            [*dask[:2], "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"],
        )
    ]
    try:
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait(10)


def test_a_scheduler_that_comes_back_is_given_its_work_again(town, alone, bench, tmp_path):
    _, differences, impolite = bench
    town.write_sources(tmp_path / "sources.toml")
    town.asked.clear()
    port = town.port + 1 if town.port < 65000 else town.port - 1
    with scheduler(port, tmp_path) as address:
        process = start(tmp_path, "--cluster", address)
        until(lambda: answers(tmp_path) > 8)
    with scheduler(port, tmp_path):
        ended(process)

    assert {} == differences(alone / "catalogue.db", tmp_path / "catalogue.db")
    assert [] == [one for one in impolite(town.asked, REST_S) if "left alone" in one]


def test_a_shard_that_is_delivered_twice_is_crawled_once(town, bench, tmp_path, monkeypatch):
    """Its servers, which are slow, rest for a second from their answers on."""
    _, _, impolite = bench
    monkeypatch.setenv("TWOGETHER_LOOPBACK", "allow")
    monkeypatch.setattr(town, "late_s", 0.5)
    town.write_sources(tmp_path / "sources.toml")
    folder = begin(load_sources(str(tmp_path / "sources.toml"))[:4], tmp_path, Horizon(NOW))
    limit(folder, None)
    (name,) = next_round(folder, 0, 1, tmp_path)
    town.asked.clear()
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(crawl_shard((folder.path, name))))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert found == [folder.done(name)] * 2
    assert 4 == found[0].pages
    pages = [one.path for one in town.asked if "robots" not in one.path]
    assert 4 == len(pages) == len(set(pages))
    assert [] == impolite(town.asked, town.late_s + 1 - REST_S)
    assert {"pages", "listings"} <= {path.parent.name for path in folder.path.rglob("*.parquet")}


def source(number, host):
    return Source(id=f"s{number}", name="", url=f"https://{host}/{number}", timezone="UTC")


def test_no_server_is_in_two_shards():
    """Whatever hosts share a platform, and wherever links lead."""
    hosts = [f"h{number % 70}.example" for number in range(200)] + ["a.libcal.com", "b.libcal.com"]
    sources = [source(number, host) for number, host in enumerate(hosts)]

    for led in ({}, {"s1": {"h2.example", "tickets.example"}, "s3": {"tickets.example"}}):
        found = shards(sources, 2, 1, led)

        assert 4 == len(found)
        assert sorted(s.id for s in sources) == sorted(s.id for f in found for s in f.sources)
        every = [server for one in found for server in one.slots]
        assert len(every) == len(set(every))
        assert all({slot(s.url), *led.get(s.id, ())} <= f.slots for f in found for s in f.sources)
        assert max(len(f.sources) for f in found) <= 60


def test_a_torn_line_of_a_journal_is_no_answer(tmp_path):
    path = tmp_path / "0-000.jsonl"
    page = Batch(fetch=Fetch(source="s", url="https://x.example/b", fetched_at=NOW))
    journal = Journal(path)
    journal.page("https://x.example/a", page)
    journal.close()
    with path.open("ab") as file:
        file.write(b'{"source": "s", "asked": "https://x.exam')

    assert {("s", "https://x.example/a"): page} == Answered.read([path], {"s"}).pages
    journal = Journal(path)
    journal.page("https://x.example/c", page)
    journal.close()
    assert 2 == len(Answered.read([path], {"s"}).pages)
    assert {} == Answered.read([path], {"other"}).pages


def test_the_first_shard_that_asks_for_a_server_has_it(tmp_path):
    folder = RunFolder(tmp_path)

    assert "0-001" == folder.claim("tickets.example", "0-001")
    assert "0-001" == folder.claim("tickets.example", "0-000")
    assert "1-000" == folder.claim("tickets.example", "1-000")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--cluster", "here"), "neither local:N"),
        (("--cluster", "local:0"), "neither local:N"),
        (("--cluster", "local:2", "--pages", "3"), "leave them out with --cluster"),
    ],
)
def test_what_is_no_cluster_is_refused_at_once(options, says, tmp_path):
    result = CliRunner().invoke(command, ["--home", str(tmp_path), "--sources", "sample", *options])

    assert says in result.output + str(result.exception)
    assert not (tmp_path / "cluster").exists()


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("crawlers.cluster.connection.WAIT_S", 0.5)
    with (
        pytest.raises(ClusterError, match="no scheduler with a worker that answers"),
        Cluster("tcp://127.0.0.1:9", tmp_path, lambda: None),
    ):
        pass


def test_a_worker_of_another_version_or_folder_is_refused(tmp_path):
    here = able(tmp_path)

    assert "" == unfit(here, here)
    assert "install the same versions" in unfit(replace(here, twogether="0.0.1"), here)
    assert "mount the home folder" in unfit(here, replace(here, sees="key"))
