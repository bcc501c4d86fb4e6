"""What news counts, as words of three languages: who or what, in which state, in which money.

Small tables of concept names, so that "2,300 dockers stopped work" and "1,750 strikers" can meet,
in one language or in two.  No grammar here, and no word outside the tables has a concept.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from summarize.text.words import fold, stem_words

HEADS = {
    "person": {
        "en": "people person persons residents inhabitants citizens",
        "fr": "personnes gens habitants riverains résidents",
        "ar": "شخص شخصا أشخاص الأشخاص سكان ساكن مواطن مواطنا مواطنين نسمة",
    },
    "child": {"en": "children child", "fr": "enfants enfant", "ar": "طفل طفلا أطفال"},
    "adult": {"en": "adults adult", "fr": "adultes adulte", "ar": "بالغ بالغا بالغين"},
    "man": {"en": "men man", "fr": "hommes homme", "ar": "رجل رجلا رجال"},
    "woman": {"en": "women woman", "fr": "femmes femme", "ar": "امرأة نساء"},
    "worker": {
        "en": "workers worker dockers docker employees employee staff",
        "fr": "ouvriers travailleurs dockers salariés employés",
        "ar": "عامل عاملا عمال العمال موظف موظفا موظفين",
    },
    "ship": {"en": "ships ship vessels vessel", "fr": "navires navire bateaux bateau", "ar": "سفينة سفن السفن"},
    "house": {
        "en": "houses house homes home",
        "fr": "maisons maison logements",
        "ar": "منزل منزلا منازل بيت بيتا بيوت",
    },
    "household": {"en": "households household", "fr": "foyers foyer ménages", "ar": "أسرة أسر عائلة عائلات"},
    "vote": {"en": "votes vote ballots", "fr": "voix votes bulletins", "ar": "صوت صوتا أصوات"},
    "bridge": {"en": "bridges bridge", "fr": "ponts pont", "ar": "جسر جسرا جسور"},
}

UNITS = {
    "hour": {"en": "hours hour", "fr": "heures heure", "ar": "ساعة ساعات"},
    "day": {"en": "days day", "fr": "jours jour journées", "ar": "يوم يوما أيام"},
    "week": {"en": "weeks week", "fr": "semaines semaine", "ar": "أسبوع أسبوعا أسابيع"},
    "month": {"en": "months month", "fr": "mois", "ar": "شهر شهرا أشهر شهور"},
    "year": {"en": "years year", "fr": "ans an années année", "ar": "سنة سنوات عام عاما أعوام"},
    "minute": {"en": "minutes minute", "fr": "minutes minute", "ar": "دقيقة دقائق"},
    "metre": {"en": "metres metre meters meter", "fr": "mètres mètre", "ar": "متر مترا أمتار"},
    "kilometre": {
        "en": "kilometres kilometers km kilometre",
        "fr": "kilomètres km",
        "ar": "كيلومتر كيلومترا كيلومترات",
    },
    "tonne": {"en": "tonnes tons tonne", "fr": "tonnes tonne", "ar": "طن طنا أطنان"},
    "foot": {"en": "feet foot"},
    "mile": {"en": "miles mile"},
    "degree": {"en": "degrees degree", "fr": "degrés degré", "ar": "درجة درجات"},
}
"""Time, lengths, weights: many a sentence has some, so they need more shared words than people do."""

STATES = {
    "dead": {
        "en": "dead died die deaths death killed kill killing fatalities lost_their_lives drowned",
        "fr": "morts mort mortes décès tués tué tuées décédés trépas perdu_la_vie noyés",
        "ar": "قتيل قتيلا قتلى قتل مقتل وفاة وفيات توفي ضحية ضحايا مصرع لقوا_حتفهم",
    },
    "injured": {
        "en": "injured injuring injuries wounded wounding hurt",
        "fr": "blessés blessé blessées",
        "ar": "جريح جريحا جرحى مصاب مصابا مصابين إصابة أصيب",
    },
    "missing": {
        "en": "missing unaccounted_for unaccounted not_been_found disappeared",
        "fr": "disparus disparu disparues manquent_à_appel",
        "ar": "مفقود مفقودا مفقودين المفقودين مفقودون",
    },
    "rescued": {
        "en": "rescued alive saved survived",
        "fr": "secourus sauvés vivants",
        "ar": "ناج ناجيا إنقاذ أنقذ أحياء",
    },
    "displaced": {
        "en": """evacuated evacuees evacuate evacuating displaced homeless moved_out_of_their_homes moved_out fled
            left_their_homes forced_from_their_homes leave_their_homes driven_from_their_homes""",
        "fr": "évacués évacué évacuées déplacés sinistrés sans_abri ont_fui quitté_leur_domicile",
        "ar": "نازح نازحا نازحين نزح إجلاء أجلي مشرد مشردا مشردين",
    },
    "arrested": {
        "en": "arrested arrests detained detainees",
        "fr": "arrêtés arrêté arrestations interpellés interpellations",
        "ar": "معتقل معتقلا معتقلين اعتقل اعتقال موقوف موقوفا توقيف",
    },
    "striking": {
        "en": "strikers striker striking strike stopped_work walked_out downed_tools",
        "fr": "grévistes gréviste grève",
        "ar": "مضرب مضربا مضربين المضربين المضربون إضراب أضرب",
    },
    "destroyed": {
        "en": "destroyed destroying swept_away washed_away collapsed razed flattened",
        "fr": "détruits détruit détruites effondrés emportés rasés",
        "ar": "دمر دمرت تدمير مدمر انهار انهارت جرفت",
    },
    "without power": {
        "en": """without_electricity without_power no_electricity no_power lost_power lost_electricity
            electricity_was_cut""",
        "fr": "sans_électricité privés_électricité sans_courant privés_de_courant",
        "ar": "دون_كهرباء بدون_كهرباء بلا_كهرباء انقطاع_الكهرباء",
    },
    "waiting": {
        "en": "waiting waited at_anchor anchored queuing queueing stranded",
        "fr": "attendent attendaient en_attente à_ancre bloqués mouillent",
        "ar": "منتظر منتظرة المنتظرة تنتظر ينتظر عالقة",
    },
    "ill": {"en": "ill infected infections illnesses", "fr": "malades contaminés infectés", "ar": "مريض مريضا إصابات"},
    "taking part": {
        "en": "participants participant volunteers enrolled enrol took_part taking_part take_part attended marched",
        "fr": "participants volontaires participé manifestants inscrits",
        "ar": "مشارك مشاركا مشاركين متطوع متطوعا متطوعين شارك تظاهر",
    },
}

TOPICS = {
    "loss": {"en": "loss losses lost", "fr": "perte pertes", "ar": "خسارة خسائر الخسائر"},
    "damage": {"en": "damage damages", "fr": "dégâts dommages", "ar": "أضرار الأضرار"},
    "conceal": {
        "en": "conceal concealed concealing hide hid hidden",
        "fr": "dissimulé caché cacher",
        "ar": "أخفى إخفاء",
    },
    "pay": {"en": "pay wages wage salaries", "fr": "salaires salaire paie", "ar": "أجور الأجور رواتب"},
    "aid": {"en": "aid relief assistance", "fr": "aide aides secours", "ar": "مساعدات إغاثة معونات"},
    "cost": {"en": "cost costs price", "fr": "coût coûte prix", "ar": "تكلفة كلفة سعر"},
    "turnout": {"en": "turnout", "ar": "الإقبال"},
}

STANCES = {
    "asked": {
        "en": "wants want demands demand demanding seeks seeking asks holding_out_for",
        "fr": "réclame réclament exige exigent demandent",
        "ar": "يطالب تطالب يطالبون يتمسك تتمسك مطالب",
    },
    "offered": {
        "en": "offers offer offered offering proposes proposed put_forward",
        "fr": "offre offrent propose proposent proposé",
        "ar": "تعرض عرض عرضت عرضها تقترح اقترحت",
    },
    "approved": {"en": "approved adopted accepted", "fr": "approuvé adopté accepté", "ar": "وافق وافقت أقر أقرت"},
    "rejected": {"en": "rejected refused declined", "fr": "rejeté refusé", "ar": "رفض رفضت"},
}
"""What one side asks for and the other offers, or what is approved and what rejected, are two figures."""

CURRENCIES = {
    "euro": {"en": "euros euro", "fr": "euros euro", "ar": "يورو اليورو"},
    "dollar": {"en": "dollars dollar", "fr": "dollars dollar", "ar": "دولار دولارا دولارات"},
    "pound": {"en": "pounds pound", "fr": "livres livre", "ar": "جنيه جنيها جنيهات"},
    "crown": {"en": "crowns crown kronor", "fr": "couronnes couronne", "ar": "كرونة كرونات"},
    "franc": {"en": "francs franc", "fr": "francs franc", "ar": "فرنك فرنكا"},
    "dinar": {"en": "dinars dinar", "fr": "dinars dinar", "ar": "دينار دينارا دنانير"},
    "dirham": {"en": "dirhams dirham", "fr": "dirhams dirham", "ar": "درهم درهما دراهم"},
    "riyal": {"en": "riyals riyal rials", "fr": "riyals", "ar": "ريال ريالا ريالات"},
    "yen": {"en": "yen", "fr": "yens yen", "ar": "ين"},
    "rupee": {"en": "rupees rupee", "fr": "roupies", "ar": "روبية"},
}
SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen", "₹": "rupee"}

GROWING = frozenset({"dead", "injured", "arrested", "destroyed"})
"""States whose count only grows: a later, higher figure is news, a later, lower one is not."""

SWINGING = frozenset({"missing", "displaced", "without power", "waiting", "ill", "rescued"})
"""States whose count goes up and down.  Strikers and participants are in neither: those who count them disagree."""

IMPLIED = {
    "striking": frozenset({"person", "worker"}),
    "taking part": frozenset({"person", "adult"}),
}
"""Heads that a noun of a state may stand for ("strikers"); all others stand for people."""

_TABLES = (HEADS, UNITS, STATES, TOPICS, STANCES)


@functools.cache
def _phrases(language: str, currencies: bool) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First stem → (stems of a phrase, concept), longest phrase first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for table in (CURRENCIES,) if currencies else _TABLES:
        for concept, words in table.items():
            for phrase in words.get(language, "").split():
                stems = tuple(stem_words([fold(w) for w in phrase.split("_")], language))
                found.setdefault(stems[0], []).append((stems, concept))
    return {first: sorted(rest, key=lambda pair: -len(pair[0])) for first, rest in found.items()}


def find_concept(stems: Sequence[str], at: int, language: str, *, currencies: bool = False) -> tuple[str, int]:
    """The concept whose words begin at a stem, and the number of words; ("", 0) where there is none.

    >>> find_concept(["bridg", "were", "swept", "away"], 2, "en")
    ('destroyed', 2)
    """
    for phrase, concept in _phrases(language, currencies).get(stems[at], []):
        if tuple(stems[at : at + len(phrase)]) == phrase:
            return concept, len(phrase)
    return "", 0
