"""Every key of the table, pressed for real in the running reader."""

import pytest

from tests.app.driver import reading
from tests.app.keys import CASES, ON_RICH_PAPERS, Case, finding, reading_in_full, triage
from tests.app.outside import Outside
from tui.app.bindings import KEYS
from tui.library import Library

__all__ = ["finding", "reading_in_full", "triage"]


def test_every_key_has_a_case() -> None:
    assert set(CASES) == {key.id for key in KEYS}


@pytest.mark.parametrize("case", dict.fromkeys(CASES.values()), ids=lambda case: case.__name__)
async def test_key(case: Case, request: pytest.FixtureRequest, outside: Outside) -> None:
    name = "rich_library" if case in ON_RICH_PAPERS else "library"
    library: Library = request.getfixturevalue(name)
    async with reading(library) as reader:
        await case(reader, outside)
