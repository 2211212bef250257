"""From what a person types to a query: nothing raises, what can't be understood is told.

The grammar: clauses next to each other (or with ``AND`` between) must all hold; ``OR`` binds
looser than that; ``NOT`` and ``-`` negate the clause or group behind them. A clause is a word, a
phrase or ``field:value``; a field may stand before a group. Operators are upper case only.
"""

from datetime import date

from tui.search.language.parser import Parser
from tui.search.language.query import Query
from tui.search.language.syntax import Part


def parse(text: str, today: date | None = None, *, typing: bool = False) -> Query:
    """The query that ``text`` asks for; never raises.

    ``today`` is what ``date:today`` and ``date:7d`` count from. With ``typing``, a last word that
    is directly before the end of the text is taken as the beginning of a word.
    """
    parser = Parser(text, today or date.today(), typing=typing)
    root = parser.parse().node
    return Query(text, root, parser.sort, parser.report.problems())


def parse_parts(text: str) -> Part:
    """The tree of the text of a query, with the place of each part in it; never raises."""
    return Parser(text, date.today(), typing=False).parse()
