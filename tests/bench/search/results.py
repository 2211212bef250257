"""From what was measured to the figures that are printed."""

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.figures import NO_GOAL, Figure, Goal, at_least, at_most, median, percentile
from tests.bench.processes import Measured
from tests.bench.search.asking import Asked, Times
from tests.bench.search.building import Build
from tests.bench.search.known_items import Recall
from tests.bench.search.measuring import Measurement

_MIB = 2**20

Built = Measured[Build]

_RATIO_GOALS = {"whoosh": at_least(20), "fts5": at_least(1), "tantivy": at_most(3, large=3)}


def figures(measured: Measurement) -> Iterator[Figure]:
    """Every figure, in the order of the table; no two of the same name."""
    own = measured.builds["papertui"]
    peers = {name: built for name, built in measured.builds.items() if built is not own}
    yield from _rates(own, peers)
    yield from _more_papers(own, peers)
    yield from _sizes(own, peers)
    yield from _searching(measured.asked["papertui"])
    yield from _beside_peers(measured)
    yield from _answers(measured)


def _rates(own: Built, peers: Mapping[str, Built]) -> Iterator[Figure]:
    rate = own.outcome.rate
    yield Figure("build, papers a second", rate, "/s")
    for name, built in peers.items():
        goal = at_least(5) if name == "whoosh" else NO_GOAL
        yield Figure(f"  {name}, papers a second", built.outcome.rate, "/s")
        yield Figure(f"  papertui / {name}, the rates", rate / built.outcome.rate, "×", goal)
    yield Figure("build, in all", own.outcome.seconds / 60, "min", at_most(large=15))
    yield Figure("build, peak memory", own.peak_mib, "MiB", at_most(large=1_536))
    for name, built in peers.items():
        yield Figure(f"  {name}, peak memory", built.peak_mib, "MiB")


def _more_papers(own: Built, peers: Mapping[str, Built]) -> Iterator[Figure]:
    added = own.outcome
    yield Figure(f"{added.more:,} more papers found", added.more_seconds, "s", at_most(3))
    for name, built in peers.items():
        if built.outcome.more == added.more:
            yield Figure(f"  {name}, {added.more:,} more", built.outcome.more_seconds, "s")


def _sizes(own: Built, peers: Mapping[str, Built]) -> Iterator[Figure]:
    """Ratios are of the bytes a paper, since stock Whoosh may hold some of the papers only."""
    yield Figure("index size", own.outcome.size / _MIB, "MiB")
    for name, built in peers.items():
        goal = at_most(1.3, large=1.3) if name == "whoosh" else NO_GOAL
        ratio = own.outcome.bytes_a_paper / built.outcome.bytes_a_paper
        yield Figure(f"  papertui / {name}, bytes a paper", ratio, "×", goal)


def _searching(own: Measured[Asked]) -> Iterator[Figure]:
    times = own.outcome
    yield from _spread("search, first after opening", times.first, NO_GOAL, at_most(25))
    yield from _spread("search", times.warm, at_most(1), at_most(6, large=60))
    yield from _spread("search with all facets", times.facets, at_most(3), at_most(12))
    yield from _spread("parsing the query (in none of these)", times.parsing, NO_GOAL, NO_GOAL)
    yield Figure("search, peak memory", own.peak_mib, "MiB", at_most(large=1_536))


def _spread(name: str, times: Times, middle: Goal, high: Goal) -> Iterator[Figure]:
    pooled = pool(times)
    yield Figure(f"{name}: median", median(pooled), "ms", middle)
    yield Figure(f"{name}: p95", percentile(pooled, 0.95), "ms", high)


def pool(times: Times, places: Sequence[int] | None = None) -> list[float]:
    """All times of the questions at ``places``, or of all questions, in one list."""
    return [one for place in (times if places is None else places) for one in times.get(place, ())]


def _beside_peers(measured: Measurement) -> Iterator[Figure]:
    own = measured.asked["papertui"].outcome.warm
    for name, asked in measured.asked.items():
        if name == "papertui":
            continue
        shared = [place for place in asked.outcome.warm if place in own]
        mine, theirs = median(pool(own, shared)), median(pool(asked.outcome.warm, shared))
        yield Figure(f"search, {len(shared)} questions {name} can do: {name}", theirs, "ms")
        yield Figure(f"  papertui, the questions of {name}", mine, "ms")
        ratio = mine / theirs if name == "tantivy" else theirs / mine
        label = "papertui / tantivy" if name == "tantivy" else f"{name} / papertui"
        yield Figure(f"  {label}, medians", ratio, "×", _RATIO_GOALS[name])


def _answers(measured: Measurement) -> Iterator[Figure]:
    if measured.differences is not None:
        asked = len(measured.asked["papertui"].outcome.warm)
        exact = 100 * (1 - len(measured.differences) / asked)
        yield Figure("exact: total, first 200 in order, scores", exact, "%", at_least(100))
    yield _found("known paper in the first 10, three words", measured.right_words, 98)
    yield _found("the same with a letter wrong", measured.wrong_words, 90)


def _found(name: str, recall: Recall, goal: float) -> Figure:
    return Figure(name, 100 * recall.found / max(1, recall.trials), "%", at_least(goal))
