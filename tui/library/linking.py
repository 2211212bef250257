"""What else is on Hugging Face about one paper: the models, datasets and spaces that name it."""

import logging
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tui.config import hub_address
from tui.library.indexing import Cancelled, never_cancelled
from tui.library.online import Online
from tui.papers.paper import Paper

_LOG = logging.getLogger("papertui.sync")
_SOURCE = "hf"
_ASK_AGAIN_AFTER = timedelta(days=7)
_NOT_THERE = "none"


class _Known(NamedTuple):
    """The digest of what Hugging Face said about a paper, and the paper, if it has that one."""

    digest: str
    paper: Paper | None = None


class Linking(Online):
    """Asks about a paper at most once a week, and is quiet when nobody answers."""

    def linked(self, paper_id: int, *, cancelled: Cancelled = never_cancelled) -> bool:
        """Have the links of a paper brought up to date; gives whether anything changed.

        Only where Hugging Face is switched on, and the paper has an arXiv id. Raises UsageError for
        a malformed ``HF_ENDPOINT``, and StorageError.
        """
        arxiv_id = next((entry.paper.arxiv_id for entry in self._papers.get([paper_id])), None)
        if arxiv_id is None or not self.settings.hf.on or self._asked_lately(arxiv_id):
            return False
        from tui.sources.http import FetchError

        try:
            known = self._details(arxiv_id, cancelled)
        except FetchError as error:
            _LOG.info("the links of %s: %s", arxiv_id, error.message)
            return False
        return known is not None and self._keep(arxiv_id, known)

    def _asked_lately(self, arxiv_id: str) -> bool:
        asked = self._sync.one(_SOURCE, _item(arxiv_id))
        earliest = datetime.now(UTC) - _ASK_AGAIN_AFTER
        return asked is not None and asked.at >= earliest.isoformat(timespec="microseconds")

    def _details(self, arxiv_id: str, cancelled: Cancelled) -> _Known | None:
        """What Hugging Face knows of a paper; ``None`` when something else answered."""
        from tui.sources.http import NotFound
        from tui.sources.huggingface.api import HubApi
        from tui.sources.huggingface.rows import read_details
        from tui.sources.item import Found

        try:
            response = HubApi(self._client, hub_address(), cancelled).paper(arxiv_id)
        except NotFound:
            return _Known(_NOT_THERE)
        found = read_details(response.body)
        if not isinstance(found, Found):
            _LOG.info("the links of %s: %s", arxiv_id, found.reason)
            return None
        is_wanted = found.paper.arxiv_id == arxiv_id
        return _Known(response.digest, found.paper if is_wanted else None)

    def _keep(self, arxiv_id: str, known: _Known) -> bool:
        with self._database.write():
            self._sync.record(_SOURCE, _item(arxiv_id), known.digest)
            added = self._papers.add([known.paper] if known.paper else [])
        return bool(added.new or added.merged)


def _item(arxiv_id: str) -> str:
    return f"paper {arxiv_id}"
