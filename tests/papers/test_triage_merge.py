"""What was decided about a paper, here and elsewhere."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.strategies import triages
from tui.papers.paper import ChangeTimes, Triage, time_of_change
from tui.papers.triage_merge import merge_triage

NOW = "2026-11-20T12:00:00.000000+00:00"
FUTURE = "2030-01-01T00:00:00.000000+00:00"
AFTER_FUTURE = "2030-01-01T00:00:00.000001+00:00"
EARLY, LATE = (f"2026-11-20T0{hour}:00:00.000000+00:00" for hour in range(2))
TIMES = [EARLY, LATE, FUTURE]

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
        ("mine", "mine\n\ntheirs", "mine\n\ntheirs"),
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


@given(timed_triages(), timed_triages(), st.sampled_from([*TIMES, NOW]))
def test_what_was_changed_here_after_an_arrival_stands_when_the_same_arrives_again(
    known: Triage, arrived: Triage, now: str
) -> None:
    both = merged(known, arrived)
    times = both.changed_at or ChangeTimes()
    changed = replace(
        both,
        bookmarked=not both.bookmarked,
        tags=tuple(sorted({"a", "b", "c"}.difference(both.tags))),
        note=None if both.note else "three",
        changed_at=ChangeTimes(
            bookmarked=time_of_change(times.bookmarked, now),
            read=times.read,
            archived=times.archived,
            note=time_of_change(times.note, now),
            tags={name: time_of_change(times.tags.get(name), now) for name in "abc"},
        ),
    )
    assert whole(merged(changed, arrived)) == whole(changed)
    assert whole(merged(arrived, changed)) == whole(changed)


@pytest.mark.parametrize(
    ("last", "now", "time"),
    [
        (None, NOW, NOW),
        (EARLY, NOW, NOW),
        (NOW, NOW, "2026-11-20T12:00:00.000001+00:00"),
        (FUTURE, NOW, AFTER_FUTURE),
        ("2026-12-31T23:59:59.999999+00:00", NOW, "2027-01-01T00:00:00.000000+00:00"),
    ],
)
def test_a_change_is_later_than_the_one_before_whatever_the_clock_says(
    last: str | None, now: str, time: str
) -> None:
    assert time_of_change(last, now) == time


def test_a_time_that_has_not_come_yet_stays_what_it_is() -> None:
    both = merged(_marked(EARLY, True), _marked(FUTURE, False))
    assert whole(both) == whole(_marked(FUTURE, False))


def test_what_is_added_without_a_time_has_the_time_of_its_arrival() -> None:
    both = merged(_marked(EARLY, False), Triage(bookmarked=True, tags=("a",)))
    assert both.changed_at == ChangeTimes(bookmarked=NOW, tags={"a": NOW})


def test_what_is_added_without_a_time_is_later_than_what_was_there() -> None:
    both = merged(_marked(FUTURE, False), Triage(bookmarked=True))
    assert whole(both) == whole(_marked(AFTER_FUTURE, True))
