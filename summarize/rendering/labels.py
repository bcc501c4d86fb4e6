"""The words that a digest is framed with, in English, Arabic and French.

Not here: text of the digest itself, nor the interface of the demo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from summarize.models.languages import match_language
from summarize.rendering.escaping import clean_line
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
    developments: str
    then: str
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
    second_model: str
    agreement: str
    signature: str
    languages: tuple[tuple[str, str], ...] = ()

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

    def name_language(self, code: str) -> str:
        """A language in these words, else in its own.

        >>> choose_labels("fr").name_language("ar"), choose_labels("ar").name_language("de")
        ('arabe', 'Deutsch')
        """
        known = match_language(code)
        return dict(self.languages).get(code) or (known.native if known else clean_line(code))

    def describe_standing(self, support: Support, sources: int, languages: Sequence[str] = ()) -> str:
        """How well a point is supported, how many sources state it, and the languages that they do it in, if given.

        >>> choose_labels("en").describe_standing("supported", 2, ["en", "fr"])
        'supported, 2 sources (English, French)'
        """
        names = self.comma.join(self.name_language(code) for code in languages if code)
        counted = f"{self.name_support(support)}{self.comma}{self.count_sources(sources)}"
        return f"{counted} ({names})" if names else counted


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
    developments="Figures that changed",
    then=", then ",
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
    second_model="partly by the second model",
    agreement="agreement of two models {:.2f} of 1",
    signature="Signature",
    languages=(("ar", "Arabic"), ("en", "English"), ("fr", "French")),
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
    developments="أرقام تغيّرت مع الوقت",
    then="، ثم ",
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
    second_model="بعضه بالنموذج الثاني",
    agreement="اتفاق النموذجين {:.2f} من 1",
    signature="بصمة النتيجة",
    languages=(("ar", "العربية"), ("en", "الإنجليزية"), ("fr", "الفرنسية")),
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
    developments="Chiffres qui ont évolué",
    then=", puis ",
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
    second_model="en partie par le second modèle",
    agreement="accord des deux modèles {:.2f} sur 1",
    signature="Signature",
    languages=(("ar", "arabe"), ("en", "anglais"), ("fr", "français")),
)


def choose_labels(language: str) -> Labels:
    """The labels of a language, English where there are none.

    >>> choose_labels("de").quotes
    'Quotes'
    """
    return {"ar": ARABIC, "fr": FRENCH}.get(language, ENGLISH)
