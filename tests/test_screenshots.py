"""The pictures of the README show the app as it is."""

from tests.screenshots import FOLDER, pictures

README = FOLDER.parent / "README.md"


def test_the_pictures_match_the_app() -> None:
    taken = dict(pictures())
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    stale = {name for name in {*taken, *kept} if taken.get(name) != kept.get(name)}
    assert not stale, f"{', '.join(sorted(stale))}: run python -m tests.screenshots"


def test_the_readme_shows_every_picture() -> None:
    text = README.read_text("utf-8")
    missing = [path.name for path in FOLDER.iterdir() if f"(screenshots/{path.name})" not in text]
    assert not missing
