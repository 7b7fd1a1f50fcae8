"""What a mutation is, and all of them that a source has.

Left alone are patterns, raw values, attributes, types, what is interpolated in a string, literals of more than one line
(the text of helpers that are emitted), and tables: constants of a type or file that are text or a collection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from operators import DECLARATIONS, FLIPS, NIL, NOT
from structure import Structure
from swift_text import Kind, Source

#: Words that begin what is no statement that could be left out, or one that leaves names behind.
NO_STATEMENT = {
    "let", "var", "func", "if", "guard", "else", "for", "while", "repeat", "switch", "case", "default", "do",
    "catch", "defer", "throw", "import", "struct", "class", "enum", "extension", "protocol", "init", "deinit",
    "subscript", "typealias", "precedencegroup", "infix", "prefix", "where", "in", "get", "set", "willSet",
    "didSet", "static", "mutating", "nonmutating", "private", "fileprivate", "internal", "package", "public",
    "open", "final", "lazy", "indirect", "override", "convenience", "required", "weak", "unowned", "fallthrough",
    "async", "await", "some", "any", "super", "Self", "is", "as", "nil", "true", "false", "throws",
}  # fmt: skip
EXCHANGED = ("`? :` with its sides exchanged", "?[exchanged]")
ENDS = {"return", "continue", "break"}


@dataclass(frozen=True)
class Edit:
    """Text in place of other text; what is put in has the rank at which it stands there."""

    start: int
    end: int
    text: str
    rank: int = 0


@dataclass(frozen=True)
class Mutant:
    """One change of a source that the tests should notice."""

    path: str
    line: int
    last_line: int
    kind: str
    #: In words: `==` becomes `!=`.
    change: str
    #: The line as it stands, and the place of the change in the whole of the file.
    code: str
    start: int
    end: int
    #: What stands there in the mutant, for those who read a diff.
    shown: str
    #: What makes the source one that can do both, with {n} for the number of the mutant.
    edits: tuple[Edit, ...] = field(compare=False)
    #: The declaration of an operator for this place, with {n} and {op}.
    operator: str = ""
    number: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is called for as long as its line stays."""
        return (self.path, self.code, self.change)

    @property
    def folder(self) -> str:
        return self.path.removeprefix("Sources/").rpartition("/")[0]


def mutants(source: Source) -> list[Mutant]:
    """Return all mutants of a file, in order, each with a key of its own."""
    found = sorted(_Finder(source).all(), key=lambda mutant: (mutant.start, mutant.kind, mutant.end))
    seen: Counter[tuple[str, str, str]] = Counter()
    named: list[Mutant] = []
    for mutant in found:
        seen[mutant.key] += 1
        nth = seen[mutant.key]
        named.append(mutant if nth == 1 else replace(mutant, change=f"{mutant.change} ({nth})"))
    return named


class _Finder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = source.tokens
        structure = Structure(source)
        self.headers, self.spared, self.colons = structure.headers, structure.spared, structure.colons

    def all(self) -> Iterator[Mutant]:
        for index in range(len(self.tokens)):
            if index not in self.spared:
                yield from self._constants(index)
                yield from self._operators(index)
            yield from self._conditions(index)
            yield from self._statements(index)

    # --- constants -----------------------------------------------------------------------------------------

    def _constants(self, index: int) -> Iterator[Mutant]:
        token = self.tokens[index]
        before = self.tokens[index - 1].text if index else ""
        if token.kind is Kind.WORD and token.text in ("true", "false") and before != ".":
            other = "false" if token.text == "true" else "true"
        elif token.kind is Kind.NUMBER and token.text.replace("_", "").isdecimal() and before != ".":
            other = str(int(token.text.replace("_", "")) + 1)
        elif token.kind is Kind.STRING and not (before == ":" and self.tokens[index - 2].text == "ascii"):
            other = token.text[:-1] + '~"'
        else:
            return
        edit = Edit(token.start, token.end, f"(isMutant({{n}}) ? {_escaped(other)} : {_escaped(token.text)})")
        yield self._mutant((index, index), "constant", (f"`{token.text}` becomes `{other}`", other), (edit,))

    # --- operators -----------------------------------------------------------------------------------------

    def _operators(self, index: int) -> Iterator[Mutant]:
        token = self.tokens[index]
        if token.kind is not Kind.OPERATOR or not 0 < index < len(self.tokens) - 1:
            return
        before, after = self.tokens[index - 1], self.tokens[index + 1]
        if token.text == "!" and token.space_before and not token.space_after:
            yield self._operator(index, "`!` is left out", "", NOT)
        if not (token.space_before and token.space_after) or token.text not in FLIPS:
            return
        if before.text in {"(", ",", ":", "[", "{", "func"} or after.text in {")", ",", "]"}:
            return  # a function without its operands, or the declaration of one
        if token.text in {"+=", "-="} and after.kind is not Kind.NUMBER:
            return  # may be a list; the whole statement is left out
        other = FLIPS[token.text]
        declaration = DECLARATIONS[token.text]
        if token.text in {"==", "!="} and "nil" in (before.text, after.text):
            declaration = NIL
        yield self._operator(index, f"`{token.text}` becomes `{other}`", other, declaration)

    def _operator(self, index: int, change: str, shown: str, declaration: str) -> Mutant:
        token = self.tokens[index]
        declaration = declaration.replace("{old}", token.text).replace("{new}", shown)
        edit = Edit(token.start, token.end, token.text + "{op}")
        return self._mutant((index, index), "operator", (change, shown), (edit,), declaration)

    # --- conditions ----------------------------------------------------------------------------------------

    def _conditions(self, index: int) -> Iterator[Mutant]:
        token = self.tokens[index]
        before = self.tokens[index - 1] if index else None
        if token.kind is Kind.OPERATOR:
            if token.text == "?" and token.space_before and token.space_after and index not in self.spared:
                edit = Edit(self.tokens[index - 1].end, self.tokens[index - 1].end, " ⊻ {n}", 2)
                yield self._mutant((index, index), "condition", EXCHANGED, (edit,))
        elif token.kind is Kind.WORD and not self.source.follows_dot(index) and not self._is_label(index):
            if token.text in {"if", "guard"} or (token.text == "while" and not (before and before.text == "}")):
                end = self.source.find(index + 1, {"{", "else"})
                if end is not None:
                    yield from self._clauses(index + 1, end)
            elif token.text == "where":
                end = self.source.find(index + 1, {"{", ":", ","})
                if end is not None and self._header_before(index) in {"for", "case"}:
                    yield from self._clause(index + 1, end)

    def _clauses(self, start: int, end: int) -> Iterator[Mutant]:
        while start < end:
            comma = self.source.find(start, {","})
            stop = end if comma is None or comma > end else comma
            yield from self._clause(start, stop)
            start = stop + 1

    def _clause(self, start: int, end: int) -> Iterator[Mutant]:
        first, last = self.tokens[start], self.tokens[end - 1]
        if first.text in {"let", "var", "case", "#available"}:
            return
        operators = [
            self.tokens[index].text
            for index in self._flat(start, end)
            if self.tokens[index].kind is Kind.OPERATOR and self.tokens[index].text in FLIPS.keys() | {"!"}
        ]
        if operators in (["=="], ["!="], ["!"]):
            return  # its flipped operator says the same
        edit = Edit(last.end, last.end, " ⊻ {n}", 2)
        text = self.source.text[first.start : last.end]
        yield self._mutant((start, end - 1), "condition", (f"not `{_short(text)}`", f"!({text})"), (edit,))

    def _is_label(self, index: int) -> bool:
        return index + 1 < len(self.tokens) and self.tokens[index + 1].text == ":"

    def _flat(self, start: int, end: int) -> Iterator[int]:
        while start < end:
            yield start
            start = self.source.after_group(start)

    def _header_before(self, index: int) -> str:
        while index:
            index -= 1
            token = self.tokens[index]
            if token.text in {"for", "case", "func", "init", "extension", "struct", "catch", "subscript"}:
                return token.text
            if token.text == "{":
                return ""
        return ""

    # --- statements ----------------------------------------------------------------------------------------

    def _statements(self, index: int) -> Iterator[Mutant]:
        token = self.tokens[index]
        if token.kind is not Kind.WORD or token.text in NO_STATEMENT or token.text[0] in "@#":
            return
        if token.outer is None or self.tokens[token.outer].text != "{" or not self._begins(index):
            return
        end = self._end_of_statement(index)
        if not self._can_be_left_out(index, end):
            return
        first, last = token, self.tokens[end - 1]
        text = self.source.text[first.start : last.end]
        edits = (
            Edit(first.start, first.start, "if !isMutant({n}) {{ ", -1),
            Edit(last.end, last.end, " }}", 3),
        )
        yield self._mutant((index, end - 1), "statement", (f"without `{_short(text)}`", ""), edits)

    def _begins(self, index: int) -> bool:
        """Whether a statement begins here: on a line of its own, or behind the colon of a case."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if not token.leads:
            return before.text == ":" and index - 1 in self.colons
        if before.text in {"{", "}", "in"} or index - 1 in self.colons:
            return True
        continues = (before.kind is Kind.OPERATOR and before.space_before) or before.text in {",", "(", "[", ".", ":"}
        return not continues and before.text not in NO_STATEMENT - {"nil", "true", "false", "Self", "break"} - ENDS

    def _end_of_statement(self, index: int) -> int:
        at = self.source.after_group(index)
        while at < len(self.tokens):
            token, before = self.tokens[at], self.tokens[at - 1]
            if token.text == "}" and token.kind is Kind.MARK:
                break
            hangs = before.kind is Kind.OPERATOR and before.space_before and before.space_after
            goes_on = token.text in {".", "where", "else"} or (token.kind is Kind.OPERATOR and token.space_before)
            if token.leads and not hangs and not goes_on and before.text not in {",", "try", "return"}:
                break
            at = self.source.after_group(at)
        return at

    def _can_be_left_out(self, start: int, end: int) -> bool:
        first = self.tokens[start]
        flat = [self.tokens[index] for index in self._flat(start, end)]
        assigns = any(t.kind is Kind.OPERATOR and t.text.endswith("=") and t.text not in FLIPS for t in flat)
        assigns = assigns or any(token.text in {"+=", "-="} for token in flat)
        if first.text in ENDS:
            return self.headers.get(first.outer or -1) in {"if", "for", "while", "else"}
        if assigns:
            # Each property needs its value.
            return not (first.text == "self" and self.headers.get(first.outer or -1) == "init")
        if not any(token.text == "(" for token in flat) or not first.leads:
            return False
        alone = self.tokens[start - 1].text == "{" and self.tokens[end].text == "}"
        return not alone or self.headers.get(first.outer or -1) in {"if", "for", "while", "else"}

    # --- the mutant ----------------------------------------------------------------------------------------

    def _mutant(
        self, place: tuple[int, int], kind: str, words: tuple[str, str], edits: tuple[Edit, ...], operator: str = ""
    ) -> Mutant:
        start, end = self.tokens[place[0]], self.tokens[place[1]]
        last_line = end.line + end.text.count("\n")
        code = self.source.lines[start.line - 1].strip()
        path = self.source.path
        return Mutant(
            path, start.line, last_line, kind, words[0], code, start.start, end.end, words[1], edits, operator
        )


def _escaped(text: str) -> str:
    """Return the text for a format string."""
    return text.replace("{", "{{").replace("}", "}}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"
