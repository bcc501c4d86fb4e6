"""An earlier translation of the same sentence with other figures, made into this sentence's translation.

Only where it is exact: each figure that differs stands in the earlier translation as often as in its
source, in the same digits, and takes the same form of the words around it.
"""

from __future__ import annotations

import re
from collections import Counter

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_FIGURE_OF_ANY_SCRIPT = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DIGITS: tuple[dict[int, int], ...] = (
    {},
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
)
"""Ways in which a translation may write digits: as the source, Arabic-Indic, Persian."""


_BLANK = "\ue000"
"""For private use: no text of a sentence holds it."""


def outline(text: str) -> str:
    """A text with its figures blanked, by which sentences that differ in figures alone are found; "" without any.

    >>> outline("It rose 40 cm in 3 days.") == outline("It rose 35 cm in 2 days."), outline("It rose.")
    (True, '')
    """
    blanked = _FIGURE.sub(_BLANK, text)
    return "" if blanked == text else blanked


def substitute_figures(source: str, earlier: str, translation: str) -> str | None:
    """The translation of a source, out of that of an earlier one with the same outline; else None.

    >>> substitute_figures("It rose 40 cm.", "It rose 35 cm.", "ارتفع ٣٥ سم.")
    'ارتفع ٤٠ سم.'
    >>> substitute_figures("It took 5 days.", "It took 35 days.", "استغرق 35 يوما.") is None
    True
    """
    if not outline(source) or outline(source) != outline(earlier):
        return None
    old, new = _FIGURE.findall(earlier), _FIGURE.findall(source)
    changes = dict(zip(old, new, strict=True))
    if any(changes[a] != b or _agreement(a) != _agreement(b) for a, b in zip(old, new, strict=True)):
        return None
    written = Counter(_FIGURE_OF_ANY_SCRIPT.findall(translation))
    counts = Counter(old).items()
    digits = next((d for d in _DIGITS if all(written[a.translate(d)] == count for a, count in counts)), None)
    if digits is None:
        return None
    table = {a.translate(digits): b.translate(digits) for a, b in changes.items()}
    return _FIGURE_OF_ANY_SCRIPT.sub(lambda m: table.get(m[0], m[0]), translation)


def _agreement(figure: str) -> tuple[int, ...] | str:
    """What decides the form of the words around a figure, in any language with plurals like Arabic's or Russian's."""
    if not (figure.isdigit() or _GROUPED.fullmatch(figure)):
        return figure  # a fraction, a date, a version: nothing but itself is sure to fit
    number = int(figure.replace(",", ""))
    tens, ones = number % 100, number % 10
    return (min(number, 3), tens < 3, tens <= 10, tens < 20, ones == 1, 2 <= ones <= 4)
