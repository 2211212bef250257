"""What is said of papers that were looked up."""

from tui.library import EnrichReport
from tui.papers.words import counted

_MOST_PAPERS = 6


def findings_sentence(report: EnrichReport) -> str:
    """What came of it, in one line."""
    match report.found, report.missing, report.left:
        case [], [], 0:
            return "Nothing is lacking here that could be looked up."
        case [found], [], 0:
            return f"Found: {found.outcome}"
        case [], [miss], 0:
            return miss.why
    outcomes = {
        "found": len(report.found),
        "not found": len(report.missing),
        "not looked up": report.left,
    }
    (first, number), *others = ((what, number) for what, number in outcomes.items() if number)
    rest = (f", {number:,} {what}" for what, number in others)
    return f"{counted(number, 'paper')} {first}{''.join(rest)}"


def findings_text(report: EnrichReport) -> str:
    """What came of each of several papers, of many the first; and what went wrong."""
    failures = list(map(str, report.failures.values()))
    papers = report.lines[: len(report.found) + len(report.missing)]
    if len(papers) < 2:
        return "\n".join(failures)
    more = len(papers) - _MOST_PAPERS
    rest = [f"… and {counted(more, 'more paper')}"] if more > 0 else []
    return "\n".join([*papers[:_MOST_PAPERS], *rest, *failures])
