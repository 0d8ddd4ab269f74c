"""What a price includes."""

import pytest

from model.included import included


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("$480 per couple, lodging and all meals included.", ["lodging", "meals"]),
        ("The fee includes materials, firing, and lunch.", ["meals", "materials"]),
        ("Tickets are $40. Child care is included!", ["childcare"]),
        ("Taxes and lodging are not included.", []),
        ("The price doesn't include dinner.", []),
        ("A dinner for couples, interfaith couples very much included.", []),
        ("The evening will include food, dinner speeches and wine.", []),
        ("", []),
    ],
)
def test_only_what_the_words_say_is_included(text, names):
    """A noun next to the word counts; one that is denied, or merely part of a programme, not."""
    assert names == list(included(text))
