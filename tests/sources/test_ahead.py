"""Work done ahead of who wants its results."""

import threading
from collections.abc import Iterator

import pytest

from tui.sources.ahead import ahead
from tui.sources.http import FetchCancelled


def never() -> bool:
    return False


@pytest.mark.parametrize("threads", [1, 4])
def test_results_come_in_the_order_of_the_jobs(threads: int) -> None:
    assert list(ahead(str, range(100), threads=threads, cancelled=never)) == [
        str(number) for number in range(100)
    ]


def test_only_a_few_are_made_before_they_are_wanted() -> None:
    begun: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(1000):
            begun.append(number)
            yield number

    results = ahead(str, jobs(), threads=2, cancelled=never)
    assert next(results) == "0"
    assert len(begun) <= 8
    results.close()


@pytest.mark.parametrize("error", [TimeoutError("slow disk"), ValueError("no number")])
def test_whatever_is_raised_is_raised_in_its_place(error: Exception) -> None:
    def work(number: int) -> int:
        if number == 1:
            raise error
        return number

    results = ahead(work, range(3), threads=2, cancelled=never)
    assert next(results) == 0
    with pytest.raises(type(error)):
        next(results)


def test_several_are_under_way_at_once() -> None:
    together = threading.Barrier(4, timeout=10)
    jobs = range(4)
    assert len(list(ahead(lambda _: together.wait(), jobs, threads=4, cancelled=never))) == 4


def test_what_fails_is_raised_in_its_place() -> None:
    results = ahead(lambda number: 1 // number, [1, 0, 1], threads=2, cancelled=never)
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_cancelling_waits_for_nobody() -> None:
    released = threading.Event()
    try:
        with pytest.raises(FetchCancelled):
            list(ahead(lambda _: released.wait(60), [1], threads=1, cancelled=lambda: True))
    finally:
        released.set()
