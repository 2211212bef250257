"""How the reader was left, as storage keeps it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.app.reader_state import ReaderState

STATES = st.builds(
    ReaderState,
    query=st.text(),
    paper_id=st.none() | st.integers(0, 2**60),
    pane=st.sampled_from(["list", "detail", "filters"]),
    compact=st.booleans(),
    filters_open=st.booleans(),
)


@given(STATES, STATES)
@settings(max_examples=100)
def test_a_state_comes_back_the_same(state: ReaderState, default: ReaderState) -> None:
    assert ReaderState.from_session(state.to_session(), default) == state


def test_the_first_start_is_the_default() -> None:
    default = ReaderState(compact=True)
    assert ReaderState.from_session({}, default) == default


def test_what_makes_no_sense_is_left_out() -> None:
    kept = {"paper": "-3", "pane": "cellar", "else": "x"}
    default = ReaderState(query="attention", compact=True, filters_open=False)
    assert ReaderState.from_session(kept, default) == ReaderState(
        "attention", None, "list", compact=True, filters_open=False
    )


@given(st.dictionaries(st.sampled_from(["query", "paper", "pane", "compact"]), st.text()))
@settings(max_examples=100)
def test_no_session_is_too_broken_to_read(kept: dict[str, str]) -> None:
    assert isinstance(ReaderState.from_session(kept, ReaderState()), ReaderState)
