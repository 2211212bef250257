"""The reader killed with ``kill -9`` while somebody types: what it painted is in the library."""

from pathlib import Path

import pytest

from tests.bench.triage.killed_reader import Round, play

_ACTIONS = 24
_ONE_BY_ONE, _AT_ONCE = 1, 12


@pytest.mark.real
@pytest.mark.parametrize(
    ("seed", "longest"),
    [(1, _ONE_BY_ONE), (2, _ONE_BY_ONE), (4, _ONE_BY_ONE), (3, _AT_ONCE), (5, _AT_ONCE)],
)
def test_what_a_killed_reader_painted_is_kept_and_at_most_one_change_more(
    prepared_home: Path, seed: int, longest: int
) -> None:
    killed = play(Round(prepared_home, seed, _ACTIONS, longest))
    assert not killed.verdict.wrong, str(killed)
    assert killed.verdict.lost == 0
    assert killed.verdict.unpainted <= 1
