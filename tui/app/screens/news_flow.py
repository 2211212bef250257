"""New papers of watched searches, told when they come."""

from collections.abc import Sequence

from tui.app.screens.index_flow import IndexFlow
from tui.app.sync_words import news_sentence
from tui.library import WatchedNews


class NewsFlow(IndexFlow):
    """Also those that came while no reader was there."""

    def tell_news(self) -> None:
        """Tell of what is new in watched searches, of all that is indexed."""
        self.read(self.library.untold_news, self._tell_new, group="news")

    def _tell_new(self, news: Sequence[WatchedNews]) -> None:
        if news:
            self.say(news_sentence(news))
