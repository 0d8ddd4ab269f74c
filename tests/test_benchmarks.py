"""What the benchmarks measure is written down as it was."""

import json
import re
import sys
from datetime import date
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


MEASURES = '''"""Counts to {limit}.

It is quick.
"""
from figures import Figure, record
print("counted")
raise SystemExit(not record(Figure("numbers | all", 4, "s", limit={limit}), Figure("F1", 0.5)))
'''


def test_all_benchmarks_run_though_one_fails_and_the_page_says_which(tmp_path, capsys):
    """What failed is told from what ran and did not keep its limit."""
    import figures
    import run

    (tmp_path / "figures.py").write_text(Path(figures.__file__).read_text())
    scripts = {"good": MEASURES.format(limit=5), "slow": MEASURES.format(limit=2), "bad": "1 / 0"}
    for name, text in scripts.items():
        (tmp_path / f"{name}.py").write_text(text)
    code = run.main([str(tmp_path / f"{name}.py") for name in ("bad", "good", "slow")])
    page = capsys.readouterr().out.partition("# What the benchmarks measured")[2]

    assert 1 == code
    assert "**4 figures, 2 limits, 1 of them kept.**" in page
    assert "- Failed: `bad.py`: ZeroDivisionError: division by zero" in page
    assert "- Not kept: numbers | all (`slow.py`)" in page
    assert re.search(r"Counts to 5\. Took \d+ s\.\n\n\| figure \|", page)
    assert r"| numbers \| all | 3 | 4 / 4 / 4 s | at most 5 s | 0.80 | yes |" in page
    assert r"| numbers \| all | 3 | 4 / 4 / 4 s | at most 2 s | 2.00 | **no** |" in page
    assert "| F1 | 3 | 0.5 / 0.5 / 0.5 |  |  |  |" in page


def test_a_peers_row_has_the_median_ratio(tmp_path):
    """Of three runs the middle one counts, for the ratio and for the limit."""
    from figures import Figure
    from gathering import Outcome
    from results import all_well, page

    runs = [[Figure("a feed", ours, "s", limit=1, peer=2, of="another")] for ours in (1, 9, 1.5)]
    outcome = Outcome("feeds.py", runs=runs, seconds=[60, 60, 60])
    text = page([outcome], {"memory": "8 GB"}, date(2026, 3, 1), {"feeds.py": "Reads feeds."})

    assert all_well([outcome])
    assert "on 01 March 2026, after 3 minutes" in text
    assert "Reads feeds. Took 180 s." in text
    assert "| a feed | 3 | 1 / 1.5 / 9 s | another: 2 s | 0.75 (at most 1) | yes |" in text


def test_growth_is_the_slope_of_all_points_and_of_the_last_two():
    """A cost that turns quadratic at the end is not hidden by what it was before."""
    from growth import exponent, growth

    whole, last = growth("a crawl", {10: 1.0, 100: 10.0, 1000: 1000.0}, "s", limit=1.2)

    assert 2 == pytest.approx(exponent({1: 5.0, 10: 500.0, 100: 50000.0}))
    assert 1.5 == pytest.approx(whole.value)
    assert "10: 1 s; 100: 10 s; 1,000: 1,000 s" == whole.note
    assert 2 == pytest.approx(last.value)
    assert not last.is_kept()


def test_a_benchmark_that_hangs_is_ended_and_named(tmp_path, monkeypatch):
    """It costs its bound, not the night."""
    import gathering

    (tmp_path / "stuck.py").write_text("import time; time.sleep(600)")
    monkeypatch.setattr(gathering, "BOUND_S", 0.2)
    outcome = gathering.gather(tmp_path / "stuck.py")

    assert outcome.failed
    assert "was ended after 0.2 s" == outcome.said
    assert [[]] == outcome.runs


def test_each_stage_of_a_run_is_told_without_those_within_it(monkeypatch):
    """Together the stages are the whole run, and none counts twice."""
    from full_run import Clock

    moments = iter([1.0, 2.0, 5.0, 6.0, 10.0])
    monkeypatch.setattr("time.process_time", lambda: next(moments))
    clock = Clock()
    with clock.stage("fetch"), clock.stage("parse"):
        pass
    clock.mark()

    assert {"the rest": 5.0, "fetch": 2.0, "parse": 3.0} == clock.spent
