import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources.fulltext.tex import tex_rows, tex_text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"x^{2}+y_{i}", "x²+yᵢ"),
        (r"\frac{1}{2}\|\bm{w}\|^{2}", "1/2 ‖w‖²"),
        (r"\frac{a+b}{c-d}", "(a+b)/(c-d)"),
        (r"\frac{f(x, y)}{2}", "f(x, y)/2"),
        (r"\tfrac12\dfrac{a}{b}", "1/2 a/b"),
        (r"\displaystyle\frac{\partial L}{\partial\bm{w}}=0", "(∂ L)/(∂ w) = 0"),
        (r"x\in\mathcal{X}", "x ∈ X"),
        (r"x_\text{max}", "xₘₐₓ"),
        (r"\operatorname*{arg\,max}_{x}f(x)", "arg maxₓf(x)"),
        (r"\mathbf{x}^{\top}\mathbf{y}", "xᵀy"),
        (r"O(n\log n)", "O(n log n)"),
        (r"N{=}0", "N = 0"),
        (r"\sqrt[3]{x}", "³√(x)"),
        (r"{N \choose K}", "C(N, K)"),
        (r"\binom{n}{k}", "C(n,k)"),
        (r"\mathopen{}\left(x\right)\mathclose{}", "(x)"),
        (r"x\hskip 9.24994pt y", "x y"),
        (r"\underbrace{a+b}_{c}", "(a+b)_c"),
        (r"\begin{bmatrix}1&2\\ 3&4\end{bmatrix}", "[1 2; 3 4]"),
        (r"\begin{cases}1&x>0\\ 0&\text{otherwise}\end{cases}", "{1 x > 0; 0 otherwise"),
        ("\\bm{%\nw},\\alpha", "w,α"),
        (r"\textcolor{red}{x}", "x"),
        ("", ""),
    ],
)
def test_formulas_become_one_line_of_unicode(tex: str, text: str) -> None:
    assert tex_text(tex) == text


@pytest.mark.parametrize("tex", [r"\tikz{x}", r"\mathchoice{a}{b}{c}{d}", "x" * 2_001], ids=len)
def test_what_has_no_unicode_is_left_to_the_caller(tex: str) -> None:
    assert tex_text(tex) is None


def test_a_long_formula_is_read_in_parts() -> None:
    text = tex_text(" + ".join([r"\alpha_{1}"] * 100))
    assert text == " + ".join(["α₁"] * 100)


def test_aligned_formulas_have_a_row_for_each_line() -> None:
    assert tex_rows(r"\begin{aligned}a&=b\\[2pt] c&=d\\\end{aligned}") == ["a&=b", " c&=d"]


def test_a_matrix_is_one_row() -> None:
    matrix = r"\begin{pmatrix}1\\2\end{pmatrix}"
    assert tex_rows(matrix) == [matrix]


@settings(max_examples=80, deadline=None)
@given(st.text("\\{}^_$&%[]abfrac sqrt\n12=", max_size=60))
def test_no_formula_raises_anything(tex: str) -> None:
    assert isinstance(tex_text(tex), str | None)
    tex_rows(tex)
