import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources.fulltext.math import displayed_maths, with_unicode_maths


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        (r"loss $\mathcal{L}$ and $x_1$", "loss L and x₁"),
        (r"so \(x^2\) is", "so x² is"),
        (r"a $n$-best list, A$^2$C", "a n-best list, A²C"),
        (r"programs (\pi_{0},\ldots,\pi_{k}), with N{=}0", "programs (π₀,…,πₖ), with N = 0"),
        (r"Wu{}^{1\;*} and \times 50", r"Wu^(1 \*) and × 50"),
        (r"**\alpha** and _\theta_", "**α** and _θ_"),
        (r"a $|x|$ b", r"a \|x\| b"),
        (r"is $\tikz{x}$ here", r"is `$\tikz{x}$` here"),
    ],
)
def test_maths_in_paragraphs_becomes_unicode(markdown: str, read: str) -> None:
    assert with_unicode_maths(markdown) == read


@pytest.mark.parametrize(
    "markdown",
    [
        "costs $5 and $10 today",
        "between $5-$10",
        "paying $5 million for US$20",
        "`$x^2$` is code",
        "``a ` $x^2$``",
        "```\n$x^2$ and \\alpha_{1}\n```",
        "~~~\n$$x^2$$\n",
        r"[x](https://a.org/b_{1}\x)",
        r"see \[12\] and \[a, b\]",
        r"the \emph command",
        r"C:\Users\me",
        "one $ alone",
        "$$",
    ],
)
def test_amounts_code_and_addresses_are_left_alone(markdown: str) -> None:
    assert with_unicode_maths(markdown) == markdown


def test_a_line_that_begins_with_code_in_three_backticks_hides_no_maths_after_it() -> None:
    read = with_unicode_maths("```x_{1}``` is $x_{1}$\n\nand $\\alpha$")
    assert read == "```x_{1}``` is x₁\n\nand α"


def test_only_a_bare_fence_ends_a_block_of_code() -> None:
    read = with_unicode_maths("```\n``` $x_1$\n````\n$x_1$")
    assert read == "```\n``` $x_1$\n````\nx₁"


def test_an_amount_before_a_formula_does_not_hide_it() -> None:
    assert with_unicode_maths("paying $5 for $x_1$.") == "paying $5 for x₁."


@pytest.mark.parametrize("markdown", [r"$$a=b\\ c&=d$$", r"\[a=b\\ c&=d\]"])
def test_displayed_formulas_become_quotes_with_a_line_for_each_row(markdown: str) -> None:
    assert with_unicode_maths(f"so{markdown}where") == "so\n\n> a = b\\\n> c = d\n\nwhere"


def test_the_number_of_a_formula_stands_at_its_end() -> None:
    assert displayed_maths("x^2", "(3)") == "> x²    (3)"


@pytest.mark.parametrize(
    "piece", ["$", "\\(", "\\[", "{", "`", "a_{", "$a", "x\\aa", "](a", "(\\a", "~", "```a\n"]
)
def test_endless_beginnings_take_no_endless_time(piece: str) -> None:
    began = time.perf_counter()
    with_unicode_maths(piece * 10_000 + "\\alpha")
    assert time.perf_counter() - began < 3


@settings(max_examples=80, deadline=None)
@given(st.text("\\{}()[]^_$`~ \nab1*|", max_size=80))
def test_no_markdown_raises_anything(markdown: str) -> None:
    with_unicode_maths(markdown)
