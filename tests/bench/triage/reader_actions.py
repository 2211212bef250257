"""Actions of a person at the reader, drawn at random: the keys, and what they must come to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from tests.bench.triage.list_on_screen import ShownList, look_of
from tests.bench.triage.reader_model import Mark, ReaderModel, State

ROWS_USED = 20
"""So many rows are in sight, and the cursor stays on them, so that every mark shows."""

_TAGS = ("t1", "t2", "t3", "t4")
_MARKS: Mapping[str, Mark] = {"b": "bookmarked", "m": "read"}
_CLEAR_LINE, _ESCAPE, _REDO = "\x15", "\x1b", "\x12"

Act = Callable[[ReaderModel], None]


@dataclass(frozen=True, slots=True)
class Action:
    """Keys, and what they do.

    ``moves_later`` tells that the cursor moves once it is done, and ``is_alone`` that no key may
    follow at once: after an escape it would be taken for a key pressed together with alt.
    """

    keys: str
    act: Act
    moves_later: bool = False
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Keys sent at once, the state after each of their actions, and how the list looks in the end.

    It does not look so before the last of them is done.
    """

    keys: str
    states: tuple[State, ...]
    shown: ShownList


def shown_by(model: ReaderModel) -> ShownList:
    """How the list must look."""
    looks = tuple(look_of(triage) for triage in model.triage[:ROWS_USED])
    return ShownList(looks, model.cursor, len(model.selected))


def draw_pieces(random: Random, papers: int, actions: int, longest: int) -> Iterator[Piece]:
    """So many actions on a new list of papers, in pieces of at most ``longest``."""
    model, left = ReaderModel(papers), actions
    while left:
        size = min(left, random.randint(1, longest))
        model, piece = _draw_piece(random, model, size)
        left -= len(piece.states)
        yield piece


def _draw_piece(random: Random, before: ReaderModel, size: int) -> tuple[ReaderModel, Piece]:
    """A piece of at most that many actions, and the model after it."""
    while True:
        model, earlier = before.copy(), [shown_by(before)]
        actions: list[Action] = []
        states: list[State] = []
        for action in _draw_run(random, model, size):
            actions.append(action)
            states.append(model.state)
            earlier.append(shown_by(model))
        shown = earlier.pop()
        if shown not in earlier and not _came_back([*earlier, shown]):
            return model, Piece("".join(action.keys for action in actions), tuple(states), shown)


def _came_back(lists: Sequence[ShownList]) -> bool:
    """Whether the rows look in the end as they did before some change.

    The cursor and the selection may be ahead of the changes: with rows that look the same, the end
    could be seen before it is there.
    """
    different = [looks for looks, _ in groupby(one.looks for one in lists)]
    return different[-1] in different[:-1]


def _draw_run(random: Random, model: ReaderModel, size: int) -> Iterator[Action]:
    """Actions made on the model, at most so many, that may be typed without waiting."""
    last: Action | None = None
    for _ in range(size):
        action = _draw_possible(random, model)
        if last and (last.is_alone or (last.moves_later and not action.moves_later)):
            return
        action.act(model)
        yield action
        last = action


def _draw_possible(random: Random, model: ReaderModel) -> Action:
    """An action whose effect shows, and after which the cursor is on a row in use."""
    weights = [weight for weight, _ in _DRAWS]
    while True:
        ((_, draw),) = random.choices(_DRAWS, weights)
        action = draw(random, model)
        if _is_in_sight(model.copy(), action):
            return action


def _is_in_sight(model: ReaderModel, action: Action) -> bool:
    """Whether the screen can tell that an action is done, and later that it was taken back."""
    before = model.state
    action.act(model)
    if not 0 <= model.cursor < ROWS_USED:
        return False
    if model.state == before:
        return not action.is_alone
    rows = zip(before.triage, model.triage[:ROWS_USED], strict=False)
    return any(look_of(old) != look_of(new) for old, new in rows)


def _move(random: Random, model: ReaderModel) -> Action:
    key, by = random.choice((("j", 1), ("j", 1), ("k", -1)))
    return Action(key, lambda model: model.move(by))


def _go_to_top(random: Random, model: ReaderModel) -> Action:
    return Action("g", lambda model: model.move(-model.cursor))


def _mark(random: Random, model: ReaderModel) -> Action:
    key = random.choice(list(_MARKS))
    return Action(key, lambda model: model.toggle(_MARKS[key]))


def _archive(random: Random, model: ReaderModel) -> Action:
    return Action("x", ReaderModel.archive)


def _undo(random: Random, model: ReaderModel) -> Action:
    return Action("u", ReaderModel.undo, moves_later=True)


def _redo(random: Random, model: ReaderModel) -> Action:
    return Action(_REDO, ReaderModel.redo, moves_later=True)


def _tag(random: Random, model: ReaderModel) -> Action:
    tags, anew = random.sample(_TAGS, random.randint(1, 3)), random.random() < 0.5
    # After the space there is no tag left that could be completed.
    line = f"{_CLEAR_LINE if anew else ''}{' '.join(tags)} "
    return Action(f"t{line}\r", lambda model: model.tag(tags, anew=anew))


def _note(random: Random, model: ReaderModel) -> Action:
    text = f" n{random.randrange(1000)}"
    return Action(f"n{text}{_ESCAPE}", lambda model: model.write_note(text), is_alone=True)


def _bulk(random: Random, model: ReaderModel) -> Action:
    """Select in one of three ways, do something to all, and select nothing any more."""
    select, choose = random.choice((_one_by_one, _as_range, _everything))(random, model)
    action = random.choice((_mark, _archive, _tag))(random, model)

    def act(model: ReaderModel) -> None:
        choose(model)
        action.act(model)
        model.selected.clear()

    return Action(select + action.keys + _ESCAPE, act, is_alone=True)


def _one_by_one(random: Random, model: ReaderModel) -> tuple[str, Act]:
    count = random.randint(1, 4)

    def choose(model: ReaderModel) -> None:
        model.select(range(model.cursor, model.cursor + count))
        model.move(count)

    return " " * count, choose


def _as_range(random: Random, model: ReaderModel) -> tuple[str, Act]:
    down = random.randint(1, 5)

    def choose(model: ReaderModel) -> None:
        model.select(range(model.cursor, model.cursor + down + 1))
        model.move(down)

    return f"v{'j' * down}", choose


def _everything(random: Random, model: ReaderModel) -> tuple[str, Act]:
    return "*", lambda model: model.select(range(len(model.triage)))


_DRAWS: Sequence[tuple[int, Callable[[Random, ReaderModel], Action]]] = (
    (30, _move),
    (4, _go_to_top),
    (24, _mark),
    (10, _archive),
    (10, _undo),
    (6, _redo),
    (6, _tag),
    (4, _note),
    (6, _bulk),
)
"""What a person does, and how often in a hundred times."""
