"""``papertui enrich``."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TextIO

import click

from tui.cli.cells import shortened
from tui.cli.examples import examples
from tui.cli.interrupt import Interrupt
from tui.cli.outcome import INTERRUPTED
from tui.cli.output import complain, is_terminal, say, terminal_width
from tui.cli.progress import Progress
from tui.cli.query_papers import papers_found
from tui.cli.query_words import without_options
from tui.cli.references import paper_meant
from tui.cli.session import Session, catch_up, pass_session
from tui.library import EnrichMiss, EnrichReport, Library
from tui.papers.words import counted

_WORTH_A_LINE = 10.0
"""Seconds of waiting that somebody should know of."""
_NARROWEST_TITLE = 20


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog=examples("papertui enrich", "papertui enrich 17 23", "papertui enrich is:bookmarked"),
)
@click.argument("query", nargs=-1, callback=without_options)
@click.option("--verbose", is_flag=True, help="Name each paper that was not found, and say why.")
@pass_session
def enrich(session: Session, query: tuple[str, ...], *, verbose: bool) -> int:
    """Look up what papers lack: arXiv ids by title, titles and more by arXiv id.

    QUERY may be numbers of papers. Without it these are all papers that lack an arXiv id or a
    title, but for those looked up in vain in the last thirty days. Asked are Hugging Face and
    arXiv, whose pace is a request every three seconds.
    """
    with session.open_library() as library:
        ids = _meant(library, query) if query else _lacking(library)
        if not ids:
            return 1 if query else 0
        with Interrupt() as interrupted, Progress("Looking up papers") as progress:
            report = library.enrich(
                ids,
                progress=progress,
                waiting=partial(_tell_of_waiting, progress),
                cancelled=interrupted,
            )
        _tell(report, verbose=verbose)
        if report.found:
            catch_up(library)
    if report.cancelled:
        return INTERRUPTED
    return 0 if report.is_complete else 1


def _meant(library: Library, words: Sequence[str]) -> Sequence[int]:
    """The papers that words mean: numbers, an id or title, or what is found for them."""
    if all(word.isdecimal() for word in words):
        return [paper_meant(library, word) for word in words]
    text = " ".join(words)
    return library.find(text) or papers_found(library, text)


def _lacking(library: Library) -> Sequence[int]:
    ids, asked_lately = library.papers_to_enrich()
    if asked_lately:
        complain(
            f"{counted(asked_lately, 'paper')} looked up in vain in the last 30 days left out: "
            "name them to have them looked up again."
        )
    elif not ids:
        say("Every paper has an arXiv id and a title.")
    return ids


def _tell(report: EnrichReport, *, verbose: bool) -> None:
    for found in report.found:
        say(_line(sys.stdout, found.paper_id, found.title, f" → {found.outcome}"))
    if verbose:
        _name(report.missing)
    else:
        _count(report.missing)
    for error in report.failures.values():
        complain(str(error))
    say(_summary(report))
    if report.cancelled:
        complain("Stopped. What was found until then is kept.")
    if report.left:
        complain(f"{counted(report.left, 'paper')} could not be looked up.")


def _name(missing: Iterable[EnrichMiss]) -> None:
    for miss in missing:
        complain(_line(sys.stderr, miss.paper_id, miss.title, f": {miss.why}"))


def _count(missing: Iterable[EnrichMiss]) -> None:
    """A line for each reason: of one paper its name, of several how many they are."""
    by_reason: defaultdict[str, list[EnrichMiss]] = defaultdict(list)
    for miss in missing:
        by_reason[miss.why].append(miss)
    for why, misses in by_reason.items():
        if len(misses) == 1:
            _name(misses)
        else:
            complain(f"{counted(len(misses), 'paper')}: {why} --verbose names them.")


def _line(stream: TextIO, number: int, title: str, outcome: str) -> str:
    """A line for a paper; a terminal has its title in the room beside the outcome."""
    if not is_terminal(stream):
        return f"{number:4}  {title}{outcome}"
    room = terminal_width() - len(f"{number:4}  {outcome}")
    return f"{number:4}  {shortened(title, max(_NARROWEST_TITLE, room))}{outcome}"


def _summary(report: EnrichReport) -> str:
    if not (report.found or report.missing or report.left):
        return "These papers lack nothing that could be looked up."
    failed = f"; {' and '.join(report.failures)} failed" if report.failures else ""
    return f"{counted(len(report.found), 'paper')} found, {len(report.missing):,} not{failed}."


def _tell_of_waiting(progress: Progress, seconds: float, why: str) -> None:
    if seconds >= _WORTH_A_LINE:
        progress.interject(f"{why}: waiting for {seconds:.0f} s …")
