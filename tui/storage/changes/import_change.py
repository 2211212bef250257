"""What an import did to papers, as the history keeps it, so that it can be taken back.

A change has the number of the paper as key. That of a new paper has nothing in ``before``, and in
``after`` a digest of its record; while it is taken back, a JSON object instead, which has all rows
about the paper under its number, unless another change that was walked together with it has them.
That of a paper which was told more has as JSON the columns that became others, as they were and as
they became, and the titles and ids that the paper was known by from then on. Two papers that turned
out to be one are a merge: see ``merge_change``.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby

from tui.papers.paper import Paper
from tui.storage.changes.change import Change, Outcome, Value
from tui.storage.changes.news import has_other_news, with_news
from tui.storage.changes.paper_facts import FACTS, FactRow, Facts, facts_of, insert_facts, paper_in
from tui.storage.known_papers import KnownPapers
from tui.storage.paper_row import (
    COLUMNS,
    UPDATE_PAPER,
    Row,
    encode_paper,
    mark_unindexed,
    stored_row,
)

KNOWN_BY = ("known_title", "known_id")
"""The tables of what a paper is known by."""

_DIGEST_BYTES = 8
_MARKS = ("bookmarked", "read", "archived", "note")
_RIVALS = "rivals"

_OWNER = "SELECT id FROM paper WHERE arxiv_id = ? AND id <> ?"
_Walk = Callable[[sqlite3.Connection, Sequence[Change]], Iterator[Outcome]]


def digest_of(row: Sequence[object]) -> int:
    """64 bits that tell whether the values of ``COLUMNS`` are still the same."""
    named = zip(COLUMNS, row, strict=True)
    text = "\x1f".join([f"{name}={value}" for name, value in named if value is not None])
    found = blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()
    return int.from_bytes(found, signed=True)


def walk_imports(connection: sqlite3.Connection, changes: Iterable[Change]) -> Iterator[Outcome]:
    """Take changes of imports back, or make them again.

    Left alone is what has become something else since: a new paper that was told more or that the
    user has marked or written about, a column with another value. A paper that came otherwise
    meanwhile is not made a second time.
    """
    for walk, run in groupby(changes, key=_way_of):
        yield from walk(connection, list(run))


def _way_of(change: Change) -> _Walk:
    if change.after is None:
        return _remove
    return _bring_back if change.before is None else _retell


def _remove(connection: sqlite3.Connection, changes: Sequence[Change]) -> Iterator[Outcome]:
    """Take out papers that were new, each with all that there is about it."""
    away = _contents(change.before for change in changes)
    digests = {change.key: change.before for change in changes if change.key not in away}
    papers = _by_paper(facts_of(connection, digests))
    removed = {
        paper_id: facts
        for paper_id, facts in papers.items()
        if _is_as_it_came(facts, digests[paper_id])
    }
    rivals = _rivals(connection, removed)
    connection.executemany("DELETE FROM paper WHERE id = ?", ((number,) for number in removed))
    mark_unindexed(connection, removed)
    # What could not be brought back last time is not there to be taken out, and still kept.
    away |= {number: facts | rivals.get(number, {}) for number, facts in removed.items()}
    packed = _packed(away)
    for change in changes:
        kept = change._replace(before=packed[change.key]) if change.key in packed else None
        ids = (change.key,) if change.key in removed else ()
        yield Outcome(ids, skipped=kept is None, kept=kept)


def _contents(values: Iterable[Value]) -> dict[int, Facts]:
    """The papers that changes keep because they are not in the library."""
    contents: dict[int, Facts] = {}
    for value in values:
        if isinstance(value, str):
            contents.update({int(number): facts for number, facts in json.loads(value).items()})
    return contents


def _packed(papers: Mapping[int, Facts]) -> dict[int, str]:
    """What the change of each of these papers keeps: the first of them all that there is."""
    # A text for each would take a page of its own, most of it empty.
    packed = dict.fromkeys(papers, "{}")
    for number in packed:
        packed[number] = json.dumps(papers, ensure_ascii=False)
        break
    return packed


def _bring_back(connection: sqlite3.Connection, changes: Sequence[Change]) -> Iterator[Outcome]:
    """Put papers back that were taken out, under their numbers."""
    away = _contents(change.after for change in changes)
    known = _known(connection, away)
    restored = {
        paper_id: facts for paper_id, facts in away.items() if not _came_otherwise(known, facts)
    }
    for name in ("paper", *FACTS):
        rows = (row for facts in restored.values() for row in facts.get(name, ()))
        insert_facts(connection, name, rows)
    mark_unindexed(connection, restored)
    packed = _packed({number: away[number] for number in away if number not in restored})
    for change in changes:
        if change.key in restored:
            kept = change._replace(after=_digest(restored[change.key]))
            yield Outcome((change.key,), skipped=False, kept=kept)
        elif change.key in packed:
            yield Outcome((), skipped=True, kept=change._replace(after=packed[change.key]))
        else:
            # A paper that was left in the library is there still.
            yield Outcome((), skipped=False)


def _is_as_it_came(facts: Facts, digest: object) -> bool:
    """Whether a new paper is what the import made it, and the user has not turned to it since."""
    marked = any(row[mark] for row in facts.get("triage", ()) for mark in _MARKS)
    of_its_own = marked or any(facts.get(name) for name in ("alias", "draft", "tag"))
    return not of_its_own and _digest(facts) == digest


def _digest(facts: Facts) -> int:
    (row,) = facts["paper"]
    return digest_of([row.get(column) for column in COLUMNS])


def _by_paper(facts: Facts) -> dict[int, Facts]:
    papers: dict[int, Facts] = {int(str(row["id"])): {"paper": [row]} for row in facts["paper"]}
    for name in FACTS:
        for row in facts[name]:
            papers[int(str(row["paper_id"]))].setdefault(name, []).append(row)
    return papers


def _rivals(connection: sqlite3.Connection, papers: Mapping[int, Facts]) -> dict[int, Facts]:
    """The other papers that have a title or id of these, although they are not the same."""
    known = _known(connection, papers)
    rivals = {
        paper_id: known.sharing(_shown(facts), _titles(facts)) - {paper_id}
        for paper_id, facts in papers.items()
    }
    return {
        paper_id: {_RIVALS: [{"id": rival} for rival in sorted(found)]}
        for paper_id, found in rivals.items()
        if found
    }


def _known(connection: sqlite3.Connection, papers: Mapping[int, Facts]) -> KnownPapers:
    titles = (title for facts in papers.values() for title in _titles(facts))
    return KnownPapers(connection, map(_shown, papers.values()), titles)


def _came_otherwise(known: KnownPapers, facts: Facts) -> bool:
    """Whether a paper came in some other way since it was taken out."""
    shown, rivals = _shown(facts), [row["id"] for row in facts.get(_RIVALS, ())]
    found = known.sharing(shown, _titles(facts))
    if not found:
        return False
    paper = paper_in(facts["paper"][0])
    return any(
        known.has_arxiv_id_of(other, shown) or (other not in rivals and known.is_same(other, paper))
        for other in found
    )


def _shown(facts: Facts) -> Paper:
    """No more of a paper than what it can be found by."""
    (row,) = facts["paper"]
    arxiv_id, doi = row.get("arxiv_id"), row.get("doi")
    return Paper(
        str(row["title"]),
        arxiv_id=None if arxiv_id is None else str(arxiv_id),
        doi=None if doi is None else str(doi),
    )


def _titles(facts: Facts) -> list[str]:
    return [str(row["key"]) for row in facts.get("known_title", ())]


def _retell(connection: sqlite3.Connection, changes: Iterable[Change]) -> Iterator[Outcome]:
    """Take from papers what they were told, or tell it again."""
    for change in changes:
        row = stored_row(connection, change.key)
        if row is None:
            yield Outcome((), skipped=True)
            continue
        old, new = json.loads(str(change.before)), json.loads(str(change.after))
        whole = _set_columns(connection, change.key, row, old, new)
        for name in KNOWN_BY:
            _set_known(connection, change.key, name, old.get(name, ()), new.get(name, ()))
        mark_unindexed(connection, [change.key])
        yield Outcome((change.key,), skipped=not whole)


def _set_columns(
    connection: sqlite3.Connection, paper_id: int, row: Row, old: FactRow, new: FactRow
) -> bool:
    """Set those columns that are as they were; False when one is not, and was left."""
    current = dict(zip(COLUMNS, row, strict=True))
    wanted, whole = {**current, **new}, True
    if any(current[name] != old[name] for name in COLUMNS if name in old):
        papers = paper_in(wanted), paper_in({**current, **old}), paper_in(current)
        whole = not has_other_news(*papers)
        wanted = dict(zip(COLUMNS, encode_paper(with_news(*papers)), strict=True))
    if _is_taken(connection, wanted["arxiv_id"], paper_id):
        wanted["arxiv_id"], whole = current["arxiv_id"], False
    connection.execute(UPDATE_PAPER, (*(wanted[name] for name in COLUMNS), paper_id))
    return whole


def _is_taken(connection: sqlite3.Connection, arxiv_id: object, paper_id: int) -> bool:
    return connection.execute(_OWNER, (arxiv_id, paper_id)).fetchone() is not None


def _set_known(
    connection: sqlite3.Connection,
    paper_id: int,
    name: str,
    old: Iterable[str],
    new: Iterable[str],
) -> None:
    """Have a paper known by other titles or ids than before."""
    connection.executemany(
        f"DELETE FROM {name} WHERE paper_id = ? AND key = ?",
        ((paper_id, key) for key in old if key not in new),
    )
    insert_facts(connection, name, ({"paper_id": paper_id, "key": key} for key in new))
