"""What a house asks of its subtitles, as data.

Sources: ``news`` is ours: two lines of 42 at 17 characters a second, as the Netflix and TED
guides had them for adult programmes before they rose, with a minimum of one second. ``netflix``
is the English Timed Text Style Guide (42 characters, 20 a second, 5/6 s to 7 s, 2 frames).
``ted`` is TED's subtitling tips (42 characters, 21 a second, 1 to 7 s).
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Profile:
    """``characters`` a line, ``lines`` a cue, ``speed`` in characters a second (spaces count),
    ``shortest`` and ``longest`` in seconds, ``gap`` in frames between cues, ``fps`` the rate
    where none is told."""

    name: str
    characters: int
    lines: int
    speed: float
    shortest: float
    longest: float
    gap: int
    fps: Fraction

    @property
    def capacity(self) -> int:
        """Characters in a full cue."""
        return self.characters * self.lines


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("news", 42, 2, 17, 1.0, 7.0, 2, Fraction(25)),
        Profile("netflix", 42, 2, 20, 5 / 6, 7.0, 2, Fraction(24)),
        Profile("ted", 42, 2, 21, 1.0, 7.0, 2, Fraction(25)),
    )
}
