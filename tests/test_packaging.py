"""Our package names are generic, so make sure that nobody else ships them."""

from importlib.metadata import packages_distributions, version
from importlib.resources import files
from pathlib import Path

import pytest

PACKAGES = ["crawlers", "operations", "pipeline", "model", "dashboard", "data"]


@pytest.mark.parametrize("name", PACKAGES)
def test_top_level_name_is_ours_alone(name):
    """No dependency installs a package under one of our names."""
    assert {"twogether-events"} >= set(packages_distributions().get(name, []))


def test_dashboard_hides_no_package():
    """Streamlit puts dashboard/ first on the path, so none of its files may be called like ours."""
    names = {path.name.removesuffix(".py") for path in files("dashboard").iterdir()}

    assert not names & {*PACKAGES, "streamlit"}


@pytest.mark.checkout
def test_the_changelog_knows_the_version():
    """Every release is described."""
    changelog = (Path(__file__).parents[1] / "CHANGELOG.md").read_text("utf-8")

    assert f"## {version('twogether-events')}" in changelog
