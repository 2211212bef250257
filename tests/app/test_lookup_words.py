"""What is said of papers that were looked up."""

from tui.app.lookup_words import findings_sentence, findings_text
from tui.errors import PapertuiError
from tui.library import EnrichFinding, EnrichMiss, EnrichReport

FOUND = EnrichFinding(17, "Titans", "2501.00663", "arXiv, same title", now=17)
MISSED = EnrichMiss(18, "Whales", "Nobody knows it.")


def test_one_paper_is_told_in_a_sentence() -> None:
    assert findings_sentence(EnrichReport([FOUND])) == (
        "Found: arXiv 2501.00663 (arXiv, same title)"
    )
    assert findings_sentence(EnrichReport(missing=[MISSED])) == "Nobody knows it."
    assert findings_sentence(EnrichReport()) == "Nothing is lacking here that could be looked up."
    assert findings_text(EnrichReport([FOUND])) == ""


def test_several_papers_are_counted_and_listed() -> None:
    report = EnrichReport([FOUND] * 2, [MISSED], left=4)
    assert findings_sentence(report) == "2 papers found, 1 not found, 4 not looked up"
    assert findings_text(report).splitlines() == report.lines


def test_of_many_papers_the_first_are_listed() -> None:
    lines = findings_text(EnrichReport([FOUND] * 9)).splitlines()
    assert len(lines) == 7
    assert lines[-1] == "… and 3 more papers"


def test_what_went_wrong_is_told_whatever_was_found() -> None:
    failures = {"arXiv": PapertuiError("No network.", "Check it.")}
    assert findings_text(EnrichReport(failures=failures, left=1)) == "No network. Check it."
    assert findings_text(EnrichReport([FOUND] * 9, failures=failures)).endswith("Check it.")
