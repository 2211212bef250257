"""The search benchmark comes out whole; what it draws is always the same, and what it claims."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.__main__ import main
from tests.bench.figures import Figure, Goal, at_least, at_most
from tests.bench.memory import peak_mib
from tests.bench.processes import Measured, in_fresh_process
from tests.bench.search import measuring
from tests.bench.search.corpus import Corpus
from tests.bench.search.generated import generated_records
from tests.bench.search.known_items import draw_trials, with_typo
from tests.bench.search.preparation import Source, words_counted, write_copies, write_originals
from tests.bench.search.questions import SHARES, draw_questions, kinds_of
from tests.bench.search.respelling import Vocabulary
from tests.bench.search.table import two_sizes
from tui.search.matching import edit_distance

_SIZE = 200


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("papers") / "papers.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in generated_records(_SIZE)))
    return path


@pytest.fixture(scope="module")
def prepared(papers: Path) -> tuple[Corpus, Vocabulary]:
    return write_originals(Source(papers, None), papers.with_name("originals.jsonl"))


@pytest.fixture
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a process for each step would take longer than all the steps."""

    def in_this_process(task: Callable[..., object], *arguments: object) -> Measured[object]:
        return Measured(task(*arguments), 0.0)

    monkeypatch.setattr(measuring, "in_fresh_process", in_this_process)


@pytest.mark.usefixtures("_in_this_process")
def test_the_table_says_how_every_engine_does_and_how_the_figures_grow(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    little = "--rounds 1 --questions 30 --trials 30"
    main(["search", "--papers", str(papers), "--copies", "2", *little.split()])
    printed = capsys.readouterr().out
    for expected in (
        "200 papers", "papertui / whoosh", "fts5 / papertui", "first after opening: p95",
        "with all facets: p95", "more papers found", "400 papers", "factor", "slowest:",
        "known paper in the first 10",
    ):  # fmt: skip
        assert expected in printed
    assert "not exact" not in printed


def test_the_memory_of_a_step_is_not_that_of_its_parent() -> None:
    held = b"x" * 200_000_000
    measured = in_fresh_process(len, b"abc")
    assert measured.outcome == 3
    assert 0 < measured.peak_mib < peak_mib() - len(held) / 2**20 / 2


def test_an_engine_nobody_knows_is_refused() -> None:
    with pytest.raises(SystemExit, match="no peer 'lucene'"):
        main(["search", "--peers", "lucene"])


def test_copies_bring_as_many_new_words_as_real_papers_would(
    prepared: tuple[Corpus, Vocabulary], tmp_path: Path
) -> None:
    originals, vocabulary = prepared
    copies = write_copies(originals, vocabulary, 3, tmp_path / "copies.jsonl")
    expected = len(vocabulary.frequencies) * 3**vocabulary.exponent
    assert copies.size == 3 * originals.size
    assert words_counted(copies) == pytest.approx(expected, rel=0.05)


def test_a_copy_is_a_paper_of_its_own_that_knows_its_original(
    prepared: tuple[Corpus, Vocabulary], tmp_path: Path
) -> None:
    originals, vocabulary = prepared
    copies = write_copies(originals, vocabulary, 2, tmp_path / "copies.jsonl")
    papers = dict(copies.papers())
    assert len({paper.arxiv_id for paper in papers.values()}) == copies.size
    assert copies.original_of(_SIZE + 7) == 7
    assert len(papers[7].title.split()) == len(papers[_SIZE + 7].title.split())


def test_the_beginning_of_a_corpus_is_a_corpus(prepared: tuple[Corpus, Vocabulary]) -> None:
    beginning = replace(prepared[0], size=50)
    assert [number for number, _ in beginning.papers()] == list(range(1, 51))
    assert [len(batch) for batch in beginning.batches(45)] == [45]
    assert [number for number, _ in beginning.papers(46)] == [46, 47, 48, 49, 50]


def test_questions_are_of_every_kind_and_always_the_same(
    prepared: tuple[Corpus, Vocabulary],
) -> None:
    questions = draw_questions(prepared[0], 200)
    assert {kind: len(places) for kind, places in kinds_of(questions)} == SHARES
    assert questions == draw_questions(prepared[0], 200)
    assert {question.begun_letters for question in questions} >= {1, 2, 3, 4, 5, 6, 7, 8}
    assert not [question for question in questions if question.query.problems]


def test_a_trial_asks_for_three_rare_words_of_a_title(
    prepared: tuple[Corpus, Vocabulary],
) -> None:
    corpus, vocabulary = prepared
    trials = draw_trials(corpus, vocabulary.frequencies, 20)
    titles = {number: paper.title.lower() for number, paper in corpus.papers()}
    assert trials
    for trial in trials:
        words = trial.right.split()
        assert len(words) == 3
        assert all(word in titles[trial.number] for word in words)
        assert max(vocabulary.frequencies[word] for word in words) <= _SIZE * 0.01
        changed = Counter(words) - Counter(trial.wrong.split())
        assert changed.total() == 1


@settings(max_examples=100)
@given(st.text("abc", min_size=5, max_size=12), st.integers())
def test_a_typo_is_one_wrong_letter(word: str, seed: int) -> None:
    assert edit_distance(word, with_typo(word, Random(seed)), 2) == 1


@pytest.mark.parametrize(
    ("goal", "papers", "value", "short"),
    [
        (at_most(6, large=60), 100_000, 8.5, 2.5),
        (at_most(6, large=60), 1_000_000, 8.5, 0),
        (at_most(large=15), 100_000, 20, 0),
        (at_least(98), 1_000_000, 97, 1),
    ],
)
def test_a_figure_is_held_against_the_goal_of_its_size(
    goal: Goal, papers: int, value: float, short: float
) -> None:
    assert goal.shortfall(value, papers) == short


def test_growth_is_told_as_a_factor() -> None:
    lines = [
        *two_sizes(
            [Figure("build", 2.0, "s")], 100_000, [Figure("build", 30.0, "s", at_most(large=15))],
            1_000_000,
        )
    ]  # fmt: skip
    assert lines[-1].split() == ["build", "2.00", "s", "30.00", "s", "15.00", "≤", "15", "s",
                                 "short", "by", "15.00", "s"]  # fmt: skip
