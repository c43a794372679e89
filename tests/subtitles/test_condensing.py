"""Shorter words for the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.subtitles.condensing import condensed


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("They did not pay twenty-five people.", "They didn't pay 25 people."),
        ("It rose 30 percent in twelve months.", "It rose 30% in 12 months."),
        ("Cannot it wait?", "Can't it wait?"),
        ("We have been there.", "We've been there."),
        ("We have time.", "We have time."),
        ("That is what they are.", "That is what they are."),
        ("He is not to blame, it is late.", "He is not to blame, it's late."),
        ('He said "I did not go" and did not go.', 'He said "I did not go" and didn\'t go.'),
        ("“We will not leave", "“We will not leave"),
        ("One in ten thousand, seventy years ago", "One in ten thousand, 70 years ago"),
        ("Twenty people", "Twenty people"),
        ("The Civil Aviation Authority said", "The CAA said"),
    ],
)
def test_what_is_shortened(text: str, short: str) -> None:
    found, changes = condensed(text, {"Civil Aviation Authority": "CAA"})
    assert found == short
    assert bool(changes) == (text != short)


@given(st.text("abc \"“”'did not is%0123456789 percentwy-", max_size=80))
def test_never_longer_and_what_changed_is_told(text: str) -> None:
    short, changes = condensed(text, {})
    assert len(short) <= len(text)
    assert (short != text) == bool(changes)
    assert all(old in text for old, _ in changes)
