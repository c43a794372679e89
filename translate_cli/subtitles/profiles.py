"""What a house asks of its subtitles, as data.

Sources, as read in November 2026:

- ``news`` is ours: the strictest reading speed that the guides below have had for adults (17
  characters a second, Netflix's English Template Timed Text Style Guide), two lines of 42.
- ``netflix``: Timed Text Style Guide, General Requirements (5/6 s to 7 s, gaps of 2 frames, two
  lines) and English (USA): 42 characters, 20 a second.
- ``ted``: TED Translators Cheat-sheet (42 characters, two lines, 21 a second, 1 to 7 s).
- ``bbc``: BBC Subtitle Guidelines: 160 to 180 words a minute, at least 0.3 s a word, two lines of
  68 % of a 16:9 picture's width, which is about the 37 characters of a teletext line.
- ``youtube``: YouTube gives no figures of its own. Lines and times are those of the Captioning
  Key of the Described and Captioned Media Program (32 characters, two lines, 40 frames of 29.97
  to 6 s); the speed is that of TED, whose translators caption there.
- ``social``: no platform gives figures for vertical video. Ours: 26 characters, which a picture
  of 9:16 holds at the letter size at which 42 fill nine tenths of a 16:9 picture on a phone held
  upright, cues of at most 4 s.
"""

from dataclasses import dataclass
from fractions import Fraction

ROUNDING = 0.03  # of the speed, for times rounded to frames


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

    def reading(self, characters: int, words: int) -> float:
        """Seconds that a text of this size is read in."""
        return 60 * words / self.words if self.words else characters / self.speed

    def reading_of(self, text: str) -> float:
        """Seconds that a text is read in; a line break counts as the space it stands for."""
        return self.reading(len(text), len(text.split()))

    def excess(self, text: str, seconds: float) -> str | None:
        """By how much a text is too fast for the time it is shown, in the guide's unit."""
        if seconds <= 0:
            return None
        size, limit, unit = len(text), self.speed, "characters a second"
        if self.words:
            size, limit, unit = 60 * len(text.split()), self.words, "words a minute"
        if size / seconds <= limit + ROUNDING * limit:
            return None
        missing = self.reading_of(text) - seconds
        return f"{size / seconds:.0f} {unit}, {limit:g} can be read: {missing:.1f} s too short"


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("news", 42, 2, 17, 1.0, 7.0, 2, Fraction(25)),
        Profile("netflix", 42, 2, 20, 5 / 6, 7.0, 2, Fraction(24)),
        Profile("ted", 42, 2, 21, 1.0, 7.0, 2, Fraction(25)),
        Profile("bbc", 37, 2, 18, 0.9, 7.0, 0, Fraction(25), words=180),
        Profile("youtube", 32, 2, 21, 40 / 30, 6.0, 2, Fraction(30000, 1001)),
        Profile("social", 26, 2, 17, 0.8, 4.0, 2, Fraction(30)),
    )
}
