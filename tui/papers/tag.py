"""Tags as people type them: what a line of tags means, and how a tag is written on one."""

import re

from tui.papers.text import clean

# As in CSV: a quotation mark inside quoted text is doubled, and a missing last one is understood.
_TAG = re.compile(r'"((?:[^"]|"")*)(?:"|$)|([^\s,;"]+)')


def parse_tags(line: str) -> list[str]:
    """The tags of a line, each once: apart by spaces, commas, semicolons; without a leading ``#``.

    In quotation marks a tag may hold anything: ``toread "chain of thought"``.
    """
    found = (_tag(*parts) for parts in _TAG.findall(clean(line)))
    return list(dict.fromkeys(filter(None, found)))


def shown_tag(tag: str) -> str:
    """A tag as ``parse_tags`` reads it back: in quotation marks where it needs them."""
    if parse_tags(tag) == [tag]:
        return tag
    return '"{}"'.format(tag.replace('"', '""'))


def tag_named(text: str) -> str:
    """The tag that a text means which is to name one, such as ``#toread`` or ``deep learning``."""
    found = parse_tags(text)
    return found[0] if len(found) == 1 else clean(text)


def _tag(quoted: str, word: str) -> str:
    return quoted.replace('""', '"').strip() or word.lstrip("#")
