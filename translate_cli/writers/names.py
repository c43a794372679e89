"""An article's register of names as a term list: to edit, and to give back with ``-g``."""

from translate_cli.document import Bilingual
from translate_cli.glossary.model import Entry, identity
from translate_cli.glossary.table import compose
from translate_cli.writers.common import BY_RULE


def names_list(bilingual: Bilingual) -> bytes:
    """CSV in the columns of a glossary; other spellings are variants, other forms forbidden."""
    entries = [
        Entry(
            identity(name.source, name.target),
            name.source,
            name.target,
            variants=tuple(name.spellings[1:]),
            forbidden=tuple(form for form in name.forms if form != name.target),
            note=BY_RULE if name.by_rule else "",
        )
        for name in bilingual.names
    ]
    return compose(entries).encode("utf-8")
