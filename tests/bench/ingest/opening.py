"""A long paper opened to be read in full, its text on disk."""

import asyncio
import json
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.figures import Figure, at_most, median
from tests.bench.ingest.long_paper import FIRST_WORDS, long_paper
from tests.bench.ingest.loopback import served
from tests.bench.part import Part
from tests.bench.processes import in_fresh_process
from tests.bench.reader_home import papertui_command
from tests.terminal import Terminal
from tui.library import Library
from tui.papers.full_text import TextOrigin
from tui.paths import Paths

_SIZE = 325_000
"""Of which a tenth is markup that is gone from what is kept."""

_TIMES = 10
_ID = "2501.00663"
_TITLE = "The paper that is opened"
_ENTER, _ESCAPE = "\r", "\x1b"
_TICK = 0.001

_PAPER = {
    "arxiv_id": _ID,
    "title": _TITLE,
    "abstract": "It is long.",
    "listed_on": "2099-01-01",
}


class _Stall(NamedTuple):
    """For how many milliseconds the event loop was kept, and for how many it was at work then."""

    kept: float
    used: float


def measure(_: Path, folder: Path) -> Part:
    """The part about reading in full; ``folder`` is where what it needs may be put."""
    home = folder / "home"
    pages = folder / "pages"
    pages.mkdir()
    (pages / f"{_ID}.md").write_text(long_paper(_SIZE), encoding="utf-8")
    with served(pages) as address:
        size = in_fresh_process(_fetch, home, address).outcome
    times, stalls = _opened(home), in_fresh_process(_stalls, home).outcome
    title = f"A text of {size:,} characters, kept on disk, opened {_TIMES} times"
    return Part(title, list(_figures(times, stalls)))


def _figures(times: Sequence[float], stalls: Sequence[_Stall]) -> Iterator[Figure]:
    first, *later = times
    yield Figure("key to first lines, the first text of a run", first, "ms", at_most(300))
    yield Figure("key to first lines, later: median", median(later), "ms", at_most(300))
    yield Figure("  the slowest", max(later), "ms", at_most(300))
    kept, used = zip(*stalls, strict=True)
    yield Figure("longest stall, the first text of a run", kept[0], "ms", at_most(50))
    yield Figure("longest stall, later: median", median(kept[1:]), "ms", at_most(50))
    yield Figure("  the longest", max(kept[1:]), "ms", at_most(50))
    yield Figure("  processor time of one, at most", max(used), "ms")


def _fetch(home: Path, address: str) -> int:
    """Put the paper into a new library and its text into the cache; gives its length."""
    os.environ.update({"HF_ENDPOINT": address, "HF_HUB_OFFLINE": "0", "no_proxy": "127.0.0.1"})
    with Library(Paths.standard(home)) as library:
        lines = home / "paper.jsonl"
        lines.write_text(json.dumps(_PAPER))
        library.import_files([lines])
        library.catch_up()
        text = library.full_text(library.find(_ID)[0])
    if text.origin is not TextOrigin.HUGGING_FACE:
        raise SystemExit(f"The text did not come: {text.why}")
    return len(text.markdown)


def _opened(home: Path) -> Sequence[float]:
    """Milliseconds from the key that opens the paper to the first lines of its text, each time."""
    command = papertui_command(home)
    with Terminal(command, env={"HF_HUB_OFFLINE": "1"}) as terminal:
        terminal.wait_for(_TITLE)
        return list(_openings(terminal))


def _openings(terminal: Terminal) -> Iterator[float]:
    for _ in range(_TIMES):
        terminal.wait_until_quiet(0.5)
        terminal.press(_ENTER)
        terminal.wait_for(FIRST_WORDS)
        yield terminal.milliseconds_since_key
        terminal.wait_until_quiet(0.5)
        terminal.press(_ESCAPE)
        terminal.wait_for(lambda screen: FIRST_WORDS not in screen)


def _stalls(home: Path) -> list[_Stall]:
    os.environ["HF_HUB_OFFLINE"] = "1"
    with Library(Paths.standard(home)) as library:
        return asyncio.run(_longest_stalls(library))


async def _longest_stalls(library: Library) -> list[_Stall]:
    """The longest of each time that the paper is opened and all of its lines are made."""
    from tests.app.driver import reading

    longest = []
    async with reading(library) as reader:
        for _ in range(_TIMES):
            stalls: list[_Stall] = []
            ticking = asyncio.create_task(_tick(stalls))
            await reader.press("enter")
            ticking.cancel()
            kept, used = (max(times) for times in zip(*stalls, strict=True))
            longest.append(_Stall(kept, used))
            await reader.press("escape")
    return longest


async def _tick(stalls: list[_Stall]) -> None:
    """Note for how long the event loop was away, again and again."""
    while True:
        begun, used = time.perf_counter(), time.thread_time()
        await asyncio.sleep(_TICK)
        kept, used = time.perf_counter() - begun, time.thread_time() - used
        stalls.append(_Stall(kept * 1e3, used * 1e3))
