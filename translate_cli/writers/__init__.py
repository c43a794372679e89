"""A translated article to files.

To add a format: write a function ``Bilingual -> bytes`` and name it in ``WRITERS`` with the
ending of its files. It takes the whole article and returns the whole file.
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
    "srt": (".en.srt", "subrip:subtitles"),
    "vtt": (".en.vtt", "styled:webvtt"),
    "ass": (".en.ass", "styled:substation"),
}
DEFAULT_FORMATS = ("txt", "srt")


def render(name: str, bilingual: Bilingual) -> bytes:
    """The bytes of one output file."""
    module, function = WRITERS[name][1].split(":")
    writer: Writer = getattr(import_module(f"translate_cli.writers.{module}"), function)
    return writer(bilingual)
