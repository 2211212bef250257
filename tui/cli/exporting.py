"""``papertui export``."""

from collections.abc import Sequence
from pathlib import Path

import click

from tui.cli.examples import examples
from tui.cli.output import as_shown, complain, say
from tui.cli.query_papers import papers_found
from tui.cli.query_words import without_options
from tui.cli.session import Session, pass_session
from tui.errors import UsageError
from tui.library import EXPORT_FORMATS, Library
from tui.papers.words import counted

_DEFAULT_QUERY = "is:bookmarked"
_CARRIES_TRIAGE = "jsonl"
"""The format that another papertui reads, which is to learn of more than the bookmarks."""
_DEFAULT_FORMAT = "markdown"
_FORMAT_OF_ENDING = {form.extension: form.name for form in EXPORT_FORMATS.values()}
_STANDARD_OUTPUT = Path("-")


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog=examples(
        "papertui export -o bookmarks.bib",
        "papertui export tag:thesis --format csl-json",
        "papertui export -o to-my-laptop.jsonl",
        "papertui export 'sort:title is:archived' -o archived.md --force",
    ),
)
@click.argument("query", nargs=-1, callback=without_options)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(EXPORT_FORMATS)),
    help=f"Told from the ending of FILE where it isn't given; else {_DEFAULT_FORMAT}.",
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE."
)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@pass_session
def export(
    session: Session, query: tuple[str, ...], form: str | None, output: Path | None, force: bool
) -> int:
    """Write the papers of a query, or the bookmarks, for other programs.

    As JSONL and without a query, all papers that were ever marked, tagged or annotated are written:
    papertui import merges that on another machine, where of two changes the newer one wins.
    """
    path = None if output == _STANDARD_OUTPUT else output
    form = form or _format_of(path)
    with session.open_library() as library:
        ids = _papers_meant(library, query, form)
        if not ids:
            return 1
        if path is None:
            say(as_shown(library.export(ids, form).removesuffix("\n")))
        else:
            library.export_to(path.expanduser(), ids, form, replace=force)
            complain(f"Wrote {counted(len(ids), 'paper')} to {path}.")
    return 0


def _papers_meant(library: Library, query: tuple[str, ...], form: str) -> Sequence[int]:
    """The papers to write; none if there are none, which is told."""
    if query or form != _CARRIES_TRIAGE:
        return papers_found(library, " ".join(query) if query else _DEFAULT_QUERY)
    ids = library.decided_ids()
    if not ids:
        complain("No paper was marked, tagged or annotated yet.")
    return ids


def _format_of(path: Path | None) -> str:
    if path is None:
        return _DEFAULT_FORMAT
    form = _FORMAT_OF_ENDING.get(path.suffix.lower())
    if form is None:
        raise UsageError(
            f"The ending of {path} names no format.",
            f"Add --format, or end it in {', '.join(_FORMAT_OF_ENDING)}.",
        )
    return form
