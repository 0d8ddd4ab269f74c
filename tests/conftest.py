"""What all tests share: recorded data where it is, and expectations that can be recorded."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


def pytest_addoption(parser):
    parser.addoption(
        "--record", action="store_true", help="write expected.json from what the adapters find now"
    )


@pytest.fixture(scope="session")
def shared():
    """The folder of recorded data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("no recorded data in ../shared")
    return SHARED
