"""Papers to text in a format. Pure functions, one format a file, each imported when it is used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from tui.papers.paper import Entry

Render = Callable[[Sequence[Entry]], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format to export to: what it is called, how its files end, and what writes it."""

    name: str
    extension: str
    description: str
    render: Render


def _render_of(module: str) -> Render:
    def render(entries: Sequence[Entry]) -> str:
        text: str = import_module(f"tui.export.{module}").render(entries)
        return text

    return render


FORMATS: Mapping[str, Format] = {
    found.name: found
    for found in (
        Format("markdown", ".md", "to read, or for notes", _render_of("markdown")),
        Format("bibtex", ".bib", "for LaTeX and reference managers", _render_of("bibtex")),
        Format("ris", ".ris", "for EndNote, Mendeley and Zotero", _render_of("ris")),
        Format("csl-json", ".json", "for Pandoc and Zotero", _render_of("csl")),
        Format("csv", ".csv", "for spreadsheets", _render_of("table")),
        Format("jsonl", ".jsonl", "everything; papertui imports it again", _render_of("jsonl")),
    )
}
