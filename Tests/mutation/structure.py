"""What a file of Swift is made of, as far as it decides what may be mutated."""

from __future__ import annotations

from collections.abc import Iterator

from swift_text import Kind, Source

#: What can stand before a brace, and say what is in it.
HEADERS = {
    "if", "else", "for", "while", "guard", "switch", "func", "init", "var", "let", "do", "catch", "enum", "struct",
    "extension", "protocol", "in",
}  # fmt: skip


class Structure:
    """Braces and what they hold, and the tokens that are left alone."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = source.tokens
        #: The colons behind the patterns of a switch.
        self.colons: set[int] = set()
        self.headers = self._find_headers()
        self.spared = self._find_spared()

    def _find_headers(self) -> dict[int, str]:
        """By opening brace: the word that says what it holds; none for a closure."""
        headers: dict[int, str] = {}
        last = ""
        for index, token in enumerate(self.tokens):
            if token.kind is Kind.MARK and token.text in "{}":
                if token.text == "{":
                    headers[index] = last
                last = ""
            elif token.kind is Kind.WORD and token.text in HEADERS and not self.source.follows_dot(index):
                last = last if last and token.text in {"let", "var", "in"} else token.text
        return headers

    def _find_spared(self) -> set[int]:
        spared: set[int] = set()
        for index, token in enumerate(self.tokens):
            if token.kind is Kind.WORD and token.text.startswith("@"):
                spared.update(range(index, self.source.after_group(index + 1)))
            elif token.kind is Kind.WORD and token.text == "case" and self.tokens[index - 1].text != ".":
                end = self._end_of_case(index)
                spared.update(range(index, end))
                if self.tokens[end].text == ":":
                    self.colons.add(end)
            elif token.text == "default" and index + 1 < len(self.tokens) and self.tokens[index + 1].text == ":":
                self.colons.add(index + 1)
            elif token.kind is Kind.WORD and token.text == "let" and self._is_of_type_or_file(index):
                spared.update(self._table(index))
        return spared

    def _end_of_case(self, index: int) -> int:
        outer = self.tokens[index].outer
        if outer is not None and self.headers.get(outer) == "enum":
            line = self.tokens[index].line
            return next((i for i in range(index, len(self.tokens)) if self.tokens[i].line > line), len(self.tokens) - 1)
        before = self.tokens[index - 1].text
        stops = {"=", "in", "where"} if before in {"if", "guard", "while", "for", ","} else {":", "where"}
        end = self.source.find(index + 1, stops)
        if end is not None and self.tokens[end].text == "where" and ":" in stops:
            colon = self.source.find(end, {":"})
            if colon is not None:
                self.colons.add(colon)
        return end if end is not None else index + 1

    def _is_of_type_or_file(self, index: int) -> bool:
        outer = self.tokens[index].outer
        return outer is None or self.headers.get(outer) in {"enum", "struct", "extension", "protocol"}

    def _table(self, index: int) -> Iterator[int]:
        equals = self.source.find(index, {"="})
        if equals is None:
            return
        value = self.tokens[equals + 1]
        if value.text == "[" or value.kind in {Kind.STRING, Kind.TEXT}:
            yield from range(equals, self.source.after_group(equals + 1))
