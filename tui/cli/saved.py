"""``papertui saved``."""

from difflib import get_close_matches

import click

from tui.cli.examples import examples
from tui.cli.output import complain, say
from tui.cli.query_notes import warn_of_problems
from tui.cli.session import Session, pass_session
from tui.errors import PapertuiError
from tui.library import SavedSearch, parse
from tui.papers.text import clean


@click.group(epilog=examples("papertui saved add 'long context' 'long context has:code'"))
def saved() -> None:
    """Saved searches: list, add, rename, remove."""


@saved.command("list", epilog=examples("papertui saved list"))
@pass_session
def list_saved(session: Session) -> int:
    """List the saved searches: name, query."""
    with session.open_library() as library:
        searches = library.saved_searches()
    for search in searches:
        say(f"{clean(search.name)}\t{clean(search.query)}")
    if not searches:
        complain("There are no saved searches. Add one: papertui saved add NAME QUERY")
    return 0 if searches else 1


@saved.command(epilog=examples("papertui saved add agents 'agent* is:unread sort:newest'"))
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@pass_session
def add(session: Session, name: str, query: tuple[str, ...]) -> int:
    """Save a query under a name, instead of the one that had the name."""
    name, text = clean(name), clean(" ".join(query))
    warn_of_problems(parse(text))
    with session.open_library() as library:
        known = library.saved_search(name)
        step = library.save_search(name, text)
    if step is None:
        complain(f"“{name}” is saved like this already.")
        return 1
    say(f"{'Replaced' if known else 'Saved'} “{name}”: {text}")
    return 0


@saved.command(epilog=examples("papertui saved rename agents 'agents and tools'"))
@click.argument("old")
@click.argument("new")
@pass_session
def rename(session: Session, old: str, new: str) -> int:
    """Give a saved search another name; it keeps its place."""
    old, new = clean(old), clean(new)
    with session.open_library() as library:
        if library.saved_search(old) is None:
            raise _unknown(old, library.saved_searches())
        step = library.rename_saved_search(old, new)
    if step is None:
        complain(f"“{new}” is its name already.")
        return 1
    say(f"Renamed “{old}” to “{new}”.")
    return 0


@saved.command(epilog=examples("papertui saved remove agents"))
@click.argument("name")
@pass_session
def remove(session: Session, name: str) -> int:
    """Forget a saved search; undo brings it back."""
    with session.open_library() as library:
        if library.remove_saved_search(name) is None:
            raise _unknown(name, library.saved_searches())
    say(f"Removed “{clean(name)}”.")
    return 0


def _unknown(name: str, known: list[SavedSearch]) -> PapertuiError:
    near = get_close_matches(name, [search.name for search in known], n=1)
    hint = f"Did you mean “{near[0]}”?" if near else "papertui saved list shows all."
    return PapertuiError(f"No search is saved as “{name}”.", hint)
