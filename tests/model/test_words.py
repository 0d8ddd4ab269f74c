"""Words lose their endings, whoever else is reading."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from model.words import stem


@pytest.fixture
def restless():
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_many_visitors_at_once_get_each_word_right(restless):
    """A stemmer that two of them shared would mix their words."""
    roots = [f"word{number}" for number in range(2_000)]
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(stem, (f"{root}s" for root in roots)))

    assert roots == found
