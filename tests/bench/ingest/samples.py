"""Files from the wild, each with what has to come of it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, exactly
from tests.bench.part import Part
from tui.library import IMPORT_FORMATS, FileFormat, ImportReport, Library
from tui.paths import Paths


@dataclass(frozen=True, slots=True)
class Outcome:
    """The format, how many papers are read and how many of them are papers that were read before.

    ``refusal`` is what a sentence says about a file without papers. Of the rest ``skipped`` counts
    entries that are none.
    """

    format: FileFormat | None
    papers: int = 0
    repeated: int = 0
    skipped: int = 0
    refusal: str = ""


_NO_PAPERS = "holds no papers"

EXPECTED = {
    "arxiv_api/id_0000.0000_s0_m100_8b51d9633a68.xml": Outcome("atom", refusal=_NO_PAPERS),
    "arxiv_api/id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.xml": Outcome("atom", 1),
    "arxiv_api/id_1605.08386_s0_m100_199195aa31ad.xml": Outcome("atom", 1),
    "arxiv_api/id_abc_s0_m100_b79c8dcf6bc3.xml": Outcome(
        "atom", refusal="arXiv says: incorrect id format for abc"
    ),
    "arxiv_api/id_astro-ph_0601001_s0_m100_3150dca9dc76.xml": Outcome("atom", 1),
    "arxiv_api/q_testing_s0_m10_bc5a6c384fe9.xml": Outcome("atom", 10),
    "arxiv_feed/arxiv_cs_ai.xml": Outcome("feed", 3),
    "arxiv_feed/arxiv_cs_cl.xml": Outcome("feed", 3),
    "arxiv_feed/arxiv_rss_example.xml": Outcome("feed", 7),
    "arxiv_feed/arxiv_weekend_empty.xml": Outcome("feed", refusal=_NO_PAPERS),
    "arxiv_oai/sample_arxiv_record.xml": Outcome("oai", 12),
    "arxiv_oai/sample_arxiv_record1.xml": Outcome("oai", 1),
    "arxiv_oai/sample_arxiv_record2.xml": Outcome("oai", 1),
    "arxiv_oai/sample_arxiv_record3.xml": Outcome("oai", 1),
    "arxiv_snapshot/first_60.jsonl": Outcome("snapshot", 60),
    "bibtex/article_missing_coma.bib": Outcome("bibtex", 4, repeated=3),
    "bibtex/article_start_with_bom.bib": Outcome("bibtex", 1),
    "bibtex/article_with_protection_braces.bib": Outcome("bibtex", 1),
    "bibtex/article_with_special_characters.bib": Outcome("bibtex", 1),
    "bibtex/article_with_strings.bib": Outcome("bibtex", 1),
    "bibtex/book_capital_AND.bib": Outcome("bibtex", 1),
    "bibtex/crossref_entries.bib": Outcome("bibtex", 13, repeated=1),
    "bibtex/encoding.bib": Outcome("bibtex", 1),
    "bibtex/multiple_entries_and_comments.bib": Outcome("bibtex", 3),
    "bibtex/traps.bib": Outcome("bibtex", 1),
    "bibtex/wrong.bib": Outcome("bibtex", skipped=2),
    "csl/csl-data.schema.json": Outcome(None, refusal="JSON, but not of papers"),
    "csl/items.json": Outcome("csl", 40, repeated=5),
    "papers_page/2024-08-01.html": Outcome("html", 13),
    "papers_page/daily_firecrawl_2026-10.md": Outcome("page", 4),
    "papers_page/trending_structured_2026-10.md": Outcome("page", 4),
    "ris/example_basic.ris": Outcome("ris", 1),
    "ris/example_bom.ris": Outcome("ris", skipped=1),
    "ris/example_empty_tag.ris": Outcome("ris", 1),
    "ris/example_full.ris": Outcome("ris", 2),
    "ris/example_multiline.ris": Outcome("ris", skipped=3),
    "ris/example_starting_newlines.ris": Outcome("ris", 1),
    "ris/example_urls.ris": Outcome("ris", 4, repeated=3),
    "ris/example_utf_chars.ris": Outcome("ris", 1),
}


def measure(samples: Path, folder: Path) -> Part:
    """The part about the files below ``samples``; libraries are made in ``folder``."""
    files = {str(path.relative_to(samples)): path for path in _files(samples)}
    fresh = folder / "fresh"
    with Library(Paths.standard(fresh)):
        pass
    found = {name: _imported(path, fresh, folder / "home") for name, path in files.items()}
    wrong = list(_differences({name: outcome for name, (outcome, _) in found.items()}))
    right = len(EXPECTED) - len(wrong)
    return Part(
        f"{len(EXPECTED)} sample files, each into a fresh library",
        [Figure("files of which came what should", right, "", exactly(len(EXPECTED)))],
        [f"{name:60} {said}" for name, (_, said) in found.items()],
        wrong,
    )


def _files(samples: Path) -> Iterator[Path]:
    return (path for path in sorted(samples.rglob("*")) if path.is_file())


def _imported(path: Path, fresh: Path, home: Path) -> tuple[Outcome, str]:
    """What came of a file, and that in words."""
    shutil.copytree(fresh, home)
    with Library(Paths.standard(home)) as library:
        before = len(library.newest_ids())
        report = library.import_files([path])
        added = len(library.newest_ids()) - before
    shutil.rmtree(home)
    return _outcome(report, added), _in_words(report, path)


def _outcome(report: ImportReport, added: int) -> Outcome:
    words = report.files[0][1] if report.files else ""
    format = next((name for name, known in IMPORT_FORMATS.items() if words.startswith(known)), None)
    refusal = next((reason for where, reason in report.reasons if not where), "")
    skipped = report.skipped - bool(refusal)
    return Outcome(format, report.papers, report.papers - added, skipped, refusal)


def _in_words(report: ImportReport, path: Path) -> str:
    kind = report.files[0][1] if report.files else "not opened"
    counts = f"{report.papers:3} papers, {report.skipped} skipped · {kind}"
    reasons = dict.fromkeys(reason.replace(str(path), path.name) for _, reason in report.reasons)
    return " · ".join((counts, *reasons))


def _differences(found: dict[str, Outcome]) -> Iterator[str]:
    for name in sorted(EXPECTED.keys() | found.keys()):
        wanted, came = EXPECTED.get(name), found.get(name)
        if wanted is None or came is None or not _fits(came, wanted):
            yield f"{name}: wanted {wanted}, came {came}"


def _fits(came: Outcome, wanted: Outcome) -> bool:
    counts = (came.format, came.papers, came.repeated, came.skipped)
    return (
        counts == (wanted.format, wanted.papers, wanted.repeated, wanted.skipped)
        and wanted.refusal in came.refusal
        and bool(wanted.refusal) == bool(came.refusal)
    )
