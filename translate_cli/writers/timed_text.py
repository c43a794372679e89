"""IMSC 1.1 text, by ttconv, and EBU-TT-D (EBU Tech 3380), which allows referenced styles only."""

from fractions import Fraction
from io import BytesIO
from typing import Any

from lxml import etree

from translate_cli.arabic import has_arabic
from translate_cli.document import Bilingual, Cue
from translate_cli.subtitles.text import TOP
from translate_cli.writers.common import title_of
from translate_cli.writers.tracks import SLANTED, milliseconds, pieces

TT = "http://www.w3.org/ns/ttml"
PARAMETERS, STYLING = f"{TT}#parameter", f"{TT}#styling"
EBU_STYLE, EBU_METADATA = "urn:ebu:tt:style", "urn:ebu:tt:metadata"
XML = "http://www.w3.org/XML/1998/namespace"
CONFORMS = (
    "urn:ebu:tt:distribution:2018-04",
    "http://www.w3.org/ns/ttml/profile/imsc1/text",
)
REGIONS = {"bottom": "after", "top": "before"}


def imsc(bilingual: Bilingual) -> bytes:
    """An IMSC 1.1 text document. Arabic lines have ``tts:direction``."""
    from ttconv import model
    from ttconv.imsc import writer
    from ttconv.imsc.attributes import TimeExpressionSyntaxEnum
    from ttconv.imsc.config import ContentProfilesSignaling, IMSCWriterConfiguration
    from ttconv.imsc.designators import IMSC_11_TEXT_PROFILE_DESIGNATOR

    document = model.ContentDocument()
    document.set_lang(_language(bilingual))
    document.set_content_profiles({IMSC_11_TEXT_PROFILE_DESIGNATOR})
    regions = {name: _imsc_region(document, name, REGIONS[name]) for name in REGIONS}
    for region in regions.values():
        document.put_region(region)
    body, division = model.Body(document), model.Div(document)
    document.set_body(body)
    body.push_child(division)
    for cue in bilingual.cues:
        division.push_child(_imsc_paragraph(document, cue, bilingual.fps, regions[_region(cue)]))
    configuration = IMSCWriterConfiguration(
        time_format=TimeExpressionSyntaxEnum.clock_time,
        profile_signaling=ContentProfilesSignaling.CONTENT_PROFILES,
    )
    buffer = BytesIO()
    writer.from_model(document, configuration).write(buffer, encoding="utf-8", xml_declaration=True)
    return buffer.getvalue() + b"\n"


def _imsc_region(document: Any, name: str, align: str) -> Any:
    from ttconv import model
    from ttconv import style_properties as styles

    region = model.Region(name, document)
    percent = styles.LengthType.Units.pct
    properties = styles.StyleProperties
    for style, value in (
        (
            properties.Origin,
            styles.CoordinateType(styles.LengthType(10, percent), styles.LengthType(10, percent)),
        ),
        (
            properties.Extent,
            styles.ExtentType(
                height=styles.LengthType(80, percent), width=styles.LengthType(80, percent)
            ),
        ),
        (properties.DisplayAlign, styles.DisplayAlignType[align]),
        (properties.TextAlign, styles.TextAlignType.center),
    ):
        region.set_style(style, value)
    return region


def _imsc_paragraph(document: Any, cue: Cue, fps: Fraction, region: Any) -> Any:
    from ttconv import model
    from ttconv import style_properties as styles

    paragraph = model.P(document)
    paragraph.set_id(f"cue{cue.id}")
    paragraph.set_region(region)
    paragraph.set_begin(Fraction(milliseconds(cue.start_frame, fps), 1000))
    paragraph.set_end(Fraction(milliseconds(cue.end_frame, fps), 1000))
    for text, tags in pieces(cue):
        for number, line in enumerate(text.split("\n")):
            if number:
                paragraph.push_child(model.Br(document))
            if not line:
                continue
            span = model.Span(document)
            if has_arabic(line):
                span.set_style(styles.StyleProperties.Direction, styles.DirectionType.rtl)
                span.set_style(styles.StyleProperties.UnicodeBidi, styles.UnicodeBidiType.embed)
            if SLANTED.search(tags + cue.tags):
                span.set_style(styles.StyleProperties.FontStyle, styles.FontStyleType.italic)
            span.push_child(model.Text(document, line))
            paragraph.push_child(span)
    return paragraph


def ebu_tt_d(bilingual: Bilingual) -> bytes:
    """An EBU-TT-D document: times of the media, two regions, styles by reference."""
    names = {
        None: TT,
        "ttp": PARAMETERS,
        "tts": STYLING,
        "ebutts": EBU_STYLE,
        "ebuttm": EBU_METADATA,
    }
    root = etree.Element(f"{{{TT}}}tt", nsmap=names)
    root.set(f"{{{PARAMETERS}}}timeBase", "media")
    root.set(f"{{{PARAMETERS}}}cellResolution", "32 15")
    root.set(f"{{{XML}}}lang", _language(bilingual))
    head = etree.SubElement(root, f"{{{TT}}}head")
    _ebu_metadata(head, title_of(bilingual))
    _ebu_styling(head)
    division = etree.SubElement(etree.SubElement(root, f"{{{TT}}}body"), f"{{{TT}}}div")
    for cue in bilingual.cues:
        _ebu_paragraph(division, cue, bilingual.fps)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return text + b"\n"


def _ebu_metadata(head: Any, title: str) -> None:
    metadata = etree.SubElement(head, f"{{{TT}}}metadata")
    document = etree.SubElement(metadata, f"{{{EBU_METADATA}}}documentMetadata")
    for standard in CONFORMS:
        etree.SubElement(document, f"{{{EBU_METADATA}}}conformsToStandard").text = standard
    etree.SubElement(document, f"{{{EBU_METADATA}}}documentOriginalProgrammeTitle").text = title


def _ebu_styling(head: Any) -> None:
    styling = etree.SubElement(head, f"{{{TT}}}styling")
    for name, attributes in {
        "paragraph": {
            f"{{{STYLING}}}fontFamily": "proportionalSansSerif",
            f"{{{STYLING}}}fontSize": "100%",
            f"{{{STYLING}}}lineHeight": "125%",
            f"{{{STYLING}}}textAlign": "center",
            f"{{{EBU_STYLE}}}linePadding": "0.5c",
        },
        "text": {f"{{{STYLING}}}color": "#FFFFFF", f"{{{STYLING}}}backgroundColor": "#000000C2"},
        "italic": {f"{{{STYLING}}}fontStyle": "italic"},
        "arabic": {f"{{{STYLING}}}direction": "rtl", f"{{{STYLING}}}unicodeBidi": "embed"},
    }.items():
        style = etree.SubElement(styling, f"{{{TT}}}style", attributes)
        style.set(f"{{{XML}}}id", name)
    layout = etree.SubElement(head, f"{{{TT}}}layout")
    for name, align in REGIONS.items():
        region = etree.SubElement(layout, f"{{{TT}}}region")
        region.set(f"{{{XML}}}id", name)
        region.set(f"{{{STYLING}}}origin", "10% 10%")
        region.set(f"{{{STYLING}}}extent", "80% 80%")
        region.set(f"{{{STYLING}}}displayAlign", align)


def _ebu_paragraph(division: Any, cue: Cue, fps: Fraction) -> None:
    paragraph = etree.SubElement(division, f"{{{TT}}}p", style="paragraph", region=_region(cue))
    paragraph.set(f"{{{XML}}}id", f"cue{cue.id}")
    for name, frame in (("begin", cue.start_frame), ("end", cue.end_frame)):
        paragraph.set(name, _clock(milliseconds(frame, fps)))
    for text, tags in pieces(cue):
        for number, line in enumerate(text.split("\n")):
            if number:
                etree.SubElement(paragraph, f"{{{TT}}}br")
            if not line:
                continue
            styles = ["text"]
            styles += ["italic"] if SLANTED.search(tags + cue.tags) else []
            styles += ["arabic"] if has_arabic(line) else []
            span = etree.SubElement(paragraph, f"{{{TT}}}span", style=" ".join(styles))
            if has_arabic(line):
                span.set(f"{{{XML}}}lang", "ar")
            span.text = line


def _clock(time: int) -> str:
    seconds, rest = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _region(cue: Cue) -> str:
    return "top" if TOP.search(cue.tags) else "bottom"


def _language(bilingual: Bilingual) -> str:
    """That of lines which do not tell their own."""
    return "ar" if bilingual.subtitles == "ar" else "en"
