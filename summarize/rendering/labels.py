"""The words that a digest is framed with, in English, Arabic and French.

Not here: text of the digest itself, nor the interface of the demo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarize.types import Direction, Support

Stance = Literal["first", "too", "silent"]
"""What a source does for a point: it is quoted first, quoted too (a further citation or an echo), or not at all."""

MARKS: dict[Stance, str] = {"first": "●", "too": "○", "silent": "·"}


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's headings and phrases; those with {} take a number or a name."""

    language: str
    direction: Direction
    comma: str
    semicolon: str
    key_points: str
    no_points: str
    supported: str
    partial: str
    unsupported: str
    one_source: str
    many_sources: str
    disagreements: str
    timeline: str
    changes: str
    new: str
    changed: str
    gone: str
    before: str
    matrix: str
    point: str
    quoted_first: str
    quoted_too: str
    not_quoted: str
    quotes: str
    sources: str
    copy_of: str
    removed: str
    notices: str
    not_read: str
    translated_by: str
    signature: str

    def name_support(self, support: Support) -> str:
        """The support of a point in words."""
        names: dict[Support, str] = {
            "supported": self.supported,
            "partial": self.partial,
            "unsupported": self.unsupported,
        }
        return names[support]

    def name_change(self, kind: Literal["new", "changed", "gone"]) -> str:
        """The kind of a change in words."""
        return {"new": self.new, "changed": self.changed, "gone": self.gone}[kind]

    def name_stance(self, stance: Stance) -> str:
        """What a source does for a point, in words."""
        return {"first": self.quoted_first, "too": self.quoted_too, "silent": self.not_quoted}[stance]

    def count_sources(self, count: int) -> str:
        """How many independent sources state a point.

        >>> choose_labels("en").count_sources(3)
        '3 sources'
        """
        return self.one_source if count == 1 else self.many_sources.format(count)


ENGLISH = Labels(
    language="en",
    direction="ltr",
    comma=", ",
    semicolon="; ",
    key_points="Key points",
    no_points="No key points were found.",
    supported="supported",
    partial="partly supported",
    unsupported="not supported",
    one_source="1 source",
    many_sources="{} sources",
    disagreements="Where the sources disagree",
    timeline="Timeline",
    changes="Since the last digest",
    new="new",
    changed="changed",
    gone="gone",
    before="before: {}",
    matrix="Which source says what",
    point="Point",
    quoted_first="quoted first",
    quoted_too="quoted too",
    not_quoted="not quoted",
    quotes="Quotes",
    sources="Sources",
    copy_of="copy of {}",
    removed="Removed by cleaning",
    notices="Notes",
    not_read="not read",
    translated_by="translated by {}",
    signature="Signature",
)
ARABIC = Labels(
    language="ar",
    direction="rtl",
    comma="، ",
    semicolon="؛ ",
    key_points="النقاط الرئيسية",
    no_points="لم يُعثر على نقاط رئيسية.",
    supported="مسند",
    partial="مسند جزئياً",
    unsupported="غير مسند",
    one_source="مصدر واحد",
    many_sources="عدد المصادر: {}",
    disagreements="ما تختلف فيه المصادر",
    timeline="التسلسل الزمني",
    changes="منذ الملخص السابق",
    new="جديد",
    changed="تغيّر",
    gone="لم يعد مذكوراً",
    before="سابقاً: {}",
    matrix="ما يقوله كل مصدر",
    point="النقطة",
    quoted_first="مقتبس أولاً",
    quoted_too="مقتبس أيضاً",
    not_quoted="غير مقتبس",
    quotes="الاقتباسات",
    sources="المصادر",
    copy_of="نسخة من {}",
    removed="ما حُذف عند التنظيف",
    notices="ملاحظات",
    not_read="لم يُقرأ",
    translated_by="ترجمة {}",
    signature="بصمة النتيجة",
)
FRENCH = Labels(
    language="fr",
    direction="ltr",
    comma=", ",
    semicolon=" ; ",
    key_points="Points clés",
    no_points="Aucun point clé n’a été trouvé.",
    supported="étayé",
    partial="partiellement étayé",
    unsupported="non étayé",
    one_source="1 source",
    many_sources="{} sources",
    disagreements="Désaccords entre les sources",
    timeline="Chronologie",
    changes="Depuis la dernière synthèse",
    new="nouveau",
    changed="modifié",
    gone="disparu",
    before="avant : {}",
    matrix="Ce que dit chaque source",
    point="Point",
    quoted_first="cité en premier",
    quoted_too="cité aussi",
    not_quoted="non cité",
    quotes="Citations",
    sources="Sources",
    copy_of="copie de {}",
    removed="Retiré au nettoyage",
    notices="Remarques",
    not_read="non lu",
    translated_by="traduit par {}",
    signature="Signature",
)


def choose_labels(language: str) -> Labels:
    """The labels of a language, English where there are none.

    >>> choose_labels("de").quotes
    'Quotes'
    """
    return {"ar": ARABIC, "fr": FRENCH}.get(language, ENGLISH)
