"""Ranges of days by OAI-PMH: a category, a week at a time, over as many pages as it takes.

https://info.arxiv.org/help/oa/index.html. The days are those of the last change. Where a page ends
there is a token for the next one, which holds for about a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.asking import Answer, Arxiv, Params
from tui.sources.arxiv.oai import read_oai, resumption_token

_DAYS = 7
_EXPIRED = "badResumptionToken"
_OF_PHYSICS = (
    "astro-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph", "nlin",
    "nucl-ex", "nucl-th", "physics", "quant-ph",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Week:
    """Up to seven days of a category.

    One week of a category at a time is unfinished, so that there is one fact for all of them.
    """

    category: str
    first: date
    last: date

    @property
    def item(self) -> str:
        """Its name among arXiv's responses."""
        return f"oai {self.category} {self._days}"

    @property
    def token_key(self) -> str:
        """The key of the fact that keeps how to go on with an unfinished week."""
        return f"arxiv oai {self.category}"

    def fact_of(self, token: str | None) -> str | None:
        """The fact that keeps a token of this week."""
        return None if token is None else f"{self._days} {token}"

    def token_in(self, fact: str | None) -> str | None:
        """The token that a fact keeps, unless that is one of another week."""
        days, _, token = (fact or "").partition(" ")
        return token or None if days == self._days else None

    @property
    def _days(self) -> str:
        return f"{self.first}..{self.last}"


def weeks(category: str, since: date, until: date) -> Iterator[Week]:
    """The weeks of a range, the newest first. They begin at ``since``, so that they stay the same.

    The last one may be shorter.
    """
    starts = range(0, (until - since).days + 1, _DAYS)
    for start in reversed(starts):
        first = since + timedelta(days=start)
        yield Week(category, first, min(first + timedelta(days=_DAYS - 1), until))


def pages(
    arxiv: Arxiv, address: str, week: Week, token: str | None
) -> Iterator[tuple[Answer, str | None]]:
    """The pages of a week, each with the token for the next; from the one of ``token`` on.

    A token that has expired begins the week again, once. Raises ArxivError, FetchError; that a page
    broke off after what came of it was given.
    """
    begun_again = False
    while True:
        try:
            answer = arxiv.ask(address, _params(week, token), read_oai)
        except ArxivError as error:
            if token is None or begun_again or error.code != _EXPIRED:
                raise
            token, begun_again = None, True
            continue
        if answer.cut_off is not None:
            yield answer, token
            raise answer.cut_off
        token = resumption_token(answer.body)
        yield answer, token
        if token is None:
            return


def oai_set(category: str) -> str:
    """What OAI-PMH calls a category: ``cs:cs:CL``, ``physics:hep-th``, ``cs``."""
    archive, _, subject = category.partition(".")
    if archive in _OF_PHYSICS:
        return f"physics:{archive}:{subject}" if subject else f"physics:{archive}"
    return f"{archive}:{archive}:{subject}" if subject else archive


def _params(week: Week, token: str | None) -> Params:
    if token is not None:
        return {"verb": "ListRecords", "resumptionToken": token}
    return {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "set": oai_set(week.category),
        "from": str(week.first),
        "until": str(week.last),
    }
