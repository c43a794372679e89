"""XML of other programs, read with entities, network and document types off."""

from pathlib import Path
from typing import Any

from lxml import etree

from translate_cli.errors import InputError
from translate_cli.files import read_bytes


def root_of(path: Path) -> Any:
    """A file's root element. Raises InputError, with the line, for what is unsound or a trap."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(read_bytes(path), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(path, f"is not sound XML: {error}", line) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        raise InputError(path, "declares entities: refused; save it without them", 1)
    return root
