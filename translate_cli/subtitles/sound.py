"""The sound track of a video: where someone speaks, and what a Whisper model hears.

Needs the extra ``media``: PyAV reads any file that ffmpeg reads, faster-whisper brings the Silero
model of voice activity and runs Whisper models from a folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from translate_cli.errors import EngineError, InputError, TranslateCliError
from translate_cli.subtitles.alignment import Word
from translate_cli.subtitles.timing import Range

RATE = 16_000  # samples a second
SHORTEST_PAUSE = 200  # milliseconds
PADDING = 30  # milliseconds before and after speech
MISSING = "--media needs the extra: pip install 'translate-cli[media]'"


@dataclass(frozen=True)
class Sound:
    """Samples of one channel and the regions of speech in them."""

    samples: Any
    regions: Sequence[Range]

    @property
    def duration(self) -> float:
        return len(self.samples) / RATE


class MediaError(TranslateCliError):
    """What reads sound is not installed."""

    exit_code = 4


def require(asr: Path | None) -> None:
    """Raises MediaError without the extra, EngineError for a folder that holds no model."""
    if find_spec("faster_whisper") is None or find_spec("rapidfuzz") is None:
        raise MediaError(MISSING)
    if asr and not (asr / "model.bin").is_file():
        raise EngineError(f"{asr}: is not a folder of a faster-whisper model (no model.bin)")


def listen(path: Path, free: Sequence[Range] = ()) -> Sound:
    """Decode a media file and find its speech, ``free`` ranges left out. Raises InputError."""
    import av
    from faster_whisper.audio import decode_audio
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    if not path.is_file():
        raise InputError(path, "no such file")
    try:
        samples = decode_audio(str(path), sampling_rate=RATE)
    except IndexError:
        raise InputError(path, "has no sound track") from None
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise InputError(path, f"cannot be read as sound or video: {error}") from None
    options = VadOptions(
        min_silence_duration_ms=SHORTEST_PAUSE, speech_pad_ms=PADDING, min_speech_duration_ms=100
    )
    found = get_speech_timestamps(samples, options) if len(samples) else []
    regions = [(row["start"] / RATE, row["end"] / RATE) for row in found]
    regions = without(regions, free)
    if not regions:
        raise InputError(path, "has no speech that could be found; leave --media out")
    return Sound(samples, regions)


def without(regions: Sequence[Range], free: Sequence[Range]) -> list[Range]:
    """Regions less what lies in the free ranges."""
    left = list(regions)
    for begin, stop in free:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, begin)), (max(start, stop), end))
            if part[0] < part[1]
        ]
    return left


def recognised(sound: Sound, folder: Path, free: Sequence[Range] = ()) -> list[Word]:
    """The words that a faster-whisper model hears, with their times. Raises EngineError."""
    from faster_whisper import WhisperModel

    try:
        model = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
        segments, _ = model.transcribe(
            sound.samples,
            language="ar",
            beam_size=1,
            word_timestamps=True,
            vad_filter=True,
            condition_on_previous_text=False,
        )
        words = [word for segment in segments for word in segment.words or ()]
    except (RuntimeError, ValueError, OSError) as error:
        raise EngineError(f"{folder}: the model cannot be used: {error}") from None
    return [
        Word(word.word, float(word.start), float(word.end))
        for word in words
        if not any(begin <= word.start < stop for begin, stop in free)
    ]
