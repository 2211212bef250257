import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.text import tex_to_unicode

TEX_PIECES = st.sampled_from(
    [
        *"$$${}{}[]()^_~%#&*'`\"a1 é",
        r"\\",
        r"\(",
        r"\)",
        r"\alpha",
        r"\frac",
        r"\sqrt",
        r"\textbf{",
        r"\href{",
        r"\'",
        r"\c",
        r"\unicode{",
        r"\begin{x}",
        r"\end{x}",
        r"\verb|",
        r"\item",
        r"\left(",
        r"\textsuperscript",
        r"\mathbb{R",
    ]
)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"$\alpha$-divergence", "α-divergence"),
        ("$O(n^2)$ and $x_1$", "O(n²) and x₁"),
        (r"\(X\)-evolve, \[y^{10}\], $$z$$", "X-evolve, y¹⁰, z"),
        (r"\textbf{X} and \emph{\textit{Y}}", "X and Y"),
        (
            r"Bal\'azs, caf\'{e}, \'{\i}, Erd\H{o}s, \c{c}, S\o ren",
            "Balázs, café, í, Erdős, ç, Søren",
        ),
        (r"\'Etude of {LoRA} at 50\% \& more", "Étude of LoRA at 50% & more"),
        (r"A${}^2$BM, PM$_{2.5}$, STRIPS$_{1}^{1}$", "A²BM, PM₂.₅, STRIPS₁¹"),
        (r"$\mathrm{D}^{\mathrm{3}}$ and $\mathbf{2^{nd}}$", "D³ and 2ⁿᵈ"),
        (r"T$^\star$, 90$^\circ$, $A^\top$, $f^\prime$", "T⋆, 90°, Aᵀ, f′"),
        (r"$x_{model}$, $e^{-\alpha x}$, $\mathbb{Z}_{p^k}$", "x_model, e^(-α x), ℤ_(pᵏ)"),
        (r"$\ell_p$-norm of $\logπ$", "ℓₚ-norm of logπ"),
        (r"see \href{http://a.b}{here $x^2$}\footnote{or not}", "see here x² (or not)"),
        (r"as shown~\cite{one} by Smith~et~al.", "as shown by Smith et al."),
        (r"P\textsuperscript{2}-DPO, H\textsubscript{2}O", "P²-DPO, H₂O"),
        (r"Think$\unicode{x2014}$but", "Think—but"),
        (r"we call it \ours{}, or \RNum{4}", r"we call it \ours, or 4"),
        (r"a $M$ultilingual $S$kill-based benchmark", "a Multilingual Skill-based benchmark"),
        (r"95.3% accuracy, or a \$15 run & #1", "95.3% accuracy, or a $15 run & #1"),
        (r"from $5 to $n$ dollars", "from $5 to n dollars"),
        (r"$\mathcal L$ and $\boldsymbolπ$", "L and π"),
        (r"\textbf{S\o ren} at $n \geq 3$", "Søren at n ≥ 3"),
        (r"\textbf{\emph{\textit{\textbf{\emph{\textit{deep}}}}}}", "deep"),
        (r"$a\_b_{c\_d}$ and $m_{i_j}^{k}$", "a_b_c_d and m_(iⱼ)ᵏ"),
        (r"$2^{2^{2^{2^{2^{2^x}}}}}$", "2^(2^(2^(2^(2^(2ˣ)))))"),
        (r"({\sc pddl}) at $a \ne b$", "(pddl) at a ≠ b"),
        (r"over $5~10\%$ of 5~10", "over 5 10% of 5~10"),
    ],
)
def test_tex_is_read_as_unicode(tex: str, text: str) -> None:
    assert tex_to_unicode(tex) == text


@pytest.mark.parametrize(
    "text",
    [
        "no TeX  at all",
        "{LoRA} and x_1 and 10^3",
        "$5 and $10, not $",
        "costs $1.7 billion or $100M, US$ 5",
        "between $5$10",
        "$HOME and ${PATH} are set",
        r"C:\new\files",
        "$",
        "\\",
        "$" + "{" * 3000 + "x",
        r"\alpha" + "x" * 20_000,
        r"\frac",
    ],
)
def test_what_is_not_tex_stays_exactly(text: str) -> None:
    assert tex_to_unicode(text) == text


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_tex_takes_little_time_and_adds_no_controls(text: str) -> None:
    started = time.process_time()
    result = tex_to_unicode(text)
    assert time.process_time() - started < 1
    assert result == text or result.isprintable()


def test_no_file_is_read_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="root"):
        assert "root" not in tex_to_unicode(r"\input{/etc/passwd} $\frac{$ \frac \cite")
    assert not caplog.records


@settings(max_examples=300)
@given(st.lists(TEX_PIECES, max_size=30).map("".join))
def test_no_tex_raises(text: str) -> None:
    result = tex_to_unicode(text)
    assert result == text or result.isprintable()
