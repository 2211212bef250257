"""What a disk may hold after a loss of power: a model, fed with what SQLite really writes.

What was written to a file before its last sync is there. Of what was written later any part may
be, in whole or torn between sectors, whatever the order it was written in; a file that was made or
deleted may be there or not until its folder was synced. SQLite syncs the folder of a journal with
the first sync of that journal.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import TypeVar

from tests.sqlite_vfs import sqlite_on

S = TypeVar("S")
Files = dict[str, bytes]
"""Contents by name of a database and what belongs to it: its journal and write-ahead log."""

_SECTORS = (512, 4096)
_SURVIVING = (0.0, 0.1, 0.5, 0.9, 1.0)
"""Parts of what was not synced that are on the disk all the same."""
_NOT_KEPT = "-shm"


@dataclass(frozen=True, slots=True)
class Write:
    """A part of a file was written."""

    name: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file was shortened."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Create:
    """A file was made; its folder is synced when it is."""

    name: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A file was deleted."""

    name: str
    durably: bool


@dataclass(frozen=True, slots=True)
class Sync:
    """A file was synced."""

    name: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody was told that what they did is done."""


Unsynced = Write | Truncate | Create | Delete
Event = Unsynced | Sync | Acknowledged


@dataclass
class Recording:
    """Everything that happened to a database's files, in order, from the files at the start on."""

    database: Path
    start: Files
    events: list[Event] = field(default_factory=list)

    def acknowledge(self) -> None:
        """Note that what was done until now is promised to be on the disk."""
        self.events.append(Acknowledged())

    def open(self, path: Path, *, is_new_journal: bool) -> int:
        return self._note(path, Create(path.name)) if is_new_journal else 0

    def write(self, path: Path, offset: int, content: bytes) -> int:
        return self._note(path, Write(path.name, offset, content))

    def truncate(self, path: Path, size: int) -> int:
        return self._note(path, Truncate(path.name, size))

    def sync(self, path: Path) -> int:
        return self._note(path, Sync(path.name))

    def delete(self, path: Path, *, durably: bool) -> int:
        return self._note(path, Delete(path.name, durably))

    def share(self, path: Path) -> int:
        return 0

    def _note(self, path: Path, event: Event) -> int:
        if path.parent == self.database.parent and path.name.startswith(self.database.name):
            self.events.append(event)
        return 0


@contextmanager
def recorded(database: Path) -> Iterator[Recording]:
    """Record what happens to the files of a database that is opened in the block."""
    files = database.parent.glob(f"{database.name}*") if database.parent.exists() else ()
    start = {path.name: path.read_bytes() for path in files if not path.name.endswith(_NOT_KEPT)}
    recording = Recording(database, start)
    with sqlite_on(recording):
        yield recording


@dataclass(frozen=True, slots=True)
class Outage:
    """A loss of power: the files after it, and how many things had been acknowledged before."""

    cut: int
    seed: int
    acknowledged: int
    files: Files

    def restore_to(self, folder: Path) -> None:
        """Write the files into an empty folder."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def outages(recording: Recording, cuts: Iterable[int], seeds: Sequence[int]) -> Iterator[Outage]:
    """For each cut, a number of events after which the power goes, what may be left, by seed."""
    platter, acknowledged, passed = _Platter(recording.start), 0, 0
    for cut in sorted(cuts):
        for event in recording.events[passed:cut]:
            acknowledged += isinstance(event, Acknowledged)
            platter.take(event)
        passed = cut
        for seed in seeds:
            files = platter.after_loss(Random(f"{cut} {seed}"))
            yield Outage(cut, seed, acknowledged, files)


def losses(
    found: Iterable[Outage], states: Sequence[S], look: Callable[[Path], S], folder: Path
) -> Iterator[str]:
    """What is wrong after outages, in words; nothing when no acknowledged action was lost.

    ``states`` is what there was before the first action and after each; ``look`` opens the files
    in a folder as papertui would, and gives what there is, or raises ``AssertionError``.
    """
    for outage in found:
        place = folder / f"{outage.cut}-{outage.seed}"
        place.mkdir(parents=True)
        outage.restore_to(place)
        try:
            state = look(place)
        except AssertionError as damage:
            yield f"cut {outage.cut}, seed {outage.seed}: {damage}"
            continue
        finally:
            rmtree(place)
        if state not in states[outage.acknowledged : outage.acknowledged + 2]:
            then = states.index(state) if state in states else "of no moment"
            yield (
                f"cut {outage.cut}, seed {outage.seed}: {outage.acknowledged} actions were"
                f" acknowledged, the state is {then}"
            )


class _Platter:
    """The files as far as they are certainly on the disk, and for each what may be or not."""

    def __init__(self, start: Files) -> None:
        self._certain: dict[str, bytes | None] = dict(start)
        self._unsynced: dict[str, list[Unsynced]] = {}

    def take(self, event: Event) -> None:
        """Let something happen."""
        if isinstance(event, Acknowledged):
            return
        if isinstance(event, Sync):
            self._sync(event.name)
            return
        self._unsynced.setdefault(event.name, []).append(event)
        if isinstance(event, Delete) and event.durably:
            self._sync_folder()

    def after_loss(self, random: Random) -> Files:
        """What may be left, as chance has it."""
        surviving = random.choice(_SURVIVING)
        left = {
            name: self._left(name, lambda: random.random() < surviving, random.choice(_SECTORS))
            for name in self._certain.keys() | self._unsynced.keys()
        }
        return {name: content for name, content in left.items() if content is not None}

    def _sync(self, name: str) -> None:
        is_new = any(isinstance(event, Create) for event in self._unsynced.get(name, ()))
        self._certain[name] = self._left(name, lambda: True)
        self._unsynced[name] = []
        if is_new:
            self._sync_folder()

    def _sync_folder(self) -> None:
        """Have every deletion be certain."""
        for name, events in self._unsynced.items():
            for position in reversed(range(len(events))):
                if isinstance(events[position], Delete):
                    self._certain[name] = None
                    self._unsynced[name] = events[position + 1 :]
                    break

    def _left(self, name: str, survives: Callable[[], bool], sector: int = 1 << 31) -> bytes | None:
        """A file after those of its unsynced changes that survive."""
        certain = self._certain.get(name, b"")
        content = None if certain is None else bytearray(certain)
        for event in self._unsynced.get(name, ()):
            if isinstance(event, Create):
                content = bytearray() if survives() else None
            elif isinstance(event, Delete):
                content = None if survives() else content
            elif content is not None:
                _apply(event, content, survives, sector)
        return None if content is None else bytes(content)


def _apply(
    event: Write | Truncate, content: bytearray, survives: Callable[[], bool], sector: int
) -> None:
    if isinstance(event, Truncate):
        if survives():
            del content[event.size :]
        return
    end = event.offset + len(event.content)
    start = event.offset
    while start < end:
        stop = min(end, (start // sector + 1) * sector)
        if survives():
            content.extend(bytes(max(0, stop - len(content))))
            content[start:stop] = event.content[start - event.offset : stop - event.offset]
        start = stop
