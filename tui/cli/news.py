"""What watched searches have new."""

from tui.cli.output import say
from tui.library import Library
from tui.papers.text import clean
from tui.papers.words import counted


def tell_news(library: Library) -> None:
    """Say which watched searches have papers that nobody was told of yet, and how many."""
    for news in library.untold_news():
        new = counted(len(news.ids), "new paper")
        say(f"{new} in “{clean(news.name)}”: {clean(news.query)}")
