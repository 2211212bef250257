"""Links of a paper's text: within the paper, or out of it."""

from collections.abc import Set as AbstractSet
from urllib.parse import urldefrag, urljoin, urlsplit

from tui.papers.identity import arxiv_id_in
from tui.papers.links import safe_url

_TEXT_HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "ar5iv.labs.arxiv.org", "ar5iv.org"})


class PaperLinks:
    """Where the links in the text of one paper lead.

    ``url`` is the page that the text is from, ``anchors`` the places in it that can be led to.
    """

    def __init__(
        self, arxiv_id: str, url: str = "", anchors: AbstractSet[str] = frozenset()
    ) -> None:
        self._arxiv_id = arxiv_id
        self._url = url
        self._anchors = anchors

    def target(self, href: str) -> str | None:
        """``#anchor`` for a place in this text, a whole address for others, else ``None``."""
        name = self.anchor(href)
        if name in self._anchors:
            return f"#{name}"
        if name is not None and href.startswith("#"):
            return None
        try:
            return safe_url(urljoin(self._url, href)) if href else None
        except ValueError:
            return None

    def anchor(self, href: str) -> str | None:
        """The place within this paper that an address means, whether it is in the text or not.

        arXiv's pages name themselves: ``https://arxiv.org/html/2501.00663v1#S2``.
        """
        try:
            page, name = urldefrag(href.strip())
            host = urlsplit(page).hostname
        except ValueError:
            return None
        if not name or not page:
            return name or None
        is_this = host in _TEXT_HOSTS and arxiv_id_in(page) == self._arxiv_id
        return name if is_this else None
