"""The parser of the query language: lexemes to a tree of clauses, with the place of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tui.search.analysis import tokenize
from tui.search.language.lexer import Lexeme, Mark, lex
from tui.search.language.problems import Report
from tui.search.language.query import TEXT_FIELDS, Everything, Leaf, Text, all_of, any_of, none_of
from tui.search.language.syntax import Part
from tui.search.language.values import BadValueError, read_sort, read_value
from tui.search.language.words import read_word

MAX_DEPTH = 50
"""Groups within groups."""

MAX_LENGTH = 2_000
"""Characters of all clauses together, as they are printed."""

MAX_TEXT = 20_000
"""Characters that are looked at, so that a pasted book costs nothing."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What surrounds a clause: the field before its group, how deep it is, whether negated."""

    field: str | None = None
    depth: int = 0
    negated: bool = False


class Parser:
    """Recursive descent over the lexemes; `MAX_DEPTH` bounds the recursion."""

    def __init__(self, text: str, today: date, *, typing: bool) -> None:
        self.sort: str | None = None
        self.report = Report()
        self._text = text[:MAX_TEXT]
        self._today = today
        self._typing = typing
        self._lexemes = list(lex(self._text))
        self._next = 0
        self._length = 0
        if len(text) > MAX_TEXT:
            self.report.too_long(MAX_TEXT, len(text))

    def parse(self) -> Part:
        """The whole text."""
        return self._any(_Context())

    def _any(self, context: _Context) -> Part:
        parts = [self._all(context)]
        while operator := self._take(Mark.OR):
            parts.append(self._all(context))
            if not (parts[-2].parts and parts[-1].parts):
                self.report.unfinished("OR stands between two clauses.", operator)
        if len(parts) == 1:
            return parts[0]
        node = any_of([part.node for part in parts if part.node is not None])
        return Part("any", parts[0].start, parts[-1].end, node, tuple(parts))

    def _all(self, context: _Context) -> Part:
        parts: list[Part] = []
        while (lexeme := self._peek()) and lexeme.mark is not Mark.OR:
            if lexeme.mark is Mark.CLOSE and context.depth:
                break
            if lexeme.mark is Mark.CLOSE:
                self.report.unfinished("This bracket closes nothing.", self._advance())
            elif lexeme.mark is Mark.AND:
                self._and(self._advance(), after=parts)
            else:
                parts.append(self._clause(context))
        start = parts[0].start if parts else self._position()
        end = parts[-1].end if parts else start
        node = all_of([part.node for part in parts if part.node is not None])
        return Part("all", start, end, node, tuple(parts))

    def _and(self, operator: Lexeme, after: list[Part]) -> None:
        if not after or not self._clause_follows():
            self.report.unfinished("AND stands between two clauses.", operator)

    def _clause(self, context: _Context) -> Part:
        start, odd, last = self._position(), False, None
        while operator := self._take(Mark.NOT) or self._take(Mark.MINUS):
            odd, last = not odd, operator
        if last is None:
            return self._primary(context)
        if not self._clause_follows():
            self.report.unfinished("There is nothing here yet to leave out.", last)
            return Part("leaf", start, last.end, None)
        inner = self._primary(replace(context, negated=context.negated or odd))
        node = none_of(inner.node) if odd and inner.node is not None else inner.node
        return Part("not", start, inner.end, node, (inner,))

    def _primary(self, context: _Context) -> Part:
        lexeme = self._advance()
        match lexeme.mark:
            case Mark.OPEN:
                return self._group(context, lexeme)
            case Mark.FIELD:
                return self._field(context, lexeme)
            case Mark.PHRASE:
                return self._phrase(context, lexeme)
            case _:
                return self._word(context, lexeme)

    def _group(self, context: _Context, opening: Lexeme) -> Part:
        if context.depth >= MAX_DEPTH:
            return self._skipped_group(opening)
        inner = self._any(replace(context, depth=context.depth + 1))
        closing = self._take(Mark.CLOSE)
        if closing is None:
            self.report.unfinished("This bracket is not closed.", opening)
        elif not inner.parts:
            self.report.unfinished("There is nothing between these brackets.", opening, closing)
        end = closing.end if closing else max(inner.end, opening.end)
        return Part("group", opening.start, end, inner.node, (inner,))

    def _skipped_group(self, opening: Lexeme) -> Part:
        depth, lexeme = 1, opening
        while depth and self._peek():
            lexeme = self._advance()
            depth += {Mark.OPEN: 1, Mark.CLOSE: -1}.get(lexeme.mark, 0)
        self.report.too_deep(opening.start, lexeme.end)
        return Part("leaf", opening.start, lexeme.end, None)

    def _field(self, context: _Context, label: Lexeme) -> Part:
        value = self._peek()
        if value is None or value.start != label.end or not self._clause_follows():
            self.report.unfinished(f"{label.value}: has no value yet.", label)
            return Part("leaf", label.start, label.end, None, field=label.value)
        part = self._primary(replace(context, field=label.value))
        return replace(part, start=label.start)

    def _word(self, context: _Context, word: Lexeme) -> Part:
        field = context.field
        if field is not None and field not in TEXT_FIELDS:
            return self._value(context, field, word)
        if field is None and not word.value.strip("*"):
            return self._leaf(context, word, [Everything()])
        completing = self._typing and not context.negated and self._is_last(word)
        texts = read_word(word.value, field, completing=completing)
        if field is None:
            self.report.check_label(word)
        if not texts:
            self.report.nothing_to_search(word, at_end=self._is_last(word))
        return self._leaf(context, word, texts)

    def _phrase(self, context: _Context, phrase: Lexeme) -> Part:
        if not phrase.closed:
            self.report.unfinished("These quotation marks are not closed.", phrase)
        if context.field is not None and context.field not in TEXT_FIELDS:
            return self._value(context, context.field, phrase)
        if next(tokenize(phrase.value), None) is None:
            self.report.nothing_to_search(phrase, at_end=self._is_last(phrase))
            return self._leaf(context, phrase, [])
        completing = self._typing and not context.negated and self._breaks_off(phrase)
        text = Text(phrase.value, context.field, "phrase", completing)
        return self._leaf(context, phrase, [text])

    def _breaks_off(self, phrase: Lexeme) -> bool:
        return not phrase.closed and not self._text[-1].isspace()

    def _value(self, context: _Context, field: str, value: Lexeme) -> Part:
        found: list[Leaf] = []
        try:
            if not value.value:
                self.report.unfinished(f"{field}: has no value yet.", value)
            elif field == "sort":
                self.sort = read_sort(value.value)
            else:
                found.append(read_value(field, value.value, self._today))
        except BadValueError as bad:
            self.report.bad_value(bad, value, at_end=self._is_last(value))
        return self._leaf(context, value, found)

    def _leaf(self, context: _Context, lexeme: Lexeme, found: Sequence[Leaf]) -> Part:
        """What a lexeme asks for: mostly one clause; several count as a group of their own."""
        if len(found) > 1 and context.depth >= MAX_DEPTH:
            self.report.too_deep(lexeme.start, lexeme.end)
            found = ()
        node = all_of([clause for clause in found if self._has_room(clause, lexeme)])
        return Part("leaf", lexeme.start, lexeme.end, node, field=context.field)

    def _has_room(self, clause: Leaf, lexeme: Lexeme) -> bool:
        self._length += len(str(clause)) + 1
        if self._length > MAX_LENGTH:
            self.report.too_long(lexeme.start, len(self._text))
        return self._length <= MAX_LENGTH

    def _clause_follows(self) -> bool:
        following = self._peek()
        return following is not None and following.mark not in (Mark.AND, Mark.OR, Mark.CLOSE)

    def _is_last(self, lexeme: Lexeme) -> bool:
        return lexeme.end == len(self._text)

    def _position(self) -> int:
        following = self._peek()
        return following.start if following else len(self._text)

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else None

    def _advance(self) -> Lexeme:
        self._next += 1
        return self._lexemes[self._next - 1]

    def _take(self, mark: Mark) -> Lexeme | None:
        following = self._peek()
        return self._advance() if following and following.mark is mark else None
