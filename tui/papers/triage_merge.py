"""What is decided about a paper when it was decided in two libraries: the newer change wins.

Each mark, the note and each tag is a register of its own in which the last writer wins, so that
libraries that exchange their triage come to the same, in whatever order and however often they do.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import TypeVar

from tui.papers.paper import ChangeTimes, Triage, moment_after, time_of_change

_Value = TypeVar("_Value", bool, str)
_Dated = tuple[str, _Value]
"""When something became what it is, ``""`` when that is not known; and what it is."""

DatedNote = tuple[str, str]
"""When a note became what it is, and what it is; ``""`` for either that there is not."""

_NEVER = ChangeTimes()
_MARKS = ("bookmarked", "read", "archived")


def merge_triage(known: Triage, arrived: Triage, now: str) -> Triage:
    """The triage of a paper that has ``known`` and to which ``arrived`` comes.

    What arrives with a newer time takes the place of what is known, also where that means to take
    a mark, a note or a tag away; of equal times the larger value stays. What arrives without a time
    is added ``now``: marks and tags of both, and both notes a blank line apart, unless the one is
    in the other.
    """
    bookmarked, read, archived = (
        _newer(_mark(known, name), _mark(arrived, name), now, bool.__or__) for name in _MARKS
    )
    note = _newer(note_of(known), note_of(arrived), now, _both_notes)
    tags = {
        name: _newer(_tag(known, name), _tag(arrived, name), now, bool.__or__)
        for name in {*_tags_ever(known), *_tags_ever(arrived)}
    }
    return Triage(
        bookmarked=bookmarked[1],
        read=read[1],
        archived=archived[1],
        tags=tuple(sorted(name for name, (_, has) in tags.items() if has)),
        note=note[1] or None,
        changed_at=ChangeTimes(
            bookmarked=bookmarked[0] or None,
            read=read[0] or None,
            archived=archived[0] or None,
            note=note[0] or None,
            tags={name: at for name, (at, _) in tags.items() if at},
        ),
    )


def note_of(triage: Triage) -> DatedNote:
    """The note of a triage that has the times of its changes."""
    return (triage.changed_at or _NEVER).note or "", triage.note or ""


def joined_notes(notes: Iterable[DatedNote]) -> DatedNote:
    """One note of those that several papers had until they became one: one below the other.

    Where that is none of them, it is newer than they are, but older than what was written later.
    """
    return reduce(_joined, notes)


def _joined(one: DatedNote, other: DatedNote) -> DatedNote:
    last, note = max(one[0], other[0]), _both_notes(one[1], other[1])
    return last if note in (one[1], other[1]) else moment_after(last), note


def _mark(triage: Triage, name: str) -> _Dated[bool]:
    return getattr(triage.changed_at or _NEVER, name) or "", getattr(triage, name)


def _tag(triage: Triage, name: str) -> _Dated[bool]:
    return (triage.changed_at or _NEVER).tags.get(name, ""), name in triage.tags


def _tags_ever(triage: Triage) -> Iterable[str]:
    """The tags that the paper has, and those that it had."""
    return (*triage.tags, *(triage.changed_at or _NEVER).tags)


def _newer(
    known: _Dated[_Value],
    arrived: _Dated[_Value],
    now: str,
    both: Callable[[_Value, _Value], _Value],
) -> _Dated[_Value]:
    at, value = arrived
    if at:
        # Times beyond now as well: clamped, the same would be newer each time that it arrives.
        return max(known, arrived)
    united = both(known[1], value)
    return known if united == known[1] else (time_of_change(known[0], now), united)


def _both_notes(known: str, arrived: str) -> str:
    if known and arrived:
        if known in arrived:
            return arrived
        return known if arrived in known else f"{known}\n\n{arrived}"
    return known or arrived
