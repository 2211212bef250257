"""People's names, turned and listed."""

import pytest

from tui.sources.person_name import authors_of, listed_names, natural_name


@pytest.mark.parametrize(
    ("turned", "name"),
    [
        ("van der Maaten, Laurens", "Laurens van der Maaten"),
        ("King, Martin, Jr.", "Martin King Jr."),
        ("King, Jr., Martin", "Martin King Jr."),
        ("Shannon,Claude E.", "Claude E. Shannon"),
        ("Doe,", "Doe"),
        ("NVIDIA Team", "NVIDIA Team"),
        ("Labs, Inc, of X, and Y", "Labs, Inc, of X, and Y"),
    ],
)
def test_a_name_is_turned_the_way_it_is_printed(turned: str, name: str) -> None:
    assert natural_name(turned) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. Ab, B. Bc and C. Cd", ["A. Ab", "B. Bc", "C. Cd"]),
        ("A. Ab (1), B. Bc (2) ((1) MIT, (2) CMU and ETH)", ["A. Ab", "B. Bc"]),
        ("ATLAS Collaboration: G. Aad, et al.", ["ATLAS Collaboration", "G. Aad"]),
        ("Neal J. Evans, II, Ferdinand Sandoval", ["Neal J. Evans II", "Ferdinand Sandoval"]),
        (r"C. Bal\'azs, E. \"Unal", ["C. Balázs", "E. Ünal"]),
        ("A (never closed, B. Bc", ["A"]),
        ("", []),
    ],
)
def test_a_list_in_one_line_is_told_apart(text: str, names: list[str]) -> None:
    assert listed_names(text) == names


def test_what_holds_no_letter_is_no_author() -> None:
    assert [author.name for author in authors_of([":", "1", "", "李明"])] == ["李明"]
