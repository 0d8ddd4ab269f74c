"""Makes the small town importable by the tests of this folder."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def town(tmp_path):
    """An empty catalogue, and runs that fill it."""
    from small_town import Town

    return Town(tmp_path / "catalogue.db")
