"""Papers that were found, in the formats of ``papertui search``."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.cli.cells import cell_width, fitted, shortened
from tui.cli.output import as_json, complain, is_terminal, say, styled, terminal_width
from tui.library import SORT_WORDS, Library, Results
from tui.papers.paper import Entry
from tui.papers.record import to_record
from tui.papers.text import tex_to_unicode
from tui.papers.words import counted

_AT_ONCE = 500
_NARROWEST_TITLE = 20
_DAY_WIDTH = 10


@dataclass(frozen=True)
class Page:
    """The part of the results that is to be printed."""

    library: Library
    results: Results
    offset: int
    limit: int | None

    @cached_property
    def ids(self) -> Sequence[int]:
        """The papers of the page, in order."""
        return self.results.ids[self._part]

    @property
    def _part(self) -> slice:
        return slice(self.offset, None if self.limit is None else self.offset + self.limit)

    def entries(self) -> Iterator[Entry]:
        """The papers themselves, fetched by and by."""
        for start in range(0, len(self.ids), _AT_ONCE):
            yield from self.library.timed_entries(self.ids[start : start + _AT_ONCE])

    def records(self) -> Iterator[dict[str, object]]:
        """The papers as JSON objects. Without words to be relevant to, a score is absent."""
        scores = dict(zip(self.ids, self.results.scores[self._part], strict=True))
        for entry in self.entries():
            yield to_record(entry, round(scores[entry.id], 4) or None)


def print_ids(page: Page) -> None:
    """One number a line."""
    for paper_id in page.ids:
        say(str(paper_id))


def print_jsonl(page: Page) -> None:
    """One paper a line, as ``papertui import`` reads it back."""
    for record in page.records():
        say(as_json(record))


def print_json(page: Page) -> None:
    """One object: the query, how much it found, how long it took, and the papers."""
    found = {
        "query": page.results.query.text,
        "total": page.results.total,
        "took_ms": round(page.results.took_ms, 1),
        "papers": list(page.records()),
    }
    say(as_json(found, indent=2))


def print_table(page: Page) -> None:
    """On a terminal columns that fit it; elsewhere whole fields with tabs between them."""
    if not is_terminal(sys.stdout):
        for entry in page.entries():
            say("\t".join(_fields(entry)))
        return
    _print_columns(list(page.entries()))
    _tell_size(page)


PRINTERS: Mapping[str, Callable[[Page], None]] = {
    "table": print_table,
    "json": print_json,
    "jsonl": print_jsonl,
    "ids": print_ids,
}


def _fields(entry: Entry) -> tuple[str, str, str, str, str]:
    paper, triage = entry.paper, entry.triage
    marks = ("★" if triage.bookmarked else "") + ("×" if triage.archived else "")
    links = " ".join(dict.fromkeys(str(link.kind) for link in paper.links))
    day = paper.day.isoformat() if paper.day else ""
    return str(entry.id), marks, tex_to_unicode(paper.title), day, links


def _print_columns(entries: Sequence[Entry]) -> None:
    rows = [_fields(entry) for entry in entries]
    id_width = _widest(row[0] for row in rows)
    mark_width = _widest(row[1] for row in rows)
    link_width = _widest(row[4] for row in rows)
    taken = id_width + mark_width + _DAY_WIDTH + link_width + 4 * 2
    title_width = max(_NARROWEST_TITLE, terminal_width() - taken)
    for entry, (number, marks, title, day, links) in zip(entries, rows, strict=True):
        columns = (
            styled(number.rjust(id_width), dim=True),
            styled(fitted(marks, mark_width), fg="yellow"),
            styled(fitted(title, title_width), bold=not entry.triage.read),
            styled(fitted(day, _DAY_WIDTH), dim=True),
            styled(shortened(links, link_width), fg="cyan"),
        )
        say("  ".join(columns).rstrip())


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_width, texts), default=0)


def _tell_size(page: Page) -> None:
    results = page.results
    if len(page.ids) < results.total:
        shown = f"{len(page.ids):,} of {counted(results.total, 'paper')}"
        complain(f"{shown}. --limit {results.total} shows all.")
    else:
        order, took = SORT_WORDS[results.order], f"{results.took_ms:.0f} ms"
        complain(f"{counted(results.total, 'paper')} · {order} · {took}")
