"""Which paper a person means."""

from tui.errors import PapertuiError
from tui.library import Library


def paper_meant(library: Library, reference: str) -> int:
    """The one paper that a number, an arXiv id or link, a DOI or a whole title means.

    Raises PapertuiError when there is none, or more than one.
    """
    found = library.find(reference)
    if not found:
        raise PapertuiError(
            f"There is no paper “{reference}”.",
            "Give its number (papertui search finds it), an arXiv id, a DOI or its whole title.",
        )
    if len(found) > 1:
        choice = "\n".join(f"  {entry.id}  {entry.paper.title}" for entry in library.entries(found))
        raise PapertuiError(
            f"“{reference}” means {len(found)} papers:\n{choice}", "Give the number of one."
        )
    return found[0]
