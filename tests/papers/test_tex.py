import logging
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.papers.tex_reading import read_maths
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
        r"\hat",
        r"\over ",
        r"\left.",
        r"\log",
        r"\ours{",
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
    ("tex", "text"),
    [
        (r"$x\in\mathcal{X}$ and $\mathbb{P}\ne\mathsf{NP}$", "x∈X and ℙ≠NP"),
        (r"$\partial\mathbf{w}$, $\rho\text{SIM}$, $D\rightarrow{}E$", "∂ w, ρSIM, D→E"),
        (r"$x_\text{max}$, $d_\text{model}$, $e^\frac12$", "xₘₐₓ, d_model, e^(1/2)"),
        (r"$O(n\log n)$ and $\log\log n$, $\log\mathbf{x}$", "O(n log n) and log log n, log x"),
        (r"$\arg\max_c l$, $2\ln{n}$, $\lg^2 n$", "arg max_c l, 2 ln n, lg² n"),
        (r"$\operatorname{sgn}\alpha$, $p\equiv 3 \pmod{4}$", "sgn α, p ≡ 3 (mod 4)"),
    ],
)
def test_commands_do_not_run_into_what_is_beside_them(tex: str, text: str) -> None:
    assert tex_to_unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"$\frac{a+b}{c+d}$, $\frac1{2k}$, $\tfrac12x$", "(a+b)/(c+d), 1/2k, 1/2 x"),
        (r"$x\frac{f(x, y)}{\langle u \rangle}(z)$", "x f(x, y)/⟨u⟩ (z)"),
        (r"$\frac{\frac{a}{b}}{c}$ and $a+1 \over b$", "(a/b)/c and (a+1)/b"),
        (r"$T^{\frac{d+1}{d+2}}$, $2^{1-\frac{1}{p}}$", "T^((d+1)/(d+2)), 2^(1-1/p)"),
        (r"$e^{x^2/\sqrt{d}}$, $\sqrt\frac12$, $2\sqrt[3]{x}$", "e^(x²/√(d)), √(1/2), 2 ³√(x)"),
        (r"$r^{\binom{n}{2}}$, ${N\choose K}$", "r^(C(n,2)), C(N, K)"),
    ],
)
def test_brackets_show_what_belongs_to_a_fraction_or_a_script(tex: str, text: str) -> None:
    assert tex_to_unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"$\hatβ$, $\widetilde{\mathcal{O}}(n)$, $\overline{R}_q$", "β̂, Õ(n), R̅_q"),
        (r"$\bar{x_i}$, $\not\in$, $\tilde\mathcal{O}$, \~{}x", "x̅ᵢ, ∉, Õ, ~x"),
        (r"\r{ho} and $\b{eta}$, as arXiv has them", "ρ and β, as arXiv has them"),
    ],
)
def test_accents_stand_on_what_they_are_for(tex: str, text: str) -> None:
    assert tex_to_unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"$n\geq 3$, $x \in \mathbb{R}^d$, $5\% \sim 6\%$", "n ≥ 3, x ∈ ℝᵈ, 5% ∼ 6%"),
        (r"$n\geq3$, $10\times$, $(\pm 1, \sim 5)$", "n≥3, 10×, (± 1, ∼ 5)"),
        (r"$p(x\mid y)$, $\lceil n/2 \rceil$", "p(x | y), ⌈n/2⌉"),
        (r"$\left.x\right|_0$, $\ell_\infty$, $\kappa_*$", "x|₀, ℓ_∞, κ_*"),
        (r"\textbf{15--25\% ``more''}", "15–25% “more”"),
    ],
)
def test_signs_are_spaced_on_both_sides_or_on_none(tex: str, text: str) -> None:
    assert tex_to_unicode(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"$\bigO{n}$ over $\R^d$, $\neg G$, $\gcd(a,b)$", "O(n) over ℝᵈ, ¬ G, gcd(a,b)"),
        (r"$\card{P}$ and $\SE(3)$", r"\card(P) and \SE(3)"),
        (r"\href{https://a.b}, \SI{5}{m}, \enquote{so}", "https://a.b, 5 m, “so”"),
        (r"\textcolor{red}{\color{blue}x} \gemini", r"x \gemini"),
        (r"$\begin{cases}1&x\\0&y\end{cases}$", "{1 x; 0 y"),
    ],
)
def test_commands_of_authors_and_packages_are_read_where_their_meaning_is_clear(
    tex: str, text: str
) -> None:
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


@pytest.mark.parametrize(
    "piece", [r"\frac", r"\frac{", r"\hat", r"\sqrt[", r"\over ", "_{", "^", "{", " ", "≤ "]
)
def test_a_command_a_thousand_times_over_takes_little_time(piece: str) -> None:
    started = time.process_time()
    tex_to_unicode(f"\\textbf{{{piece * (15_000 // len(piece))}}}")
    read_maths(piece * (15_000 // len(piece)))
    assert time.process_time() - started < 2


def test_no_file_is_read_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="root"):
        assert "root" not in tex_to_unicode(r"\input{/etc/passwd} $\frac{$ \frac \cite")
    assert not caplog.records


@settings(max_examples=300)
@given(st.lists(TEX_PIECES, max_size=30).map("".join))
def test_no_tex_raises(text: str) -> None:
    result = tex_to_unicode(text)
    assert result == text or result.isprintable()
