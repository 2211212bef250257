"""The figures as text for a person."""

from collections.abc import Iterator, Sequence

from tests.bench.figures import Figure, median, percentile
from tests.bench.search.measuring import Measurement
from tests.bench.search.questions import Question, kinds_of
from tests.bench.search.results import pool

_NAME = 54
_VALUE = 16
_SLOWEST = 5
_LISTED = 5


def one_size(figures: Sequence[Figure], papers: int) -> Iterator[str]:
    """A line for each figure: what it is, what it should be, and whether it is."""
    yield f"{'':{_NAME}}{f'{papers:,} papers':>{_VALUE}}  goal"
    for figure in figures:
        yield f"{figure.name:{_NAME}}{figure.printed:>{_VALUE}}  {figure.verdict(papers)}"


def two_sizes(
    small: Sequence[Figure], few: int, large: Sequence[Figure], many: int
) -> Iterator[str]:
    """A line for each figure of both sizes, with the factor by which it grew."""
    heading = f"{f'{few:,} papers':>{_VALUE}}{f'{many:,} papers':>{_VALUE + 2}}"
    yield f"{'':{_NAME}}{heading}{'factor':>9}  goal at {many:,}"
    before = {figure.name: figure for figure in small}
    for figure in large:
        if (was := before.get(figure.name)) is None:
            continue
        factor = f"{figure.value / was.value:9.2f}" if was.value else f"{'':9}"
        values = f"{was.printed:>{_VALUE}}{figure.printed:>{_VALUE + 2}}"
        yield f"{figure.name:{_NAME}}{values}{factor}  {figure.verdict(many)}"


def by_kind(measured: Measurement, questions: Sequence[Question]) -> Iterator[str]:
    """papertui's warm times for each kind of question, and the slowest questions."""
    times = measured.asked["papertui"].outcome.warm
    yield f"{'papertui, warm':{_NAME}}{'questions':>12}{'median ms':>12}{'p95 ms':>12}"
    for kind, places in kinds_of(questions):
        pooled = pool(times, places)
        spread = f"{median(pooled):12.2f}{percentile(pooled, 0.95):12.2f}"
        yield f"  {kind:{_NAME - 2}}{len(places):12}{spread}"
    slowest = sorted(times, key=lambda place: -median(times[place]))[:_SLOWEST]
    named = (f"{questions[place].text} ({median(times[place]):.1f} ms)" for place in slowest)
    yield f"  slowest: {' · '.join(named)}"


def what_went_wrong(measured: Measurement) -> Iterator[str]:
    """Some of the answers that weren't exact, and of the papers that weren't found."""
    for difference in (measured.differences or ())[:_LISTED]:
        yield f"not exact: {difference.text} · {difference.what}"
    for recall in (measured.right_words, measured.wrong_words):
        if recall.lost:
            yield f"not found, for example: {' · '.join(recall.lost)}"
