"""Which events a host is asked about."""

import numpy as np

from model.asking import ask, is_unsure, uncertainty

NAN = float("nan")


def test_the_less_is_known_the_more_uncertain():
    """From a sure call to nothing read to an even one that leans to couples."""
    p = np.array([[0.0, 1.0], [0.02, 0.9], [0.02, 0.5], [0.4, 0.3], [NAN, NAN]])
    bits = uncertainty(p)

    assert [0, 1, 2, 4, 3] == list(np.argsort(bits))
    assert 0 == bits[0]
    assert [False, False, True, True, True] == is_unsure(p).tolist()


def test_like_events_are_not_asked_one_after_another():
    """The second most uncertain is a twin of the first, so that a third comes before it."""
    texts = ["Sunset sail for two", "Sunset sail for two", "Chess in the square"]

    assert [0, 2, 1] == ask(texts, np.array([1.0, 0.99, 0.5]), 3)
    assert [0] == ask(texts, np.array([1.0, 0.99, 0.5]), 1)
    assert [] == ask([], np.array([]), 5)
