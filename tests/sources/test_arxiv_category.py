"""Which codes are categories of arXiv."""

import pytest

from tui.sources.arxiv_category import arxiv_categories, is_category

CATEGORIES = (
    "cs.CL stat.ML hep-th astro-ph astro-ph.HE cond-mat.mes-hall cond-mat.mtrl-sci physics.optics "
    "physics.ao-ph physics.data-an q-bio.NC math-ph cmp-lg chao-dyn eess.AS econ.EM"
)


@pytest.mark.parametrize("code", CATEGORIES.split())
def test_categories_of_today_and_of_the_past(code: str) -> None:
    assert is_category(code)


@pytest.mark.parametrize("code", ["I.2.6", "68T05; 62M45", "05C10", "", "cs.", "cs.lg", "Cs.CL"])
def test_classes_of_other_schemes_are_none(code: str) -> None:
    assert not is_category(code)


def test_each_category_stands_once_in_order_and_there_are_a_hundred_at_most() -> None:
    assert arxiv_categories(["cs.LG", "I.2.6", "cs.AI", "cs.LG"]) == ("cs.LG", "cs.AI")
    many = [f"cs.{one}{two}" for one in "ABCDEFGHIJKL" for two in "ABCDEFGHIJKL"]
    assert len(arxiv_categories(many)) == 100
