"""Negation, hedges and attribution: the small words whose loss turns a sentence into another claim."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from summarize.text.words import content_stems, fold, split_words

NEGATION = {
    "en": """not no never none nobody nothing neither nor without cannot deny denies denied denying refuse refuses
        refused refusing fail fails failed failing lack lacks lacked reject rejects rejected unlikely unable barely
        hardly rule ruled-out nowhere""",
    "fr": """ne n' pas jamais aucun aucune rien personne ni sans nie nient nié nia démenti dément démentent refuse
        refusé refusent rejeté échoué guère non""",
    "ar": "لا لم لن ليس ليست ليسوا غير دون بدون نفى نفت ينفي تنفي نفوا رفض رفضت يرفض ترفض فشل فشلت عدم ولا ولم ولن وليس ما لمّا كلا",
}
HEDGES = {
    "en": """may might could possibly perhaps probably likely reportedly allegedly alleged apparently suspected
        suspect believed thought appears appeared seems seemed estimated expected claimed claims claim purported
        potential potentially unconfirmed rumoured tentative suggests suggested about around roughly nearly almost""",
    "fr": """peut pourrait pourraient peut-être probablement possible possiblement présumé présumée présumés aurait
        auraient serait seraient semble semblent apparemment soupçonné soupçonnée estimé environ éventuel""",
    "ar": "قد ربما يحتمل محتمل محتملة يزعم زعم مزعوم مزعومة يعتقد يبدو يشتبه مشتبه المشتبه يقال يرجح نحو حوالي زهاء تقريبا وقد",
}
ATTRIBUTION = {
    "en": """said says say told tells according announced reported reports added wrote claimed insisted stated
        warned denied confirmed acknowledged argued explained noted alleged accused tweeted quoted""",
    "fr": """dit disent déclaré selon affirmé annoncé indiqué précisé ajouté expliqué rapporté souligné estimé
        assuré confié écrit accusé averti confirmé d'après""",
    "ar": """قال قالت يقول تقول وقال وقالت أعلن أعلنت ذكر ذكرت أفاد أفادت أكد أكدت صرح صرحت أضاف أضافت وأضاف
        وأضافت أوضح أوضحت حذر حذرت اتهم اتهمت بحسب وفقا حسب كتب كتبت نقلا وأكد وأكدت وأوضح""",
}  # fmt: skip


FUTURE = {
    "en": "will won't shall going plans planned intends intend expects expected due would",
    "fr": "va vont devrait devraient prévoit prévoient compte comptent prévu prévue sera seront aura auront",
    "ar": "سوف المقرر مقرر يعتزم تعتزم يخطط تخطط المتوقع",
}


def negations(text: str, language: str) -> list[str]:
    """The negating words of a text, "n't" endings included.

    >>> negations("He didn't deny it.", "en")
    ["didn't", 'deny']
    """
    return _marked(text, language, "negation")


@dataclass(frozen=True, slots=True)
class Marked:
    """A marking word, the content stems it reaches, and whether it marks openly ("not", unlike "without")."""

    word: str
    stems: tuple[str, ...]
    plain: bool


REACH = 3
"""Content words after a negation, hedge or future that it is taken to apply to."""

_IMPLICIT = frozenset(
    fold(w)
    for w in """without lack lacks lacked fail fails failed failing refuse refuses refused refusing reject rejects
    rejected barely hardly unlikely unable rule sans échoué refuse refusé refusent rejeté guère nie nient nié
    دون بدون رفض رفضت يرفض ترفض فشل فشلت غير""".split()
)

_VAGUE_AMOUNT = frozenset(
    fold(w) for w in "about around roughly nearly almost estimated environ estimé نحو حوالي زهاء تقريبا".split()
)
"""Hedges of a figure, not of a claim; rounding is the number check's business."""

_ARABIC_FUTURE = ("سي", "ست", "سن")


def find_negated(text: str, language: str) -> list[Marked]:
    """Each negation of a text with the stems of the next content words.

    >>> find_negated("She did not raise the tax.", "en")
    [Marked(word='not', stems=('rais', 'tax'), plain=True)]
    """
    return _find_marked(text, language, set(negations(text, language)))


def find_hedged(text: str, language: str) -> list[Marked]:
    """Each word of doubt about a claim with the stems of the next content words.

    >>> find_hedged("He allegedly took about 40 marks.", "en")
    [Marked(word='allegedly', stems=('took', '40', 'mark'), plain=True)]
    """
    return _find_marked(text, language, set(hedges(text, language)) - _VAGUE_AMOUNT)


def find_future(text: str, language: str) -> list[Marked]:
    """Each mark of something still to come with the stems of the next content words.

    >>> find_future("The council will vote on Friday.", "en")
    [Marked(word='will', stems=('vote', 'friday'), plain=True)]
    """
    marks = set(_marked(text, language, "future"))
    if language == "ar":
        marks |= {f for w in split_words(text) if (f := fold(w)).startswith(_ARABIC_FUTURE) and len(f) > 4}
    return _find_marked(text, language, marks)


def _find_marked(text: str, language: str, marks: set[str]) -> list[Marked]:
    words = [fold(w) for w in split_words(text)]
    return [
        Marked(
            word,
            tuple(content_stems(" ".join(w for w in words[i + 1 : i + 9] if w not in marks), language)[:REACH]),
            word not in _IMPLICIT,
        )
        for i, word in enumerate(words)
        if word in marks
    ]


def hedges(text: str, language: str) -> list[str]:
    """The words that make a claim uncertain.

    >>> hedges("The alleged thief may appeal.", "en")
    ['alleged', 'may']
    """
    return _marked(text, language, "hedge")


def attributions(text: str, language: str) -> list[str]:
    """The words that say a claim is somebody's.

    >>> attributions("The dam, officials said, was old.", "en")
    ['said']
    """
    return _marked(text, language, "attribution")


def _marked(text: str, language: str, kind: str) -> list[str]:
    marks = _marks(language, kind)
    contraction = kind == "negation" and language == "en"
    found = []
    for word in split_words(text):
        folded = fold(word)
        elided = kind == "negation" and language == "fr" and folded.startswith("n'")
        if folded in marks or elided or (contraction and folded.endswith("n't")):
            found.append(folded)
    return found


@functools.cache
def _marks(language: str, kind: str) -> frozenset[str]:
    table = {"negation": NEGATION, "hedge": HEDGES, "attribution": ATTRIBUTION, "future": FUTURE}[kind]
    return frozenset(fold(w) for w in table.get(language, "").split())
