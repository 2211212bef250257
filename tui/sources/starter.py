"""The starter papers: the trending page that every new library begins with."""

from collections.abc import Iterator

from tui.papers.paper import Paper
from tui.paths import starter_folder
from tui.sources.item import Found
from tui.sources.page import read_page

_CAPTURED_IN = 2025


def read_starter() -> Iterator[Paper]:
    """The papers of the pages that papertui brings along, listed on 2025-03-11."""
    for page in sorted(starter_folder().glob("*.txt")):
        for item in read_page(page.read_text("utf-8"), year=_CAPTURED_IN):
            if isinstance(item, Found):
                yield item.paper
