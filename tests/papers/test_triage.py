"""What was decided about a paper, here and elsewhere."""

import pytest
from hypothesis import given

from tests.papers.strategies import triages
from tui.papers.paper import Triage


@given(triages, triages)
def test_what_was_decided_here_or_there_is_decided(known: Triage, arrived: Triage) -> None:
    both = arrived.added_to(known)
    assert both.bookmarked == (known.bookmarked or arrived.bookmarked)
    assert both.read == (known.read or arrived.read)
    assert both.archived == (known.archived or arrived.archived)
    assert both.tags == tuple(sorted({*known.tags, *arrived.tags}))
    assert (known.note or "") in (both.note or "")
    assert (arrived.note or "") in (both.note or "")


@given(triages, triages)
def test_what_was_decided_twice_changes_nothing(known: Triage, arrived: Triage) -> None:
    both = arrived.added_to(known)
    assert arrived.added_to(both) == both
    assert Triage().added_to(both) == both


@pytest.mark.parametrize(
    ("known", "arrived", "both"),
    [
        (None, None, None),
        ("mine", None, "mine"),
        (None, "theirs", "theirs"),
        ("mine", "theirs", "mine\n\ntheirs"),
        ("mine\n\ntheirs", "theirs", "mine\n\ntheirs"),
    ],
)
def test_the_notes_stand_one_below_the_other(
    known: str | None, arrived: str | None, both: str | None
) -> None:
    assert Triage(note=arrived).added_to(Triage(note=known)).note == both
