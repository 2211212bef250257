"""Text in the cells of a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from tui.cli.cells import cell_width, fitted, shortened, wrapped


def test_wide_letters_take_two_cells_and_marks_none() -> None:
    assert cell_width("abc") == 3
    assert cell_width("漢字") == 4
    assert cell_width("e\u0301") == 1


def test_what_fits_stays_and_what_does_not_ends_in_an_ellipsis() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
    assert shortened("漢字漢字", 5) == "漢字…"
    assert shortened("ab cd", 4) == "ab…"
    assert shortened("abc", 0) == ""


@given(st.text(), st.integers(0, 30))
def test_fitted_text_has_exactly_the_width(text: str, width: int) -> None:
    assert cell_width(fitted(text, width)) == width


def test_prose_is_wrapped_at_spaces() -> None:
    assert wrapped("one two three", 7) == "one two\nthree"
    assert wrapped("a " + "x" * 20 + " b", 5) == "a\n" + "x" * 20 + "\nb"
    assert wrapped("", 5) == ""
