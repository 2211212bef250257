"""CSL-JSON that follows its schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from tests.export.sample import BARE, FULL, entry_of, format_text
from tests.hostile import HOSTILE_TEXTS
from tui.export.csl import render
from tui.export.text import plain
from tui.papers.paper import Entry, Paper

REPOSITORY = Path(__file__).parents[2]
SCHEMAS = [
    schema
    for schema in (
        REPOSITORY / "tests/fixtures/csl_item_schema.json",
        REPOSITORY.parent / "shared/data/samples/csl/csl-data.schema.json",
    )
    if schema.exists()
]


def items_of(*entries: Entry) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(render(entries))
    for validator in VALIDATORS:
        validator.validate(items)
    return items


VALIDATORS = [jsonschema.Draft7Validator(json.loads(schema.read_text())) for schema in SCHEMAS]


def test_a_full_paper_has_all_its_fields() -> None:
    [item] = items_of(FULL)
    assert item == {
        "id": "wang2024gpsformer",
        "type": "paper-conference",
        "title": "GPSFormer: A Global α-Perception & 100% of Balázs",
        "author": [
            {"family": "Wang", "given": "Changshuo"},
            {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
            {"literal": "NVIDIA Team"},
        ],
        "issued": {"date-parts": [[2024, 7, 18]]},
        "container-title": "European Conference on Computer Vision",
        "publisher": "arXiv",
        "number": "arXiv:2407.13519",
        "DOI": "10.1007/978_3",
        "URL": "https://arxiv.org/abs/2407.13519",
        "abstract": "It costs $5 and $10, runs in O(n²), and is_said ~ well.",
        "keyword": "point cloud, Transformers, Large, to read",
        "annote": "First line.\n\nSecond & last.",
        "custom": {
            "pdf": "https://arxiv.org/pdf/2407.13519",
            "code": ["https://github.com/changshuowang/GPSFormer"],
        },
    }


def test_a_bare_paper_has_what_it_has() -> None:
    assert items_of(BARE) == [{"id": "deep", "type": "article", "title": "Deep"}]


def test_an_arxiv_id_gives_only_the_year_and_a_list_day_none() -> None:
    [item] = items_of(Entry(1, Paper("Deep", arxiv_id="2407.01234")))
    assert item["issued"] == {"date-parts": [[2024]]}
    [listed] = items_of(Entry(1, Paper("Deep", listed_on=FULL.paper.listed_on)))
    assert "issued" not in listed


def test_no_papers_are_an_empty_list() -> None:
    assert items_of() == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_valid_and_reads_back(text: str) -> None:
    [item] = items_of(entry_of(text))
    assert item.get("title", "") == plain(text)
    json.dumps(item, ensure_ascii=False).encode()


@settings(max_examples=50)
@given(format_text)
def test_any_text_is_valid(text: str) -> None:
    assert items_of(entry_of(text), BARE)[1]["id"] != ""
