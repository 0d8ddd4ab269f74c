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


@pytest.fixture
def on_server(server, monkeypatch):
    """Catalogues stand in PostgreSQL, each home's in a schema of its own."""
    monkeypatch.setenv("TWOGETHER_DATABASE", f"{server}?options=-csearch_path%3D{{home}}")
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, monkeypatch):
    """Either kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("on_server")
    monkeypatch.delenv("TWOGETHER_DATABASE", raising=False)
    return ""
