"""Names taken apart."""

import pytest
from hypothesis import given

from tests.export.sample import format_text
from tui.export.names import Name, split_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Lovelace, Ada", Name("Lovelace", "Ada")),
        ("Donald E. Knuth", Name("Knuth", "Donald E.")),
        ("Laurens van der Maaten", Name("Maaten", "Laurens", "van der")),
        ("van der Maaten, Laurens", Name("Maaten", "Laurens", "van der")),
        ("Luc Van Gool", Name("Gool", "Luc", "Van")),
        ("Emanuele La Malfa", Name("Malfa", "Emanuele", "La")),
        ("Van Nguyen", Name("Nguyen", "Van")),
        ("van Gogh", Name("Gogh", "", "van")),
        ("van, Ada", Name("van", "Ada")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", "", "Jr.")),
        ("King, Jr., Martin", Name("King", "Martin", "", "Jr.")),
        ("King, Martin, III", Name("King", "Martin", "", "III")),
        ("William Gates III", Name("Gates", "William", "", "III")),
        ("Li Iv", Name("Iv", "Li")),
        ("Plato", Name("Plato")),
        ("张伟", Name("张伟")),
        ("张 伟", Name("张", "伟")),
        ("김 철수", Name("김", "철수")),
        (r"Bal\'azs K\'egl", Name("Kégl", "Balázs")),
        ("NVIDIA Team", Name("NVIDIA Team")),
        ("The ATLAS Collaboration", Name("The ATLAS Collaboration")),
        ("Barnes and Noble", Name("Barnes and Noble")),
        ("Ai Weiwei", Name("Weiwei", "Ai")),
        ("Mistral AI", Name("Mistral AI")),
        ("a, b, c, d", Name("a, b, c, d")),
        (" ", Name("")),
        (",", Name(",")),
    ],
)
def test_a_name_is_split_where_a_bibliography_splits_it(text: str, expected: Name) -> None:
    assert split_name(text) == expected


def test_the_full_family_name_has_its_particle() -> None:
    assert split_name("Laurens van der Maaten").full_family == "van der Maaten"


def test_only_a_name_without_parts_is_whole() -> None:
    assert split_name("Plato").is_whole
    assert not split_name("van Gogh").is_whole


@given(format_text)
def test_any_text_is_a_name_on_one_line(text: str) -> None:
    name = split_name(text)
    assert "\n" not in name.full_family + name.given + name.suffix
