"""What a source gives: papers it found, and what it had to leave out."""

from dataclasses import dataclass

from tui.papers.paper import Paper, Triage


@dataclass(frozen=True, slots=True)
class Found:
    """A paper, cleaned and checked; with the reader's own marks where the source holds any.

    The marks have the times of their changes where the source tells them.
    """

    paper: Paper
    triage: Triage | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read: where it stands (``line 7``) and why, in plain words."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class BrokenOff(Skipped):
    """The rest of a source, which could not be read at all: where it breaks off and why."""
