"""Which codes are categories of arXiv."""

import re
from collections.abc import Iterable

# https://arxiv.org/category_taxonomy, and the archives of before 2008 that old papers still name.
_ARCHIVE_NAMES = (
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex "
    "nucl-th physics q-bio q-fin quant-ph stat "
    "acc-phys adap-org alg-geom ao-sci atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas dg-ga "
    "funct-an mtrl-th patt-sol plasm-ph q-alg solv-int supr-con"
)
_ARCHIVES = frozenset(_ARCHIVE_NAMES.split())
_SUBJECT = re.compile(r"[A-Z]{2}|[a-z]{4,7}|[a-z]{2,5}-[a-z]{2,4}")
_MOST_CODES = 100


def arxiv_categories(codes: Iterable[str]) -> tuple[str, ...]:
    """The categories among ``codes``, each once; ACM and MSC classes (``I.2.6``) are left out.

    No paper has 100 of them: what comes after that is not looked at.
    """
    found: dict[str, None] = {}
    for code in codes:
        if is_category(code):
            found[code] = None
        if len(found) == _MOST_CODES:
            break
    return tuple(found)


def is_category(code: str) -> bool:
    """Whether ``code`` has the form of a category: ``cs.CL``, ``physics.bio-ph``, ``hep-th``."""
    archive, dot, subject = code.partition(".")
    return archive in _ARCHIVES and (not dot or _SUBJECT.fullmatch(subject) is not None)
