"""What sources lacked, looked up: arXiv ids by title, titles and all else by arXiv id."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui.config import hub_address
from tui.library.enrich_report import EnrichReport
from tui.library.indexing import Cancelled, Progress, never_cancelled
from tui.library.online import Online

if TYPE_CHECKING:
    from tui.sources.batch import Order
    from tui.storage.enrich_store import EnrichStore

_SOURCE = "enrich"
_NOT_FOUND = "none"
_ASK_AGAIN_AFTER = timedelta(days=30)


def _in_silence(*_: object) -> None:
    """For what nobody wants to hear of."""


class ToEnrich(NamedTuple):
    """Papers without arXiv id or title: those to look up, and how many were lately, in vain."""

    ids: list[int]
    asked_lately: int


class Enriching(Online):
    """Looks papers up at Hugging Face and arXiv, whether or not they are switched on for syncs."""

    @cached_property
    def _enrich_store(self) -> "EnrichStore":
        from tui.storage.enrich_store import EnrichStore

        return EnrichStore(self._database)

    def papers_to_enrich(self) -> ToEnrich:
        """The papers that lack an arXiv id or a title.

        What was looked up in vain is looked up again after thirty days.
        """
        earliest = (datetime.now(UTC) - _ASK_AGAIN_AFTER).isoformat(timespec="microseconds")
        asked = self._sync.stored(_SOURCE)
        lately = {item for item, stored in asked.items() if stored.at >= earliest}
        lacking = self._enrich_store.unidentified()
        ids = [paper_id for paper_id in lacking if str(paper_id) not in lately]
        return ToEnrich(ids, len(lacking) - len(ids))

    def untitled_count(self) -> int:
        """How many papers have nothing but an arXiv id, as a list of ids brings them."""
        return self._enrich_store.untitled_count()

    def enrich(
        self,
        ids: Sequence[int],
        *,
        progress: Progress = _in_silence,
        waiting: Callable[[float, str], None] = _in_silence,
        cancelled: Cancelled = never_cancelled,
    ) -> EnrichReport:
        """Find out what papers lack, and merge it into them, each as soon as it is found.

        Without arXiv id a paper is found by its title; with one, title, abstract, authors and the
        stars of its code are. Papers that lack nothing are not looked up. Two papers that turn
        out to be one are united with the triage of both. It is what sources tell, nothing of the
        user's, so it is no step that undo takes back.

        ``progress`` hears how many papers are settled, and of how many; ``waiting`` how many
        seconds a source wants us to wait, and why. A source that fails is asked no more, and the
        other goes on. Raises UsageError for a malformed ``HF_ENDPOINT``, and StorageError.
        """
        from tui.library.enrich_run import EnrichRun
        from tui.sources.arxiv.lookup import ArxivLookup
        from tui.sources.huggingface.api import HubApi
        from tui.sources.huggingface.lookup import HubLookup

        order = self._enrich_order(waiting, cancelled)
        run = EnrichRun(
            self._enrich_store,
            HubLookup(HubApi(self._client, hub_address(), cancelled, waiting)),
            ArxivLookup(self._client, self.settings.arxiv.api, order),
            missed=lambda paper_id: self._sync.record(_SOURCE, str(paper_id), _NOT_FOUND),
            progress=progress,
            cancelled=cancelled,
        )
        return run.run(dict(self._papers.papers(ids)))

    def _enrich_order(self, waiting: Callable[[float, str], None], cancelled: Cancelled) -> "Order":
        from tui.sources.batch import Memory, Order

        now = datetime.now(UTC).isoformat(timespec="microseconds")
        return Order(Memory({}, self._sync.get), now, None, None, waiting, cancelled)
