"""All recorded days synced from a server on this machine: fetched, merged, stored; and again."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.figures import Figure, at_least, at_most, exactly
from tests.bench.ingest.loopback import served
from tests.bench.ingest.recorded import Recorded
from tests.bench.part import MB, Part
from tests.bench.processes import Ended, Measured, ended, in_fresh_process
from tests.bench.reader_home import papertui_command
from tui.library import Library
from tui.paths import Paths


@dataclass(frozen=True)
class _Synced:
    """What one sync of the library did."""

    seconds: float
    processor_seconds: float
    papers: int
    changed: int
    complete: bool


@dataclass(frozen=True)
class _Held:
    """What a library holds: how many papers, and the arXiv ids of those that have one."""

    papers: int
    ids: Counter[str]


@dataclass(frozen=True)
class _Measurements:
    starters: int
    held: _Held
    first: Measured[_Synced]
    again: Measured[_Synced]
    commands: tuple[Ended, Ended]
    held_by_commands: _Held


def measure(archive: Path, folder: Path) -> Part:
    """The part about syncing; ``folder`` is where what it needs may be put."""
    recorded = Recorded.unpacked(archive, folder / "days")
    with served(recorded.folder) as address:
        measured = _measurements(recorded, address, folder)
    rows, distinct = len(recorded.ids), len(set(recorded.ids))
    title = f"{len(recorded.days)} recorded days, {rows:,} rows, {distinct:,} distinct ids, synced"
    return Part(title, list(_figures(recorded, measured)), wrong=list(_wrong(recorded, measured)))


def _measurements(recorded: Recorded, address: str, folder: Path) -> _Measurements:
    home = folder / "home"
    starters = in_fresh_process(_held, home).outcome.papers
    first = in_fresh_process(_sync, home, address, recorded.days)
    held = in_fresh_process(_held, home).outcome
    again = in_fresh_process(_sync, home, address, recorded.days)
    other = folder / "other home"
    commands = _command(other, address, recorded), _command(other, address, recorded)
    held_by_commands = in_fresh_process(_held, other).outcome
    return _Measurements(starters, held, first, again, commands, held_by_commands)


def _figures(recorded: Recorded, measured: _Measurements) -> Iterator[Figure]:
    first, again = measured.first.outcome, measured.again.outcome
    distinct = len(set(recorded.ids))
    united = measured.starters + distinct - measured.held.papers
    yield Figure("papers by arXiv id", len(measured.held.ids), "", exactly(distinct))
    yield Figure("  of them, a paper of the starter library", united)
    yield Figure(
        "papers a second, all but indexing", first.papers / first.seconds, "/s", at_least(1_500)
    )
    yield Figure("  processor time", first.processor_seconds, "s")
    yield Figure("  peak memory", measured.first.peak_mib * MB, "MB", at_most(200))
    yield Figure("again, nothing changed: papers changed", again.changed, "", exactly(0))
    yield Figure("again, nothing changed: in all", again.seconds, "s", at_most(2))
    once, twice = measured.commands
    yield Figure("papertui sync, the whole process, with indexing", once.seconds, "s")
    yield Figure("  peak memory", once.peak_mib * MB, "MB")
    yield Figure("papertui sync again, the whole process", twice.seconds, "s")


def _wrong(recorded: Recorded, measured: _Measurements) -> Iterator[str]:
    held, wanted = measured.held.ids, set(recorded.ids)
    if missing := wanted - held.keys():
        yield f"{len(missing)} papers are missing: {', '.join(sorted(missing)[:5])}"
    if twice := [paper for paper, times in held.items() if times > 1]:
        yield f"{len(twice)} papers are there twice: {', '.join(twice[:5])}"
    if foreign := held.keys() - wanted:
        yield f"{len(foreign)} papers come from nowhere: {', '.join(sorted(foreign)[:5])}"
    if measured.held_by_commands != measured.held:
        yield "the command brought other papers than the library's own sync"
    if not measured.first.outcome.complete:
        yield "the first sync was not complete"
    if measured.again.outcome.changed:
        yield "syncing again changed something"


def _surroundings(address: str) -> Mapping[str, str]:
    return {"HF_ENDPOINT": address, "HF_HUB_OFFLINE": "0", "no_proxy": "127.0.0.1"}


def _sync(home: Path, address: str, days: Sequence[str]) -> _Synced:
    os.environ.update(_surroundings(address))
    with Library(Paths.standard(home)) as library:
        begun, used = time.perf_counter(), time.process_time()
        report = library.sync(
            ["hf"], since=date.fromisoformat(days[0]), until=date.fromisoformat(days[-1])
        )
        seconds, used = time.perf_counter() - begun, time.process_time() - used
    papers = sum(source.papers for source in report.sources)
    return _Synced(seconds, used, papers, report.changed, report.is_complete)


def _held(home: Path) -> _Held:
    with Library(Paths.standard(home)) as library:
        papers = [entry.paper for entry in library.entries(library.newest_ids())]
    return _Held(len(papers), Counter(paper.arxiv_id for paper in papers if paper.arxiv_id))


def _command(home: Path, address: str, recorded: Recorded) -> Ended:
    span = ["--since", recorded.days[0], "--until", recorded.days[-1]]
    return ended([*papertui_command(home), "sync", "hf", *span], _surroundings(address))
