"""A small library with everything that searching has to cope with."""

from datetime import date
from pathlib import Path

from tests.ledger import FileLedger
from tui.papers.paper import Author, Link, LinkKind, Paper
from tui.search.index import SearchIndex
from tui.search.language import parse
from tui.search.results import Hits, StateSets

CODE = Link(LinkKind.CODE, "https://github.com/a/b")
MODEL = Link(LinkKind.MODEL, "https://huggingface.co/a/b")

PAPERS: dict[int, Paper] = {
    1: Paper(
        "Long Range Arena: a benchmark for efficient transformers",
        "Transformers do not scale to long sequences. We propose a suite of tasks.",
        arxiv_id="2011.04006",
        authors=(Author("Yi Tay"), Author("Donald Metzler")),
        categories=("cs.LG", "cs.CL"),
        keywords=("Sparse Attention", "benchmark"),
        venue="ICLR 2021",
        listed_on=date(2020, 11, 8),
        upvotes=12,
        links=(CODE,),
        sources=("hf",),
    ),
    2: Paper(
        "Efficiently modeling long sequences with S4",
        "A structured state space for long-range dependencies, S4 beats a transformer.",
        authors=(Author("Albert Gu"),),
        categories=("cs.LG",),
        keywords=("state space", "attention"),
        listed_on=date(2021, 10, 31),
        upvotes=40,
        stars=2000,
        links=(CODE, MODEL),
        sources=("hf", "page"),
    ),
    3: Paper(
        "Learning with Kernels",
        "Support vector machines, by Schölkopf's students. Written in C++ and C#.",
        authors=(Author("Bernhard Schölkopf"), Author("Alexander Smola")),
        categories=("stat.ML",),
        organization="MIT Press",
        comment="644 pages, 3D figures",
        published_on=date(2001, 12, 15),
        sources=("page",),
    ),
    4: Paper(
        "GPT-4 Technical Report",
        "We report the development of GPT-4, a large multimodal model.",
        arxiv_id="2303.08774",
        doi="10.1000/gpt4",
        authors=(Author("OpenAI"),),
        categories=("cs.CL", "cs.AI"),
        keywords=("language model",),
        listed_on=date(2023, 3, 15),
        upvotes=0,
        sources=("arxiv",),
    ),
    5: Paper("注意力机制综述 with attention", "关于注意力的论文。", listed_on=date(2023, 3, 15)),
    6: Paper(
        "Attention Is All You Need",
        "The dominant sequence transduction models are based on attention, attention, attention.",
        authors=(Author("Ashish Vaswani"),),
        categories=("cs.CL",),
        keywords=("attention", "transformer"),
        listed_on=date(2023, 3, 16),
        upvotes=300,
        links=(Link(LinkKind.PROJECT, "https://a.io"), Link(LinkKind.PDF, "https://a.io/a.pdf")),
        sources=("arxiv", "hf"),
    ),
    7: Paper("Diffusion or a GAN? A survey", None),
    8: Paper("Translating $\\alpha$-stable noise with diffusion models", "Noise, noise, noise."),
}

SETS = StateSets(
    bookmarked=frozenset({2, 6, 99}),
    read=frozenset({2, 3, 6}),
    archived=frozenset({3, 7}),
    tags={"toread": frozenset({1, 4}), "My Kernels": frozenset({3})},
    notes={2: "Compare with long convolutions", 7: "old hat"},
)


def index_of(folder: Path, papers: dict[int, Paper]) -> SearchIndex:
    """An index of ``papers``, filled in one commit."""
    index = SearchIndex(folder, FileLedger(folder), papers.get, lock_wait=0.2)
    index.clear()
    index.update(list(papers.items()))
    return index


def found(index: SearchIndex, text: str, sets: StateSets = SETS) -> list[int]:
    """The numbers of the papers that ``text`` finds, in order."""
    return list(hits(index, text, sets).ids)


def hits(index: SearchIndex, text: str, sets: StateSets = SETS) -> Hits:
    """Everything that searching for ``text`` gives."""
    return index.search(parse(text, date(2023, 3, 20)), sets)
