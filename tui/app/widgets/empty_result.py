"""What an empty result says: what to loosen, and which words were perhaps meant."""

from textual.content import Content
from textual.widgets import Static

from tui.app.content import plain
from tui.library import Results
from tui.papers.words import counted


class EmptyResult(Static):
    """Takes the place of the rows when nothing matches."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False

    def show(self, results: Results | None) -> None:
        """Say how to go on from an empty result; ``None`` hides it."""
        self.display = results is not None
        if results is not None:
            self.update(Content("\n").join(_lines(results)))


def _lines(results: Results) -> list[Content]:
    if results.papers == 0:
        return [Content("The library is empty."), Content("papertui import FILE brings papers in.")]
    said = [Content.styled("Nothing matches.", "bold")]
    for way in results.ways_out:
        said.append(plain(f"{way.reason}: {counted(way.count, 'paper')}"))
    if results.ways_out:
        said.append(Content("/ then enter takes the first"))
    said.append(Content("esc clears the query"))
    return said
