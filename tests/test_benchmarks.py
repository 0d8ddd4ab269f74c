"""What the benchmarks measure is written down as it was."""

import json
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch):
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "benchmarks"))
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_figure_tells_its_ratio_and_whether_its_limit_is_kept(tmp_path, monkeypatch):
    """A limit holds the value, or with a peer the ratio; what is handed over is what was said."""
    from figures import FILE, Figure, record

    fast = Figure("a search", 3.0, "ms", limit=5)
    slow = Figure("a feed", 12.0, "s", peer=8, of="another program", limit=1.25)
    good = Figure("F1", 0.9, limit=0.8, better="more")
    monkeypatch.setenv(FILE, str(tmp_path / "figures.jsonl"))

    assert "a search: 3 ms; 0.60 of the limit, at most 5" == str(fast)
    assert "a feed: 12 s; 1.50 of another program (8 s); at most 1.25: NOT KEPT" == str(slow)
    assert record(fast, good)
    assert not record(slow)
    lines = (tmp_path / "figures.jsonl").read_text().splitlines()
    assert [fast, good, slow] == [Figure(**json.loads(line)) for line in lines]
