"""``papertui saved``."""

import click

from tui.cli.examples import examples
from tui.cli.nearest import nearest
from tui.cli.output import complain, say
from tui.cli.query_notes import warn_of_problems
from tui.cli.session import Session, catch_up, pass_session
from tui.errors import PapertuiError
from tui.library import Library, SavedCount, SavedSearch, parse
from tui.papers.text import clean


@click.group(epilog=examples("papertui saved add 'long context' 'long context has:code'"))
def saved() -> None:
    """Saved searches: list, add, rename, move, watch, remove."""


@saved.command("list", epilog=examples("papertui saved list"))
@pass_session
def list_saved(session: Session) -> int:
    """List the saved searches in their order: name, query, unread papers, whether watched."""
    with session.open_library() as library:
        if not library.saved_searches():
            complain("There are no saved searches. Add one: papertui saved add NAME QUERY")
            return 1
        catch_up(library)
        for search in library.saved_counts() or ():
            say(_line(search))
    return 0


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
        _known(library, old)
        step = library.rename_saved_search(old, new)
    if step is None:
        complain(f"“{new}” is its name already.")
        return 1
    say(f"Renamed “{old}” to “{new}”.")
    return 0


@saved.command(epilog=examples("papertui saved move agents 1"))
@click.argument("name")
@click.argument("place", type=click.IntRange(min=1))
@pass_session
def move(session: Session, name: str, place: int) -> int:
    """Put a saved search at a place: at the first, alt+1 opens it in the reader."""
    with session.open_library() as library:
        known = _known(library, name)
        step = library.move_saved_search(name, place)
    if step is None:
        complain(f"“{known.name}” is at place {place} already.")
        return 1
    say(f"Moved “{known.name}” to place {place}.")
    return 0


@saved.command(epilog=examples("papertui saved watch agents"))
@click.argument("name")
@pass_session
def watch(session: Session, name: str) -> int:
    """Have its new papers told of whenever papers come in."""
    return _watch(session, name, watched=True)


@saved.command(epilog=examples("papertui saved unwatch agents"))
@click.argument("name")
@pass_session
def unwatch(session: Session, name: str) -> int:
    """Tell no longer of its new papers."""
    return _watch(session, name, watched=False)


def _watch(session: Session, name: str, *, watched: bool) -> int:
    with session.open_library() as library:
        known = _known(library, name)
        step = library.watch_saved_search(name, watched=watched)
    if step is None:
        complain(f"“{known.name}” is {'watched already' if watched else 'not watched'}.")
        return 1
    say(f"“{known.name}” is {'watched' if watched else 'no longer watched'}.")
    return 0


@saved.command(epilog=examples("papertui saved remove agents"))
@click.argument("name")
@pass_session
def remove(session: Session, name: str) -> int:
    """Forget a saved search; undo brings it back."""
    with session.open_library() as library:
        known = _known(library, name)
        library.remove_saved_search(name)
    say(f"Removed “{known.name}”.")
    return 0


def _known(library: Library, name: str) -> SavedSearch:
    """The search saved under a name. Raises PapertuiError when there is none."""
    found = library.saved_search(name)
    if found is None:
        name = clean(name)
        near = nearest(name, [search.name for search in library.saved_searches()])
        hint = near or "papertui saved list shows all."
        raise PapertuiError(f"No search is saved as “{name}”.", hint)
    return found


def _line(search: SavedCount) -> str:
    unread = "" if search.unread is None else f"{search.unread} unread"
    watched = "watched" if search.watched else ""
    return "\t".join([clean(search.name), clean(search.query), unread, watched])
