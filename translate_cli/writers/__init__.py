"""A translated article to files.

To add a format: write a function ``Bilingual -> bytes`` and name it in ``WRITERS`` with the
ending of its files. It takes the whole article and returns the whole file. ``{}`` in an ending
is the language of the subtitles.
"""

from collections.abc import Callable
from importlib import import_module

from translate_cli.document import Bilingual

Writer = Callable[[Bilingual], bytes]

WRITERS: dict[str, tuple[str, str]] = {
    "txt": (".bilingual.txt", "plain:bilingual_text"),
    "md": (".bilingual.md", "plain:bilingual_markdown"),
    "html": (".bilingual.html", "page:bilingual_page"),
    "docx": (".bilingual.docx", "word:bilingual_document"),
    "tsv": (".bilingual.tsv", "plain:bilingual_table"),
    "json": (".bilingual.json", "machine:bilingual_json"),
    "target-txt": (".en.txt", "plain:target_text"),
    "target-md": (".en.md", "plain:target_markdown"),
    "target-html": (".en.html", "page:target_page"),
    "target-docx": (".en.docx", "word:target_document"),
    "names": (".names.csv", "names:names_list"),
    "srt": (".{}.srt", "subrip:subtitles"),
    "vtt": (".{}.vtt", "styled:webvtt"),
    "ass": (".{}.ass", "styled:substation"),
    "imsc": (".{}.ttml", "timed_text:imsc"),
    "ebu-tt-d": (".{}.ebu-tt-d.xml", "timed_text:ebu_tt_d"),
    "avid": (".{}.avid.txt", "avid:captions"),
    "preview": (".preview.html", "preview:preview_page"),
}
SUBTITLES = ("srt", "vtt", "ass", "imsc", "ebu-tt-d", "avid", "preview")
PLAIN_SUBTITLES = frozenset({"srt", "vtt", "ass", "avid"})  # those with line ends to choose
DEFAULT_FORMATS = ("txt", "srt")


def ending(name: str, bilingual: Bilingual) -> str:
    """How the name of a format's file ends, the language of the subtitles in it."""
    return WRITERS[name][0].format(bilingual.subtitles)


def render(name: str, bilingual: Bilingual) -> bytes:
    """The bytes of one output file."""
    module, function = WRITERS[name][1].split(":")
    writer: Writer = getattr(import_module(f"translate_cli.writers.{module}"), function)
    return writer(bilingual)
