"""``papertui mark``."""

import sys
from collections.abc import Iterable

import click

from tui.cli.examples import examples
from tui.cli.output import complain, say
from tui.cli.references import paper_meant
from tui.cli.session import Session, pass_session
from tui.errors import PapertuiError, UsageError
from tui.library import Library
from tui.papers.deeds import done_to_it
from tui.papers.paper import TriageChange
from tui.papers.tag import parse_tags
from tui.papers.text import clean_lines


@click.command(
    epilog=examples(
        "papertui mark 17 --bookmark --tag toread",
        "papertui mark 2501.00663 17 --archive",
        "papertui mark 17 --note 'Compare with LoCoNet.'",
    )
)
@click.argument("papers", metavar="ID...", nargs=-1, required=True)
@click.option("--bookmark/--no-bookmark", default=None, help="Bookmark it, or no longer.")
@click.option("--read/--unread", default=None, help="Mark it as read, or as unread.")
@click.option("--archive/--no-archive", default=None, help="Archive it, or back to the inbox.")
@click.option(
    "--tag", "tags", multiple=True, metavar="T", help="Give it tags: 'toread \"deep learning\"'."
)
@click.option("--untag", "untags", multiple=True, metavar="T", help="Take tags from it.")
@click.option("--note", metavar="TEXT", help="Its note: '' removes it, - reads standard input.")
@pass_session
def mark(
    session: Session,
    papers: tuple[str, ...],
    bookmark: bool | None,
    read: bool | None,
    archive: bool | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    note: str | None,
) -> int:
    """Bookmark, archive, tag or annotate papers, as one step that undo takes back."""
    change = TriageChange(bookmark, read, archive, _tags_in(tags), _tags_in(untags), _note(note))
    if change == TriageChange():
        raise UsageError("Nothing is said to be changed.", "Add --bookmark, --read, --tag T …")
    with session.open_library() as library:
        ids = _known_papers(library, papers)
        changed = bool(ids) and _make(library, ids, change)
    return 0 if changed and len(ids) == len(papers) else 1


def _known_papers(library: Library, references: Iterable[str]) -> list[int]:
    """The papers meant; of a reference that means none, or several, the reason is told."""
    ids = []
    for reference in references:
        try:
            ids.append(paper_meant(library, reference))
        except PapertuiError as error:
            complain(f"{error.message}\n{error.hint}")
    return ids


def _make(library: Library, ids: list[int], change: TriageChange) -> bool:
    """Make the change and print which papers it changed; ``False`` when it changed none."""
    unique_ids = list(dict.fromkeys(ids))
    before = {entry.id: entry.triage for entry in library.entries(unique_ids)}
    step = library.triage(unique_ids, change)
    if step is None:
        complain("Nothing to change: it was so already.")
        return False
    for entry in library.entries(unique_ids):
        if done := done_to_it(before[entry.id], entry.triage):
            say(f"{entry.id}\t{done}\t{entry.paper.title}")
    return True


def _tags_in(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({tag for text in texts for tag in parse_tags(text)}))


def _note(given: str | None) -> str | None:
    if given is None:
        return None
    return clean_lines(sys.stdin.read() if given == "-" else given)
