"""The pictures of the README show the app as it is."""

from tests.screenshots import FOLDER, pictures


def test_the_pictures_match_the_app() -> None:
    taken = dict(pictures())
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    stale = {name for name in {*taken, *kept} if taken.get(name) != kept.get(name)}
    assert not stale, f"{', '.join(sorted(stale))}: run python -m tests.screenshots"
