"""TBX, the standard for exchanging terms: ISO 30042:2019 and the older ``martif`` files.

Read are TBX-Core, -Min and -Basic in both styles (DCA, where attributes name the data
categories, and DCT, where elements do), the ``martif`` files of ISO 30042:2008 that MultiTerm
and IATE export, and the TBX-Min files with a ``TBX`` root. Of a concept's terms, the first
Arabic one becomes the source and the others variants; the first English one that is not
deprecated becomes the target, the others allowed (admitted), forbidden (deprecated) or the short
form. What of a file has no place in an entry is counted in the notes.

What of an entry TBX has no category for (match rule, case rule, the citation form's rank) stands
in notes that begin with ``translate-cli``, so that our own files come back whole. Documents are
read with entities, network and document types off.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from translate_cli.errors import InputError
from translate_cli.glossary.formats.base import Format, Reading, Writing, lost
from translate_cli.glossary.model import Entry
from translate_cli.glossary.records import REQUIRED, entry_of, joined
from translate_cli.xml import root_of

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
MODULE_OF = {
    "subjectField": "min",
    "partOfSpeech": "min",
    "administrativeStatus": "min",
    "definition": "basic",
    "termType": "basic",
    "transactionType": "basic",
    "responsibility": "basic",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OWN = re.compile(r"translate-cli (match|case|status|id): (.*)", re.DOTALL)
STATUS_OF = {
    "preferred": "preferredTerm",
    "admitted": "admittedTerm",
    "deprecated": "deprecatedTerm",
}
SHORT_TYPES = ("shortForm", "acronym", "abbreviation", "initialism")
POS_OF = {"proper noun": "properNoun", "name": "properNoun"}
CONCEPTS = ("conceptEntry", "termEntry", "entry")
LANGUAGES = ("langSec", "langSet", "langGroup")
TERMS = ("termSec", "tig", "ntig", "termGroup")
STRUCTURE = {
    *("descripGrp", "termNoteGrp", "adminGrp", "termGrp", "transacGrp", "term", "date"),
    *CONCEPTS,
    *LANGUAGES,
    *TERMS,
}


@dataclass
class _Term:
    text: str = ""
    status: str = ""
    kind: str = ""
    pos: str = ""


@dataclass
class _Concept:
    """One concept of a file, flat. ``values`` are columns of the entry to be."""

    id: str = ""
    terms: dict[str, list[_Term]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def read(path: Path) -> Reading:
    """The concepts that have Arabic and English. Raises InputError with the line."""
    entries: list[Entry] = []
    left: Counter[str] = Counter()
    for line, concept in _concepts(path):
        left.update(concept.left)
        cells = _cells(concept)
        missing = [name for name in REQUIRED if not cells.get(name)]
        if missing:
            language = "Arabic" if "source" in missing else "English"
            left[f"concepts without {language}"] += 1
            continue
        try:
            entries.append(entry_of(cells, path, line))
        except ValueError as error:
            raise InputError(path, str(error), line) from None
    return Reading(entries, [f"{name}: {count} not read" for name, count in left.items()])


def _concepts(path: Path) -> Iterator[tuple[int, _Concept]]:
    root = root_of(path)
    if _name(root) not in ("tbx", "TBX", "martif"):
        raise InputError(path, f"is not TBX: its root is <{_name(root)}>", root.sourceline)
    for element in root.iter():
        if isinstance(element.tag, str) and _name(element) in CONCEPTS:
            yield element.sourceline or 0, _concept(element)


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _concept(element: Any) -> _Concept:
    concept = _Concept(element.get("id", ""))
    _walk(element, concept, None, "")
    return concept


def _walk(element: Any, concept: _Concept, term: _Term | None, language: str) -> None:
    """Read what stands below an element; ``term`` is the one it belongs to."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _name(child)
        if name in LANGUAGES:
            _walk(child, concept, None, (child.get(LANGUAGE) or "").split("-")[0].lower())
        elif name in TERMS:
            found = _Term()
            _walk(child, concept, found, language)
            if found.text:
                concept.terms.setdefault(language, []).append(found)
        elif name == "term" and term is not None:
            term.text = " ".join("".join(child.itertext()).split())
        elif name == "date":
            concept.values["date"] = _text(child)
        elif name in STRUCTURE:
            _walk(child, concept, term, language)
        else:
            _category(child.get("type") or name, _text(child), concept, term)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _category(name: str, text: str, concept: _Concept, term: _Term | None) -> None:
    """Put one data category where it belongs, or among what is left out."""
    own = OWN.fullmatch(text) if name == "note" else None
    if own:
        concept.values[own[1]] = own[2]
    elif term is not None and name in (
        "administrativeStatus",
        "normativeAuthorization",
        "termStatus",
    ):
        term.status = text
    elif term is not None and name == "termType":
        term.kind = text
    elif term is not None and name == "partOfSpeech":
        term.pos = text
    elif name == "subjectField":
        concept.values["domain"] = text
    elif name in ("definition", "note") and name not in concept.values:
        concept.values[name] = text
    elif name == "responsibility":
        concept.values["author"] = text
    elif name != "transactionType":
        concept.left.append(name)


def _cells(concept: _Concept) -> dict[str, str]:
    arabic, english = concept.terms.get("ar", []), concept.terms.get("en", [])
    cells = {"id": concept.id, **concept.values}
    if arabic:
        cells["source"] = arabic[0].text
        cells["variants"] = joined([term.text for term in arabic[1:]])
    usable = [t for t in english if "deprecated" not in t.status and t.kind not in SHORT_TYPES]
    usable += [t for t in english if "deprecated" not in t.status and t not in usable]
    only_deprecated = english if not usable and english else []
    best = next((t for t in usable if "preferred" in t.status), None) or next(
        iter(usable or only_deprecated), None
    )
    if best is None:
        return cells
    others = [term for term in english if term is not best]
    short = next(
        (t for t in others if t.kind in SHORT_TYPES and "deprecated" not in t.status), None
    )
    cells["target"] = best.text
    cells["short"] = short.text if short else ""
    cells["allowed"] = joined(
        [t.text for t in others if t is not short and "deprecated" not in t.status]
    )
    cells["forbidden"] = joined([t.text for t in others if "deprecated" in t.status])
    cells["pos"] = next((t.pos for t in (*arabic, *english) if t.pos), "")
    if only_deprecated:
        cells["status"] = "deprecated"
    elif "status" not in cells and "preferred" not in best.status and "admitted" in best.status:
        cells["status"] = "admitted"
    return cells


@dataclass(frozen=True)
class _Style:
    """How a dialect names its elements."""

    title: str
    root: str
    attributes: dict[str, str]
    concept: str
    language: str
    term: str
    namespace: str = ""
    by_element: bool = False  # DCT
    minimal: bool = False  # categories of the Min module only


BASIC_STYLE = _Style(
    "TBX-Basic",
    "tbx",
    {"type": "TBX-Basic", "style": "dca"},
    *("conceptEntry", "langSec", "termSec", NAMESPACE),
)
DCT_STYLE = _Style(
    "TBX-Basic (DCT)",
    "tbx",
    {"type": "TBX-Basic", "style": "dct"},
    *("conceptEntry", "langSec", "termSec", NAMESPACE),
    by_element=True,
)
MIN_STYLE = _Style(
    "TBX-Min",
    "tbx",
    {"type": "TBX-Min", "style": "dca"},
    *("conceptEntry", "langSec", "termSec", NAMESPACE),
    minimal=True,
)
MARTIF_STYLE = _Style("martif", "martif", {"type": "TBX-Basic"}, "termEntry", "langSet", "tig")
KEPT_BY_MIN = (
    *("id", "source", "target", "allowed", "variants", "forbidden", "pos", "domain", "note"),
    *("status", "match", "case"),
)


class _Writer:
    """Builds a document in one style."""

    def __init__(self, style: _Style) -> None:
        self.style = style

    def document(self, entries: Sequence[Entry]) -> bytes:
        style = self.style
        prefixes: dict[str | None, str] = {None: style.namespace} if style.namespace else {}
        if style.by_element:
            prefixes.update(MODULES.items())
        root = etree.Element(self.tag(style.root), attrib=style.attributes, nsmap=prefixes)
        root.set(LANGUAGE, "ar")
        header = "tbxHeader" if style.namespace else "martifHeader"
        source = self.add(self.add(self.add(root, header), "fileDesc"), "sourceDesc")
        self.add(source, "p", "translate-cli")
        body = self.add(self.add(root, "text"), "body")
        used: set[str] = set()
        for entry in entries:
            self.concept(body, entry, used)
        document: bytes = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", pretty_print=True
        )
        return document

    def tag(self, name: str) -> str:
        return f"{{{self.style.namespace}}}{name}" if self.style.namespace else name

    def add(self, parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
        element = etree.SubElement(parent, self.tag(name), attrib=attributes)
        element.text = text
        return element

    def category(self, parent: Any, element: str, name: str, text: str) -> None:
        """A data category: an attribute's value in DCA, an element of its module in DCT."""
        if not text:
            return
        if self.style.by_element:
            module = MODULES[MODULE_OF[name]]
            etree.SubElement(parent, f"{{{module}}}{name}").text = text
        else:
            self.add(parent, element, text, type=name)

    def concept(self, body: Any, entry: Entry, used: set[str]) -> None:
        """One entry. An id that XML does not allow or that stands already goes into a note."""
        usable = re.fullmatch(r"[A-Za-z_][\w.-]*", entry.id, re.ASCII) and entry.id not in used
        name = entry.id if usable else f"c{len(used) + 1}"
        while name in used:
            name += "_"
        used.add(name)
        element = self.add(body, self.style.concept, id=name)
        self.category(element, "descrip", "subjectField", entry.domain)
        if not self.style.minimal:
            self.category(element, "descrip", "definition", entry.definition)
            self.history(element, entry)
        notes = {"match": str(entry.match), "case": entry.case, "status": entry.status}
        if not usable:
            notes["id"] = entry.id
        for key, value in notes.items():
            if value:
                self.add(element, "note", f"translate-cli {key}: {value}")
        if entry.note:
            self.add(element, "note", entry.note)
        arabic = self.add(element, self.style.language)
        arabic.set(LANGUAGE, "ar")
        for source in entry.sources:
            self.term(arabic, source, pos=entry.pos if source == entry.source else "")
        english = self.add(element, self.style.language)
        english.set(LANGUAGE, "en")
        self.term(english, entry.target, "preferredTerm" if entry.allowed or entry.short else "")
        for rendering in entry.allowed:
            self.term(english, rendering, "admittedTerm")
        if entry.short and not self.style.minimal:
            self.term(english, entry.short, "admittedTerm", "shortForm")
        for rendering in entry.forbidden:
            self.term(english, rendering, "deprecatedTerm")

    def history(self, element: Any, entry: Entry) -> None:
        if not entry.date and not entry.author:
            return
        group = self.add(element, "transacGrp")
        self.category(group, "transac", "transactionType", "modification")
        if entry.date:
            self.add(group, "date", entry.date)
        self.category(group, "transacNote", "responsibility", entry.author)

    def term(self, parent: Any, text: str, status: str = "", kind: str = "", pos: str = "") -> None:
        section = self.add(parent, self.style.term)
        self.add(section, "term", text)
        self.category(section, "termNote", "termType", kind)
        self.category(section, "termNote", "partOfSpeech", POS_OF.get(pos, pos))
        self.category(
            section, "termNote", "administrativeStatus", f"{status}-admn-sts" if status else ""
        )


def _format(style: _Style, ending: str = ".tbx") -> Format:
    def write(entries: Sequence[Entry]) -> Writing:
        notes = lost(style.title, entries, KEPT_BY_MIN) if style.minimal else []
        return Writing(_Writer(style).document(entries), notes)

    return Format(style.title, ending, read, write)


BASIC, BASIC_DCT, MIN = _format(BASIC_STYLE), _format(DCT_STYLE), _format(MIN_STYLE)
MARTIF = _format(MARTIF_STYLE)
