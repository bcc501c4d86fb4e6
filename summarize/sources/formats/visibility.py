"""What of a PDF page no reader sees: invisible, white on white paper, too small, or off the page.

Instructions to a model are hidden in such text; an article never is, but for one case: the text layer
that OCR lays invisibly under the picture of a scanned page.
Not here: text that is covered by something painted later.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

TINY_POINTS = 2.0
"""Size below which nobody reads: footnotes have 6 points, the smallest print of contracts has 4."""

_INVISIBLE = 3
"""The text rendering mode that paints nothing; 7 only clips."""
_SHOW = {b"Tj": 0, b"TJ": 0, b"'": 0, b'"': 2}
"""Operators that show text, and which of their operands it is."""
_FILL = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"INLINE IMAGE"})
_COLOUR = {b"g": 1.0, b"rg": 1.0, b"k": 0.0, b"sc": 1.0, b"scn": 1.0}
"""Operators that choose the colour of what is filled, and the value that makes it white."""

Matrix = Sequence[float]


@dataclass(frozen=True, slots=True)
class _Ink:
    """How text is painted just now."""

    mode: int = 0
    size: float = 12.0
    is_white: bool = False


@dataclass(slots=True)
class Eye:
    """Looks on while a page is read, and blanks what is hidden before it is taken for text.

    Attributes:
        box: The page: left, bottom, right and top.
        blanked: How often hidden text was shown.
        has_invisible_layer: Whether some was hidden by its rendering mode.
        has_picture: Whether anything but text was painted.
    """

    box: tuple[float, float, float, float]
    blanked: int = 0
    has_invisible_layer: bool = False
    has_picture: bool = False
    _ink: _Ink = _Ink()
    _saved: list[_Ink] = field(default_factory=list)
    _depth: int = 0

    def before(self, operator: bytes, operands: list[Any], place: Matrix, text_place: Matrix) -> None:
        """See an operator before it is carried out; the operands of hidden text are emptied in place."""
        if operator in _SHOW:
            if len(operands) > _SHOW[operator] and self._is_hidden(place, text_place):
                self.blanked += 1
                operands[_SHOW[operator]] = type(operands[_SHOW[operator]])()
        elif operator == b"q":
            self._saved.append(self._ink)
        elif operator == b"Q":
            self._ink = self._saved.pop() if self._saved else _Ink()
        elif operator == b"Do":
            self._depth += 1
            self.has_picture = True
        elif operator in _FILL:
            self.has_picture |= operator in {b"sh", b"INLINE IMAGE"} or not self._ink.is_white
        else:
            self._dip(operator, operands)

    def after(self, operator: bytes, operands: list[Any], place: Matrix, text_place: Matrix) -> None:
        """See an operator after it was carried out."""
        del operands, place, text_place
        self._depth -= operator == b"Do"

    def _dip(self, operator: bytes, operands: list[Any]) -> None:
        numbers = [float(value) for value in operands if isinstance(value, int | float)]
        if operator == b"Tr" and numbers:
            self._ink = replace(self._ink, mode=int(numbers[0]))
        elif operator == b"Tf" and numbers:
            self._ink = replace(self._ink, size=numbers[-1])
        elif operator in _COLOUR:
            # A pattern has no numbers: it is not white.
            white = bool(numbers) and all(value == _COLOUR[operator] for value in numbers[:3])
            self._ink = replace(self._ink, is_white=white and not (operator == b"k" and numbers[3:] != [0.0]))
        elif operator in {b"cs", b"ri"}:
            self._ink = replace(self._ink, is_white=False)

    def _is_hidden(self, place: Matrix, text_place: Matrix) -> bool:
        if self._ink.mode == _INVISIBLE:
            self.has_invisible_layer = True
            return True
        if self._ink.is_white and not self.has_picture:
            return True
        # Inside a form, where its page puts it is not known: nothing is judged by size and place.
        return self._depth == 0 and (self._is_tiny(place, text_place) or self._is_outside(place, text_place))

    def _is_tiny(self, place: Matrix, text_place: Matrix) -> bool:
        scale = math.sqrt(abs(_area(place) * _area(text_place)))
        return abs(self._ink.size) * scale < TINY_POINTS

    def _is_outside(self, place: Matrix, text_place: Matrix) -> bool:
        x = text_place[4] * place[0] + text_place[5] * place[2] + place[4]
        y = text_place[4] * place[1] + text_place[5] * place[3] + place[5]
        left, bottom, right, top = self.box
        width, height = right - left, top - bottom
        # Text left of the page may reach into it; a line that begins a whole page away does not.
        return not (left - width < x < right + TINY_POINTS and bottom - height / 10 < y < top + height / 10)


def _area(matrix: Matrix) -> float:
    return matrix[0] * matrix[3] - matrix[1] * matrix[2]
