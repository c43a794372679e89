"""What a house asks of its subtitles, as data.

Sources, as read in November 2026:

- ``news`` is ours: the strictest reading speed that the guides below have had for adults (17
  characters a second, Netflix's English Template Timed Text Style Guide), two lines of 42.
- ``netflix``: Timed Text Style Guide, General Requirements (5/6 s to 7 s, gaps of 2 frames, two
  lines) and English (USA): 42 characters, 20 a second.
- ``ted``: TED Translators Cheat-sheet (42 characters, two lines, 21 a second, 1 to 7 s).
- ``bbc``: BBC Subtitle Guidelines: 160 to 180 words a minute, at least 0.3 s a word, two lines of
  68 % of a 16:9 picture's width, which is about the 37 characters of a teletext line.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Profile:
    """``characters`` a line, ``lines`` a cue, ``speed`` in characters a second (spaces count),
    ``words`` a minute where the guide counts words, else 0, ``shortest`` and ``longest`` in
    seconds, ``gap`` in frames between cues, ``fps`` the rate where none is told."""

    name: str
    characters: int
    lines: int
    speed: float
    shortest: float
    longest: float
    gap: int
    fps: Fraction
    words: float = 0

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
        Profile("bbc", 37, 2, 18, 0.9, 7.0, 0, Fraction(25), words=180),
    )
}
