"""What a paper is: the record that sources give, and what the reader has decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from enum import StrEnum


class LinkKind(StrEnum):
    """What is behind a link."""

    CODE = "code"
    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    PROJECT = "project"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Link:
    """An http or https address that belongs to a paper."""

    kind: LinkKind
    url: str


@dataclass(frozen=True, slots=True)
class Author:
    """A person's name as it is printed: ``Ada Lovelace``."""

    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as the outside describes it. Only the title is certain.

    ``arxiv_id`` has no version, ``doi`` no resolver in front. ``published_on`` is the day of the
    first version, ``listed_on`` the list day: the day on which a source first showed it.
    ``comment`` is what its authors say about it (``12 pages``), ``num_comments`` counts what
    readers say; ``submitter`` is who put it on the list, ``ai_summary`` what a machine wrote.
    """

    title: str
    abstract: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    comment: str | None = None
    organization: str | None = None
    venue: str | None = None
    published_on: date | None = None
    listed_on: date | None = None
    upvotes: int | None = None
    stars: int | None = None
    num_comments: int | None = None
    ai_summary: str | None = None
    submitter: str | None = None
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()

    def links_of(self, *kinds: LinkKind) -> tuple[Link, ...]:
        """The links of the given kinds, in the paper's order."""
        return tuple(link for link in self.links if link.kind in kinds)

    @property
    def day(self) -> date | None:
        """The day it counts under: its list day, else its day of publication."""
        return self.listed_on or self.published_on


@dataclass(frozen=True, slots=True)
class ChangeTimes:
    """When each part of a paper's triage was changed last; ``None`` where it never was.

    Times are ISO 8601 in UTC with microseconds, so that text sorts by time. A tag in ``tags`` that
    the paper does not have was taken from it then.
    """

    bookmarked: str | None = None
    read: str | None = None
    archived: str | None = None
    note: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


_MOMENT = timedelta(microseconds=1)
# What is said to have been changed in the last year of all can still be changed later.
_LATEST = datetime(MAXYEAR - 1, 1, 1, tzinfo=UTC)


def moment_of(time: datetime) -> str:
    """A time that was told as ``ChangeTimes`` has it; without a zone it is in UTC already."""
    utc = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return (_LATEST if utc.year == MAXYEAR else utc).isoformat(timespec="microseconds")


def moment_after(time: str) -> str:
    """The earliest time that is later, as ``ChangeTimes`` has them."""
    return (datetime.fromisoformat(time) + _MOMENT).isoformat(timespec="microseconds")


def time_of_change(last: str | None, now: str) -> str:
    """The time of a change that is made ``now`` to what was changed at ``last``.

    That is always the later one, also where the clock of the last change was ahead.
    """
    return moment_after(last) if last and last >= now else now


@dataclass(frozen=True, slots=True)
class Triage:
    """What the reader decided about a paper. Tags are sorted.

    ``changed_at`` is there only where it was asked for or came from elsewhere, and makes no two
    triages different.
    """

    bookmarked: bool = False
    read: bool = False
    archived: bool = False
    tags: tuple[str, ...] = ()
    note: str | None = None
    changed_at: ChangeTimes | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper as the library holds it: its number, its record and its triage."""

    id: int
    paper: Paper
    triage: Triage = field(default_factory=Triage)


@dataclass(frozen=True, slots=True)
class TriageChange:
    """What an action sets. ``None`` leaves a mark as it is; a note of ``""`` removes the note."""

    bookmarked: bool | None = None
    read: bool | None = None
    archived: bool | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    note: str | None = None

    def applied_to(self, triage: Triage) -> Triage:
        """The triage that results when this change is made to ``triage``."""
        tags = (set(triage.tags) | set(self.add_tags)) - set(self.remove_tags)
        return Triage(
            bookmarked=triage.bookmarked if self.bookmarked is None else self.bookmarked,
            read=triage.read if self.read is None else self.read,
            archived=triage.archived if self.archived is None else self.archived,
            tags=tuple(sorted(tags)),
            note=triage.note if self.note is None else self.note or None,
        )
