"""Some days of a simulated town with faults, kills and clocks that jump; `benchmarks/soak.py` has
the month."""

from pathlib import Path

import pytest

SEED, SITES, DAYS, KILLS = 18, 16, 3, 2


@pytest.mark.checkout
def test_a_town_lives_through_faults_kills_and_wrong_clocks(tmp_path, monkeypatch):
    """Nothing lost, nothing twice, nothing falsely cancelled, and each fault told by its name.

    The oracle raises at the first promise that is broken.
    """
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from soak import soak
    from soaking.town import build

    sites = build(SEED, SITES, DAYS)
    *_, figures = soak(tmp_path, SEED, sites, DAYS, KILLS)

    assert KILLS == figures.kills
    assert DAYS + 2 == len(figures.seconds)
    assert figures.counts["dates"] > 1000
    assert sum(name.startswith("fault ") for name in figures.counts) > 4
