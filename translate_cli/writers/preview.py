"""One HTML file to watch and mend a track in: video or blank stage, cues, timeline, Arabic."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from importlib import resources
from pathlib import Path
from string import Template

from translate_cli.document import Bilingual, Cue, Segment
from translate_cli.subtitles.profiles import PROFILES
from translate_cli.subtitles.text import TOP
from translate_cli.writers.common import title_of
from translate_cli.writers.tracks import milliseconds


def preview_page(bilingual: Bilingual) -> bytes:
    """A page that fetches nothing but the video, whose place is told as a file address."""
    sources = {segment.id: segment for segment in bilingual.segments}
    profile = PROFILES[bilingual.profile]
    data = {
        "fps": float(bilingual.fps),
        "name": f"{Path(bilingual.input).stem}.{bilingual.subtitles}.srt",
        "media": Path(bilingual.media).absolute().as_uri() if bilingual.media else "",
        "profile": {**asdict(profile), "fps": float(profile.fps)},
        "cues": [
            {
                "start": milliseconds(cue.start_frame, bilingual.fps),
                "end": milliseconds(cue.end_frame, bilingual.fps),
                "text": "\n".join(cue.lines),
                "top": bool(TOP.search(cue.tags)),
                "source": _source(cue, sources),
                "warnings": [remark.message for remark in cue.warnings],
            }
            for cue in bilingual.cues
        ],
    }
    template = resources.files("translate_cli.writers").joinpath("preview.html")
    page = Template(template.read_text("utf-8")).substitute(
        title=escape(title_of(bilingual)),
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    )
    return page.encode("utf-8")


def _source(cue: Cue, sources: Mapping[str, Segment]) -> str:
    return " ".join(sources[name].source for name in cue.segments if name in sources)
