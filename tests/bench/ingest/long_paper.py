"""A paper as long as long papers are, which nobody wrote: the same one every time."""

from collections.abc import Iterator
from itertools import cycle
from random import Random

FIRST_WORDS = "The very first words of the text"

_PHRASES = (
    "attention", "the gradient of", "we train a model", "with long context", "memory",
    "each layer", "the loss", "in our evaluation", "on a benchmark", "retrieval,", "sparse",
    "improves **significantly**", "over *strong*", "baselines [12](#bib.12)", "(see Table 3).",
    "where $\\alpha_{ij} \\leq \\frac{1}{n}$ holds", "for all `inputs`",
    "as [code](https://example.org/code) shows;",
)  # fmt: skip
_TABLE = """
| Method | Parameters | Accuracy | Latency |
|:-------|-----------:|---------:|--------:|
| Ours   | 7.1B       | **93.4** | 12 ms   |
| Theirs | 70B        | 91.2     | 140 ms  |
"""
_FORMULA = "$$\\mathcal{L}(\\theta) = \\sum_{i=1}^{N} \\log p_\\theta(x_i \\mid x_{<i})$$"
_CODE = "```python\ndef step(x, w):\n    return x @ w + 1\n```"
_LIST = "- The first point is short.\n- The second *one* cites [4](#bib.4).\n  - And has a point."
_EXTRAS = (_TABLE, _FORMULA, _CODE, _LIST)


def long_paper(size: int) -> str:
    """Markdown of about ``size`` characters: sections, paragraphs, formulas, tables, references."""
    blocks, length = [], 0
    for block in _blocks():
        blocks.append(block)
        length += len(block) + 2
        if length >= size:
            return "\n\n".join(blocks)
    raise AssertionError("there is always another block")


def _blocks() -> Iterator[str]:
    random = Random(20250311)
    extras = cycle(_EXTRAS)
    yield f"# A paper without end\n\n{FIRST_WORDS} stand here."
    section = 0
    while True:
        section += 1
        yield f"## {section} On {' '.join(random.choices(_PHRASES[:9], k=2))}"
        for _ in range(5):
            yield " ".join(random.choices(_PHRASES, k=random.randint(30, 90)))
        yield next(extras)
        yield f'<a id="bib.{section}"></a>\n\n[{section}] A. Author. A reference. 2025.'
