"""A paper as a row of the database, and back.

Lists are kept as JSON text: names, or for links pairs of kind and address.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from tui.papers.paper import Author, Link, LinkKind, Paper

COLUMNS = (
    "title",
    "abstract",
    "arxiv_id",
    "doi",
    "authors",
    "categories",
    "keywords",
    "comment",
    "organization",
    "venue",
    "published_on",
    "listed_on",
    "upvotes",
    "stars",
    "links",
    "sources",
    "num_comments",
    "ai_summary",
    "submitter",
)

PAPER_COLUMNS = ", ".join(f"paper.{column}" for column in COLUMNS)

Row = tuple[str | int | None, ...]
"""The values of ``COLUMNS``."""

# Followed by the moment and the number, or by the number.
INSERT_PAPER = f"""
    INSERT INTO paper ({", ".join(COLUMNS)}, added_at, id)
    VALUES ({", ".join("?" * (len(COLUMNS) + 2))})
"""
UPDATE_PAPER = f"""
    UPDATE paper SET {", ".join(f"{column} = ?" for column in COLUMNS)} WHERE id = ?
"""

_STORED = f"SELECT {', '.join(COLUMNS)} FROM paper WHERE id = ?"

# The papers of a JSON array of numbers, in its order. A number that was absorbed by another paper
# stands for that paper. CROSS JOIN keeps SQLite from reading the whole table of papers instead.
ASKED_PAPERS = """
    json_each(?1) AS asked CROSS JOIN paper ON paper.id = coalesce(
        (SELECT alias.paper_id FROM alias WHERE alias.old_id = asked.value), asked.value)
"""

_NO_ITEMS = "[]"


def encode_paper(paper: Paper) -> Row:
    """The paper's values in the order of ``COLUMNS``."""
    return (
        paper.title,
        paper.abstract,
        paper.arxiv_id,
        paper.doi,
        _texts(author.name for author in paper.authors),
        _texts(paper.categories),
        _texts(paper.keywords),
        paper.comment,
        paper.organization,
        paper.venue,
        paper.published_on.isoformat() if paper.published_on else None,
        paper.listed_on.isoformat() if paper.listed_on else None,
        paper.upvotes,
        paper.stars,
        _array(_texts((link.kind, link.url)) for link in paper.links),
        _texts(paper.sources),
        paper.num_comments,
        paper.ai_summary,
        paper.submitter,
    )


def decode_paper(row: Sequence[Any]) -> Paper:
    """The paper of a row that begins with ``COLUMNS``."""
    return Paper(
        title=row[0],
        abstract=row[1],
        arxiv_id=row[2],
        doi=row[3],
        authors=tuple(map(Author, _items(row[4]))),
        categories=_items(row[5]),
        keywords=_items(row[6]),
        comment=row[7],
        organization=row[8],
        venue=row[9],
        published_on=_day(row[10]),
        listed_on=_day(row[11]),
        upvotes=row[12],
        stars=row[13],
        links=tuple(Link(LinkKind(kind), url) for kind, url in _items(row[14])),
        sources=_items(row[15]),
        num_comments=row[16],
        ai_summary=row[17],
        submitter=row[18],
    )


def stored_row(connection: sqlite3.Connection, paper_id: int) -> Row | None:
    """The record of a paper as ``encode_paper`` gives it; None when there is no such paper."""
    found: Row | None = connection.execute(_STORED, (paper_id,)).fetchone()
    return found


def mark_unindexed(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Have the index catch up with papers that changed, and with numbers that were given up."""
    connection.executemany(
        "REPLACE INTO unindexed (paper_id) VALUES (?)", ((paper_id,) for paper_id in ids)
    )


def encode_ids(ids: Iterable[int]) -> str:
    """The numbers as the argument of ``ASKED_PAPERS``."""
    return _array(map(str, ids))


def _texts(texts: Iterable[str]) -> str:
    return _array(map(encode_basestring, texts))


def _array(items: Iterable[str]) -> str:
    """The JSON array of values that are JSON."""
    return f"[{','.join(items)}]"


def _items(text: str) -> tuple[Any, ...]:
    return () if text == _NO_ITEMS else tuple(json.loads(text))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
