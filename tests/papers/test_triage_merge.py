"""What was decided about a paper, here and elsewhere."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.strategies import triages
from tui.papers.paper import ChangeTimes, Triage
from tui.papers.triage_merge import merge_triage

NOW = "2026-11-20T12:00:00.000000+00:00"
TIMES = [f"2026-11-20T0{hour}:00:00.000000+00:00" for hour in range(3)]
EARLY, LATE, _ = TIMES
FUTURE = "2030-01-01T00:00:00.000000+00:00"

_times = st.none() | st.sampled_from(TIMES)


@st.composite
def timed_triages(draw: st.DrawFn) -> Triage:
    """What a library holds: whatever is not as in the beginning has the time of its change."""
    bookmarked, read, archived, note = (draw(_times) for _ in range(4))
    tags = draw(st.dictionaries(st.sampled_from("abc"), st.sampled_from(TIMES)))
    return Triage(
        bookmarked=bookmarked is not None and draw(st.booleans()),
        read=read is not None and draw(st.booleans()),
        archived=archived is not None and draw(st.booleans()),
        tags=tuple(name for name in sorted(tags) if draw(st.booleans())),
        note=draw(st.sampled_from([None, "one", "two"])) if note else None,
        changed_at=ChangeTimes(bookmarked, read, archived, note, tags),
    )


def merged(known: Triage, arrived: Triage) -> Triage:
    return merge_triage(known, arrived, NOW)


def whole(triage: Triage) -> tuple[Triage, ChangeTimes | None]:
    return triage, triage.changed_at


@given(triages, triages)
def test_without_times_what_was_decided_here_or_there_is_decided(
    known: Triage, arrived: Triage
) -> None:
    both = merged(known, arrived)
    assert both.bookmarked == (known.bookmarked or arrived.bookmarked)
    assert both.read == (known.read or arrived.read)
    assert both.archived == (known.archived or arrived.archived)
    assert both.tags == tuple(sorted({*known.tags, *arrived.tags}))
    assert (known.note or "") in (both.note or "")
    assert (arrived.note or "") in (both.note or "")


@given(triages, triages)
def test_what_was_decided_twice_changes_nothing(known: Triage, arrived: Triage) -> None:
    both = merged(known, arrived)
    assert whole(merged(both, arrived)) == whole(both)
    assert whole(merged(both, Triage())) == whole(both)


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
def test_notes_without_times_stand_one_below_the_other(
    known: str | None, arrived: str | None, both: str | None
) -> None:
    assert merged(Triage(note=known), Triage(note=arrived)).note == both


@settings(max_examples=100, deadline=None)
@given(timed_triages(), timed_triages(), timed_triages())
def test_libraries_come_to_the_same_in_whatever_order_they_exchange(
    one: Triage, two: Triage, three: Triage
) -> None:
    assert whole(merged(one, one)) == whole(one)
    assert whole(merged(one, two)) == whole(merged(two, one))
    assert whole(merged(merged(one, two), three)) == whole(merged(one, merged(two, three)))


def _marked(at: str, value: bool) -> Triage:
    return Triage(bookmarked=value, changed_at=ChangeTimes(bookmarked=at))


def _noted(at: str, value: bool) -> Triage:
    return Triage(note="x" if value else None, changed_at=ChangeTimes(note=at))


def _tagged(at: str, value: bool) -> Triage:
    return Triage(tags=("a",) if value else (), changed_at=ChangeTimes(tags={"a": at}))


@pytest.mark.parametrize("decide", [_marked, _noted, _tagged])
@pytest.mark.parametrize("value", [True, False])
def test_the_newer_change_wins_whatever_it_says(
    decide: Callable[[str, bool], Triage], value: bool
) -> None:
    old, new = decide(EARLY, not value), decide(LATE, value)
    assert whole(merged(old, new)) == whole(new)
    assert whole(merged(new, old)) == whole(new)
    assert merged(decide(EARLY, value), decide(EARLY, not value)) == decide(EARLY, True)


def test_each_field_and_each_tag_has_a_time_of_its_own() -> None:
    known = Triage(
        read=True,
        tags=("kept", "taken"),
        note="mine",
        changed_at=ChangeTimes(read=LATE, note=EARLY, tags={"kept": LATE, "taken": EARLY}),
    )
    arrived = Triage(
        note="theirs",
        tags=("given",),
        changed_at=ChangeTimes(
            read=EARLY, note=LATE, tags={"kept": EARLY, "taken": LATE, "given": EARLY}
        ),
    )
    both = merged(known, arrived)
    assert both == Triage(read=True, tags=("given", "kept"), note="theirs")
    assert both.changed_at == ChangeTimes(
        read=LATE, note=LATE, tags={"kept": LATE, "taken": LATE, "given": EARLY}
    )


def test_a_time_that_has_not_come_yet_is_now() -> None:
    both = merged(_marked(EARLY, True), _marked(FUTURE, False))
    assert whole(both) == whole(_marked(NOW, False))


def test_what_is_added_without_a_time_has_the_time_of_its_arrival() -> None:
    both = merged(_marked(EARLY, False), Triage(bookmarked=True, tags=("a",)))
    assert both.changed_at == ChangeTimes(bookmarked=NOW, tags={"a": NOW})
