"""What a change of triage does, in words."""

from collections.abc import Iterator

from tui.papers.paper import Triage, TriageChange
from tui.papers.tag import shown_tag


def deed(change: TriageChange) -> str:
    """``archived``, ``tagged a b on``, ``bookmarked, wrote a note on``: before ``3 papers``."""
    preposition = [after for _, after in _done(change)][-1:]
    return " ".join([_joined(change), *filter(None, preposition)])


def done_to_it(before: Triage, after: Triage) -> str:
    """The same of a paper that is named elsewhere: ``bookmarked, wrote a note``."""
    change = TriageChange(
        bookmarked=after.bookmarked if after.bookmarked != before.bookmarked else None,
        read=after.read if after.read != before.read else None,
        archived=after.archived if after.archived != before.archived else None,
        add_tags=tuple(sorted(set(after.tags) - set(before.tags))),
        remove_tags=tuple(sorted(set(before.tags) - set(after.tags))),
        note=after.note or "" if after.note != before.note else None,
    )
    return _joined(change)


def _joined(change: TriageChange) -> str:
    return ", ".join(verb for verb, _ in _done(change))


def _done(change: TriageChange) -> Iterator[tuple[str, str]]:
    """What is done, and the word that leads from it to the papers."""
    if change.bookmarked is not None:
        yield ("bookmarked", "") if change.bookmarked else ("took the bookmark", "from")
    if change.read is not None:
        yield ("marked as read" if change.read else "marked as unread"), ""
    if change.archived is not None:
        yield ("archived" if change.archived else "moved back to the inbox"), ""
    if change.add_tags:
        yield f"tagged {' '.join(map(shown_tag, change.add_tags))}", "on"
    if change.remove_tags:
        yield f"untagged {' '.join(map(shown_tag, change.remove_tags))}", "on"
    if change.note is not None:
        yield ("wrote a note", "on") if change.note else ("removed the note", "of")
