"""Words of which one denies the other, and the check that a point does not say the opposite of its source."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from summarize.text.words import content_stems, fold, split_words, stem_words
from summarize.types import Flag

OPPOSITES: Mapping[str, str] = {
    "en": """rise-fall rise-drop rose-fell increase-decrease increase-reduce grow-shrink climb-slide gain-lose
        win-lose won-lost victory-defeat accept-reject approve-reject agree-refuse allow-ban allow-prevent permit-forbid
        support-oppose praise-criticise praise-criticize buy-sell bought-sold open-close begin-end start-finish
        start-stop first-last before-after higher-lower high-low more-fewer more-less most-least best-worst
        better-worse strong-weak optimistic-pessimistic positive-negative success-failure succeed-fail arrest-release
        jail-free convict-acquit guilty-innocent save-kill rescue-kill survive-die alive-dead build-demolish
        create-destroy hire-fire hire-dismiss join-leave arrive-leave enter-leave remain-leave import-export
        profit-loss public-private public-secret domestic-foreign temporary-permanent legal-illegal likely-unlikely
        safe-dangerous early-late earlier-later north-south east-west northern-southern eastern-western
        summer-winter million-billion male-female man-woman son-daughter father-mother brother-sister
        husband-wife maximum-minimum add-remove raise-lower raise-cut strengthen-weaken improve-worsen""",
    "fr": """hausse-baisse augmenter-diminuer augmenté-diminué augmenté-baissé gagné-perdu victoire-défaite
        accepté-refusé approuvé-rejeté autorisé-interdit acheté-vendu ouvert-fermé commencé-fini avant-après
        premier-dernier plus-moins meilleur-pire arrêté-libéré condamné-acquitté coupable-innocent public-privé
        nord-sud est-ouest été-hiver million-milliard mari-femme père-mère frère-sœur fils-fille bénéfice-perte
        temporaire-permanent vivant-mort haussé-baissé soutenu-critiqué""",
    "ar": """ارتفع-انخفض ارتفاع-انخفاض زيادة-نقص فاز-خسر فوز-خسارة انتصار-هزيمة قبل-رفض وافق-رفض سمح-منع
        باع-اشترى افتتح-أغلق بدأ-انتهى بداية-نهاية قبل-بعد أول-آخر أكثر-أقل أعلى-أدنى اعتقل-أفرج أدان-برأ
        شمال-جنوب شرق-غرب صيف-شتاء مليون-مليار زوج-زوجة أب-أم أخ-أخت ابن-ابنة ربح-خسارة مؤقت-دائم حي-ميت""",
}


def check_opposites(text: str, cited: Sequence[str], language: str) -> list[Flag]:
    """No word of the point is the opposite of one that the closest cited sentence has in its place.

    >>> check_opposites("Prices rose in May.", ["Prices fell in May."], "en")[0].detail
    'the source says “fell”, the point “rose”'
    """
    table = _opposites(language)
    own = _stem_all(text, language)
    if not cited or not any(stem in table for stem in own):
        return []
    content = set(content_stems(text, language))
    closest = max(cited, key=lambda c: len(content.intersection(content_stems(c, language))))
    theirs = _stem_all(closest, language)
    known = {stem for c in cited for stem in _stem_all(c, language)}
    return [
        Flag("opposite", f"the source says “{theirs[other]}”, the point “{word}”")
        for stem, word in own.items()
        if stem not in known
        for other in table.get(stem, ())
        if other in theirs and other not in own
    ][:1]


def _stem_all(text: str, language: str) -> dict[str, str]:
    """Stem → word as written, in order."""
    words = split_words(text)
    return dict(zip(stem_words([fold(word) for word in words], language), words, strict=True))


@functools.cache
def _opposites(language: str) -> dict[str, tuple[str, ...]]:
    """Stem → stems of its opposites, in the table's order."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in OPPOSITES.get(language, "").split():
        first, second = stem_words([fold(word) for word in pair.split("-")], language)
        if first != second:
            found[first] = (*found.get(first, ()), second)
            found[second] = (*found.get(second, ()), first)
    return found
