"""What must hold of every key, registered under the ids of the table."""

from collections.abc import Awaitable, Callable

from tests.app.driver import Driver
from tests.app.outside import Outside

Case = Callable[[Driver, Outside], Awaitable[None]]

CASES: dict[str, Case] = {}
ON_RICH_PAPERS: set[Case] = set()


def pressing(*ids: str, rich: bool = False) -> Callable[[Case], Case]:
    """Register what must hold of the keys with these ids, on the seed papers or on rich ones."""

    def register(case: Case) -> Case:
        CASES.update(dict.fromkeys(ids, case))
        if rich:
            ON_RICH_PAPERS.add(case)
        return case

    return register
