"""Papers looked up one after the other: what they have come to so far."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from itertools import islice

from tui.library.asked_source import Answer, AskedSource, answer_to
from tui.library.enrich_report import EnrichFinding, EnrichMiss, EnrichReport
from tui.papers.identity import placeholder_title, title_key
from tui.papers.match import best_matches
from tui.papers.paper import LinkKind, Paper
from tui.sources.ahead import ahead
from tui.sources.arxiv.lookup import MOST_IDS, ArxivLookup
from tui.sources.http import FetchCancelled
from tui.sources.huggingface.lookup import HubLookup
from tui.storage.enrich_store import EnrichStore, NotEnriched

_CONNECTIONS = 4
_SOURCES = 2


class EnrichRun:
    """Asks arXiv for ids, a hundred at once; Hugging Face for the rest; arXiv for titles, slowly.

    Each paper that is found is stored at once. ``missed`` hears of those that all sources were
    asked about in vain.
    """

    def __init__(
        self,
        store: EnrichStore,
        hub: HubLookup,
        arxiv: ArxivLookup,
        *,
        missed: Callable[[int], None],
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._store = store
        self._hub_lookup = hub
        self._arxiv_lookup = arxiv
        self._missed = missed
        self._progress = progress
        self._cancelled = cancelled
        self._hub = AskedSource("Hugging Face")
        self._arxiv = AskedSource("arXiv")
        self._report = EnrichReport()
        self._open: dict[int, Paper] = {}
        self._asked_in_vain: defaultdict[int, list[str]] = defaultdict(list)
        self._total = 0

    def run(self, papers: Mapping[int, Paper]) -> EnrichReport:
        """Look up those of the papers that lack something. Raises StorageError."""
        self._open = {number: paper for number, paper in papers.items() if _lacks_something(paper)}
        self._total = len(self._open)
        try:
            self._ask_arxiv_for_ids()
            self._ask_hub()
            self._ask_arxiv_for_titles()
        except FetchCancelled:
            self._report.cancelled = True
        else:
            self._give_up_the_rest()
        self._report.left = len(self._open)
        for source in (self._hub, self._arxiv):
            if source.failure:
                self._report.failures[source.name] = source.failure
        return self._report

    def _ask_arxiv_for_ids(self) -> None:
        wanted = {
            paper.arxiv_id: number
            for number, paper in self._open.items()
            if paper.arxiv_id and _lacks_text(paper)
        }
        ids = iter(wanted)
        while (some := list(islice(ids, MOST_IDS))) and not self._arxiv.failure:
            answer = answer_to(partial(self._arxiv_lookup.by_ids, some))
            papers = self._arxiv.heard(answer)
            for arxiv_id in some:
                self._take(self._arxiv, wanted[arxiv_id], papers)

    def _ask_hub(self) -> None:
        jobs = list(self._open.items())
        if not jobs:
            return
        answers = ahead(self._hub_says, jobs, threads=_CONNECTIONS, cancelled=self._cancelled)
        with closing(answers):
            for (number, _), answer in zip(jobs, answers, strict=True):
                self._take(self._hub, number, self._hub.heard(answer))
                if self._hub.failure:
                    return

    def _hub_says(self, job: tuple[int, Paper]) -> Answer:
        _, paper = job
        if paper.arxiv_id:
            return answer_to(partial(self._hub_lookup.by_id, paper.arxiv_id))
        return answer_to(partial(self._hub_lookup.by_title, paper.title))

    def _ask_arxiv_for_titles(self) -> None:
        untold = [number for number, paper in self._open.items() if not paper.arxiv_id]
        for number in untold:
            if self._arxiv.failure:
                return
            title = self._open[number].title
            answer = answer_to(partial(self._arxiv_lookup.by_title, title))
            self._take(self._arxiv, number, self._arxiv.heard(answer))

    def _take(self, source: AskedSource, number: int, papers: list[Paper] | None) -> None:
        """Take in the papers that a source has for one; none of them need be that one."""
        if papers is None:
            return
        paper = self._open[number]
        matches = _matches(paper, papers)
        if len(matches) == 1:
            self._keep(source, number, matches[0])
        elif matches:
            ids = " and ".join(sorted(str(match.arxiv_id) for match in matches))
            self._miss(number, f"{source.name} has more than one paper of this title: {ids}.")
        else:
            self._asked_in_vain[number].append(source.name)

    def _keep(self, source: AskedSource, number: int, found: Paper) -> None:
        """Store what was found about a paper."""
        enriched = self._store.enrich(number, found)
        if enriched is NotEnriched.ANOTHER:
            self._miss(number, f"arXiv {found.arxiv_id} is another paper here, by its DOI.")
        elif enriched is NotEnriched.GONE:
            self._miss(number, "It is no longer in the library.", for_good=False)
        elif enriched.changed or _is_unidentified(self._open[number]):
            paper = self._close(number)
            how = f"{source.name}, {_tie(paper, found)}"
            self._report.found.append(
                EnrichFinding(number, found.title, found.arxiv_id or "", how, enriched.paper_id)
            )
        else:
            self._asked_in_vain[number].append(source.name)

    def _miss(self, number: int, why: str, *, for_good: bool = True) -> None:
        paper = self._close(number)
        self._report.missing.append(EnrichMiss(number, paper.title, why))
        if for_good:
            self._missed(number)

    def _close(self, number: int) -> Paper:
        paper = self._open.pop(number)
        self._progress(self._total - len(self._open), self._total)
        return paper

    def _give_up_the_rest(self) -> None:
        """Miss the papers that were asked about, at one source at least."""
        for number, names in self._asked_in_vain.items():
            if paper := self._open.get(number):
                self._miss(number, _why(paper, sorted(names)), for_good=len(names) == _SOURCES)


def _lacks_something(paper: Paper) -> bool:
    if _lacks_text(paper):
        return True
    return paper.stars is None and bool(paper.links_of(LinkKind.CODE))


def _is_unidentified(paper: Paper) -> bool:
    """Whether a paper lacks its arXiv id, or has nothing but that."""
    return not paper.arxiv_id or paper.title == placeholder_title(paper.arxiv_id)


def _lacks_text(paper: Paper) -> bool:
    """Whether a paper lacks something that arXiv has of every one."""
    return _is_unidentified(paper) or not (paper.abstract and paper.authors)


def _matches(paper: Paper, papers: list[Paper]) -> list[Paper]:
    """Those of the papers that are the wanted one, by its id or else by its title."""
    if paper.arxiv_id:
        return [found for found in papers if found.arxiv_id == paper.arxiv_id][:1]
    return best_matches(paper, papers)


def _tie(paper: Paper, found: Paper) -> str:
    if paper.arxiv_id:
        return "by its id"
    same = title_key(paper.title) == title_key(found.title)
    return "same title" if same else "nearly the same title"


def _why(paper: Paper, names: list[str]) -> str:
    who, has = " and ".join(names), "has" if len(names) == 1 else "have"
    if not paper.arxiv_id:
        return f"{who} {has} no paper of this title."
    if _is_unidentified(paper):
        return f"{who} {has} no such paper."
    return f"{who} {has} nothing more about it."
