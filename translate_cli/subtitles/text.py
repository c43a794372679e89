"""The text of subtitle files: what is a tag in one format and a character in another.

Events hold override tags of SubStation Alpha, which pysubs2 turns ``<i>``, ``<b>`` and ``<u>``
into, and other HTML tags as they stood. Characters that would be taken for tags are held as
private ones (``guarded``) until a format is written.
"""

import re
from html import escape, unescape

GUARDED = {"<": "\ue03c", ">": "\ue03e", "{": "\ue07b", "}": "\ue07d"}
GUARDS = str.maketrans(GUARDED)
PLAIN = str.maketrans({guard: character for character, guard in GUARDED.items()})
TAGS = re.compile(r"\{[^}]*\}")
HTML = re.compile(r"</?[a-zA-Z][^<>\n]*>")
BRACES = re.compile(r"\{(?!\\)([^{}\n]*)\}")
KARAOKE = re.compile(r"<(?:\d+:)?\d{2}:\d{2}\.\d{3}>")
ENTITY = re.compile(r"&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")
TOGGLE = re.compile(r"\\([ibu])([01])(?!\d)")
PLACE = re.compile(r"\\an\d")
TOP = re.compile(r"\\an[789](?!\d)")
SUBRIP_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>", re.IGNORECASE)
WEBVTT_TAG = re.compile(r"</?(?:i|b|u|c|v|ruby|rt|lang)(?:[.\s][^<>]*)?>")


def guarded(text: str) -> str:
    """Text in which nothing is a tag."""
    return text.translate(GUARDS)


def plain(text: str) -> str:
    """Text as a viewer sees it, without tags."""
    return HTML.sub("", TAGS.sub("", text)).translate(PLAIN)


def from_subrip(text: str) -> str:
    """A SubRip file with braces that are no tags guarded: only ``{\\`` begins one."""
    return BRACES.sub(lambda m: guarded(m[0]), text)


def from_webvtt(text: str) -> str:
    """A WebVTT file of cues alone, its entities resolved, times within cues left out.

    Identifiers and the blocks NOTE, STYLE and REGION go: pysubs2 takes them for words.
    """
    head, *blocks = re.split(r"\n[ \t]*\n", text)
    cues = [block[block.rfind("\n", 0, block.find("-->")) + 1 :] for block in [head, *blocks]]
    cues = [cue for cue in cues if "-->" in cue.split("\n", 1)[0]]
    text = "\n\n".join(["WEBVTT", *cues]) + "\n"
    return ENTITY.sub(lambda m: guarded(unescape(m[0])), from_subrip(KARAOKE.sub("", text)))


def to_subrip(text: str) -> str:
    """An event's text for SubRip: toggles as HTML, the place, other HTML as it stands."""

    def tag(match: re.Match[str]) -> str:
        place = PLACE.search(match[0])
        return (f"{{{place[0]}}}" if place else "") + _html(match)

    marked = HTML.sub(lambda m: m[0] if SUBRIP_TAG.fullmatch(m[0]) else "", text)
    return TAGS.sub(tag, marked).translate(PLAIN)


def to_webvtt(text: str) -> str:
    """An event's text for WebVTT: its own tags, all else escaped."""
    marked = TAGS.sub(_html, text)
    parts, cursor = [], 0
    for match in [*HTML.finditer(marked), None]:
        end = match.start() if match else len(marked)
        parts.append(escape(marked[cursor:end].translate(PLAIN), quote=False))
        if match:
            parts.append(match[0] if WEBVTT_TAG.fullmatch(match[0]) else "")
            cursor = match.end()
    return "".join(parts)


def to_substation(text: str) -> str:
    """An event's text for SubStation Alpha, which has no way to write a brace."""
    return HTML.sub("", text.translate({ord(GUARDED["{"]): "(", ord(GUARDED["}"]): ")"})).translate(
        PLAIN
    )


def _html(match: re.Match[str]) -> str:
    return "".join(
        f"<{name}>" if state == "1" else f"</{name}>" for name, state in TOGGLE.findall(match[0])
    )
