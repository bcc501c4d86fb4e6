"""The words that dates are written with in English, French and Arabic, and the shapes they stand in.

Data only: names to numbers, and one pattern a shape; what a found date means is decided in `dates`.
Placeholders in a shape: <M> month, <F> its full name ("sept" is seven in French), <W> weekday, <O> ordinal, <D> day, <Y> year of a full date, <B> year that
may stand without a month, <N> small number,
<A> what may not follow a bare year.  The group `date` is the span that is reported.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Shape = Literal["year first", "numeric", "day", "month", "year", "moment", "weekday", "period", "ago"]

LANGUAGES = ("en", "fr", "ar")

_MONTHS = {
    "en": "january jan/february feb/march mar/april apr/may/june jun/july jul/august aug/september sept sep/october oct/november nov/december dec",
    "fr": "janvier janv/février févr/mars/avril avr/mai/juin/juillet juil/août/septembre sept/octobre oct/novembre nov/décembre déc",
    "ar": "يناير كانون_الثاني/فبراير شباط/مارس آذار اذار/أبريل إبريل نيسان/مايو أيار/يونيو يونيه حزيران/يوليو يوليه تموز/أغسطس آب/سبتمبر أيلول/أكتوبر تشرين_الأول/نوفمبر تشرين_الثاني/ديسمبر كانون_الأول",
}
_WEEKDAYS = {
    "en": "monday/tuesday/wednesday/thursday/friday/saturday/sunday",
    "fr": "lundi/mardi/mercredi/jeudi/vendredi/samedi/dimanche",
    "ar": "الاثنين الإثنين/الثلاثاء/الأربعاء/الخميس/الجمعة/السبت/الأحد",
}
_COUNTS = {
    "en": "one a an/two/three/four/five/six/seven/eight/nine/ten/eleven/twelve/thirteen/fourteen/fifteen/sixteen/seventeen/eighteen/nineteen/twenty",
    "fr": "un une/deux/trois/quatre/cinq/six/sept/huit/neuf/dix/onze/douze/treize/quatorze/quinze/seize/dix-sept/dix-huit/dix-neuf/vingt",
    "ar": "//ثلاثة ثلاث/أربعة أربع/خمسة خمس/ستة ست/سبعة سبع/ثمانية ثماني/تسعة تسع/عشرة عشر",
}
_ORDINALS = "الأول/الثاني/الثالث/الرابع/الخامس/السادس/السابع/الثامن/التاسع/العاشر"
_UNITS = {
    "day": "day days jour jours يوم أيام يوما يومين",
    "week": "week weeks semaine semaines أسبوع أسابيع أسبوعا أسبوعين الأسبوع",
    "month": "month months mois شهر أشهر شهور شهرا شهرين الشهر",
    "year": "year years an ans année années عام أعوام عاما عامين سنة سنوات سنين سنتين العام السنة",
}
_DUALS = "يومين أسبوعين شهرين عامين سنتين"
_TURNS = {
    -1: "last past dernier dernière الماضي الماضية المنصرم المنصرمة الفائت أمس",
    0: "this ce cet cette اليوم هذا هذه الجاري الجارية الحالي الحالية",
    1: "next coming prochain prochaine المقبل المقبلة القادم القادمة غدا",
}
_MOMENTS = {
    -2: "the_day_before_yesterday avant-hier أول_أمس",
    -1: "yesterday last_night hier أمس بالأمس البارحة الليلة_الماضية",
    0: "today tonight this_morning this_afternoon this_evening aujourd'hui ce_matin ce_soir cet_après-midi cette_nuit اليوم الليلة هذا_الصباح هذا_المساء",
    1: "tomorrow demain غدا الغد",
    2: "the_day_after_tomorrow après-demain بعد_غد",
}


def date_key(word: str) -> str:
    """How a word stands in the tables: lower case, no full stop, one apostrophe, bare alef.

    >>> date_key("Nov."), date_key("أبريل") == date_key("ابريل")
    ('nov', True)
    """
    return re.sub("[أإآ]", "ا", word.lower().rstrip(".").replace("’", "'").replace("_", " "))


def _number(table: str) -> dict[str, int]:
    return {date_key(w): i for i, words in enumerate(table.split("/"), start=1) for w in words.split()}


MONTHS = {language: _number(table) for language, table in _MONTHS.items()}
WEEKDAYS = {language: {k: n - 1 for k, n in _number(table).items()} for language, table in _WEEKDAYS.items()}


def calendar_names(language: str) -> tuple[str, ...]:
    """Months, then weekdays in full; a name of two words by its first.

    >>> calendar_names("fr")[:3], calendar_names("en")[-1], calendar_names("de")
    (('janvier', 'février', 'mars'), 'sunday', ())
    """
    return (*_list_full(_MONTHS.get(language, "")), *_list_full(_WEEKDAYS.get(language, "")))


def month_names() -> tuple[str, ...]:
    """Months in full, in all languages."""
    return tuple(name for table in _MONTHS.values() for name in _list_full(table))


def _list_full(table: str) -> tuple[str, ...]:
    """The names of a table, abbreviations ("janv" beside "janvier") left out."""
    groups = [words.split() for words in table.split("/")]
    full = [w for words in groups for w in words if not any(o != w and o.startswith(w) for o in words)]
    return tuple(dict.fromkeys(name.split("_")[0] for name in full))


COUNTS = {key: n for table in _COUNTS.values() for key, n in _number(table).items()}
ORDINALS = {**_number(_ORDINALS), date_key("العشرين"): 20, date_key("الثلاثين"): 30}
UNITS = {date_key(w): unit for unit, words in _UNITS.items() for w in words.split()}
TURNS = {date_key(w): turn for turn, words in _TURNS.items() for w in words.split()}
MOMENTS = {date_key(w): days for days, words in _MOMENTS.items() for w in words.split()}

_YEAR_FIRST = r"(?<![\w.,/-])(?P<date>(?P<year><Y>)([-/])(?P<month>[0-9]{1,2})\3(?P<day>[0-9]{1,2}))(?![0-9/-])"
_NUMERIC = r"(?<![\w.,/:-])(?P<date>(?P<first>[0-9]{1,2})([-/.])(?P<second>[0-9]{1,2})\3(?P<year><Y>))(?![\w/-])"
_NO_AMOUNT = r"(?![0-9]|[.,:/][0-9]| ?[%٪€$£°]| (?:per ?cent|people|homes|houses|households|soldiers|metres|miles|km|dollars|euros|crowns|pounds|tons|tonnes|hours|personnes|mètres|foyers|heures)\b)"
_SHAPES: dict[str, tuple[tuple[Shape, str], ...]] = {
    "en": (
        ("day", r"(?P<date>(?:(?P<weekday><W>),? (?:the )?)?(?<![0-9.,:/])(?P<day><D>)(?:st|nd|rd|th)?(?:(?:-|–| to | and )<D>(?:st|nd|rd|th)?)?(?: of)? (?P<month><M>)\b(?:\.?,? (?P<year><Y>)(?![0-9]))?)"),
        ("day", r"(?P<date>(?:(?P<weekday><W>),? )?(?<!\bin )(?<!\bIn )(?P<month><M>)\.? (?P<day><D>)(?:st|nd|rd|th)?\b(?![.,:][0-9]| ?%| percent)(?:[-–]<D>)?(?:,? (?P<year><Y>)(?![0-9]))?)"),
        ("month", r"(?P<date>(?P<month><M>)\.?,?(?: of)? (?P<year><Y>))(?![0-9])"),
        ("month", r"\b(?i:in|since|by|until|till|before|after|from|during|early|late|mid|of|(?P<turn>last|next|this|past))[ -](?P<date>(?P<month><F>))\b"),
        ("year", r"(?i:\b(?:in|since|by|until|till|before|after|during|around|between|early|late|mid|than|year|from(?= <B> (?:to|until|through)))|(?<=19[0-9]{2} )(?:and|to)|(?<=20[0-9]{2} )(?:and|to))[ -](?P<date>(?P<year><B>))<A>"),
        ("moment", r"\b(?P<date>(?i:(?P<moment>the day before yesterday|the day after tomorrow|yesterday|last night|today|tonight|this morning|this afternoon|this evening|tomorrow)))\b"),
        ("weekday", r"(?<!\bevery )(?<!\beach )(?<!\bEvery )(?<!\bEach )(?<!Black )(?<!Good )(?P<date>(?:\b(?i:(?P<turn>last|next|this|past|coming)) )?(?P<weekday><W>)\b)"),
        ("period", r"(?<!\bthe )(?<!\bThe )\b(?P<date>(?i:(?P<turn>last|next|this|past|coming)) (?P<unit>week|month|year))\b(?!['’]| of\b)"),
        ("ago", r"(?<![\w-])(?P<date>(?i:(?P<count><N>)) (?P<unit>days?|weeks?|months?|years?) (?:ago|earlier(?! than)))\b"),
    ),
    "fr": (
        ("day", r"(?P<date>(?:\b(?P<weekday><W>),? (?:le )?)?(?<![0-9.,:/])(?P<day><D>)(?:er)?(?:(?:-|–| au | et )<D>)? (?P<month><M>)\b(?:\.? (?P<year><Y>)(?![0-9]))?)"),
        ("month", r"\b(?P<date>(?P<month><M>)\.? (?:de )?(?P<year><Y>))(?![0-9])"),
        ("month", r"\b(?:(?:en|depuis|dès|fin|début|mi|courant|mois de|avant|après|jusqu['’]en|de|d['’]ici)[ -]|mois d['’]|d['’])(?P<date>(?P<month><F>)\b(?: (?P<turn>dernier|prochain))?)"),
        ("year", r"(?:\b(?:en|depuis|dès|avant|après|jusqu['’]en|entre|vers|fin|début|mi|courant|l['’]année|l['’]an|d['’]ici(?: à)?|de(?= <B> à <B>))|(?<=19[0-9]{2} )(?:et|à)|(?<=20[0-9]{2} )(?:et|à))[ -](?P<date>(?P<year><B>))<A>"),
        ("moment", r"\b(?P<date>(?P<moment>avant-hier|après-demain|aujourd['’]hui|ce matin|ce soir|cet après-midi|cette nuit|hier|demain))\b"),
        ("weekday", r"(?<!\bchaque )(?<!\ble )\b(?P<date>(?P<weekday><W>)(?: (?:matin|midi|soir|après-midi))?(?: (?P<turn>prochain|dernier))?)\b(?! gras)"),
        ("period", r"\b(?:la |le |l['’])(?P<date>(?P<unit>semaine|mois|année|an) (?P<turn>derni(?:er|ère)|prochaine?))\b"),
        ("period", r"\b(?P<date>(?P<turn>ce|cette) (?P<unit>semaine|mois|année))\b"),
        ("ago", r"\b(?P<date>il y a (?:environ )?(?P<count><N>) (?P<unit>jours?|semaines?|mois|ans?|années?))\b"),
    ),
    "ar": (
        ("day", r"(?P<date>(?:\b(?P<weekday><W>)(?: الموافق)?،? )?(?<![0-9.,:/])(?P<day><D>|\b(?:<O>)(?= من))(?:(?: ?[-–] ?| و| إلى )<D>)?(?: من)? (?:شهر )?(?P<month><M>)\b(?: ?/ ?<M>| \(<M>\))?(?:،?(?: من)?(?: عام| سنة)? (?P<year><Y>)(?![0-9]))?)"),
        ("month", r"\b(?P<date>(?P<month><M>)(?: ?/ ?<M>| \(<M>\))?،?(?: من)?(?: عام| سنة)? (?P<year><Y>))(?![0-9])"),
        ("month", r"\b(?P<date>(?P<month><M>)(?: ?/ ?<M>| \(<M>\))? (?P<turn>الماضي|المنصرم|المقبل|القادم|الجاري))\b"),
        ("month", r"\b[وف]?(?:في|منذ|شهر|أوائل|أواخر|منتصف|مطلع|نهاية|بداية|خلال|حتى|قبل|بعد) (?:شهر )?(?P<date>(?P<month><M>)(?: ?/ ?<M>| \(<M>\))?)\b"),
        ("year", r"(?:\b(?:(?:[ولب]|ال|لل|وال)?(?:عام|سنة|عامي)|[وف]?(?:في|منذ|بعد|قبل|حتى|خلال)) |(?<=19[0-9]{2} )و|(?<=20[0-9]{2} )و)(?P<date>(?P<year><B>))<A>"),
        ("weekday", r"(?<!كلا )(?<!كلي )(?<!بين )(?<!هذين )(?<!أيام )\b[ولب]?(?P<date>(?:(?P<turn>[أا]مس|اليوم|غدا) )?(?P<weekday><W>)(?: (?P<after>المقبل|القادم|الماضي|المنصرم|الفائت))?)\b"),
        ("moment", r"(?<!في )(?<!ذات )\b(?P<date>(?P<moment>[أا]ول (?:من )?[أا]مس|بال[أا]مس|[أا]مس|بعد غد|غدا|الغد|البارحة|الليلة الماضية|الليلة|هذا الصباح|هذا المساء|اليوم))\b(?! ال| نفسه)"),
        ("period", r"\b(?P<date>(?P<unit>ال[أا]سبوع|الشهر|العام|السنة) (?P<turn>الماضية?|المنصرمة?|المقبلة?|القادمة?|الجارية?|الحالية?))\b"),
        ("period", r"\b(?P<date>(?P<turn>هذا|هذه) (?P<unit>ال[أا]سبوع|الشهر|العام|السنة))\b"),
        ("ago", r"\b[وف]?(?P<date>(?:قبل|منذ) (?:نحو |حوالي )?(?P<count><N>) (?P<unit>[أا]يام|يوما|[أا]سابيع|[أا]سبوعا|[أا]شهر|شهور|شهرا|[أا]عوام|عاما|سنوات|سنين|سنة))\b(?! من)"),
        ("ago", r"\b[وف]?(?P<date>(?:قبل|منذ) (?P<unit>يوم|[أا]سبوع|شهر|عام|سنة|<DUAL>))\b(?! من| [0-9])"),
    ),
}  # fmt: skip

_FUTURE = {
    "en": r"\b(?:(?:will|won['’]t|shall|would|may|might|must|should)(?! have (?!to\b))|(?:is|are) due|due (?:on|in|by|to (?:be|begin|start|open|meet|end|give|take|speak|vote|arrive|resume|appear|reach|pass))|scheduled|slated|expects?|(?:is|are|was|were) expected|expected to|"
    r"(?:plans?|planning|planned|hopes?|intends?|aims?|set|going|about|ready|likely|agreed|decided|vowed|promised|pledged|is|are|was|were|has|have) to|"
    r"upcoming|preparing|begins?|starts|opens|resumes?|continues?|meets|ends|takes place)\b|['’]ll\b",
    "fr": r"\b(?!opéra|caméra)[a-zà-ÿ]{2,}(?:ra|ront)\b|\b(?:devrait|devraient|doit|doivent|pourrait|pourraient|va|vont|attendue?s?|prévue?s?|prévoit|prévoient|à partir de|à compter de|d['’]ici)\b",
    "ar": r"\bسوف\b|\b[وف]?س(?!يار|ياس|ياح|ياد|ياق|يدة|يدات|يدني|يطرة|يطرت|يناري|يناء|يرة|تين|تون|تار)[يت]\w{3,}|المقرر|المتوقع|المنتظر|المزمع|المرتقب|[يت]عتزم|ابتداء من|اعتبارا من",
}
_PAST = {
    "en": r"\b(?:since|had|was|were|did|said|told|agreed|[a-z]+[a-df-z]ed|broke|began|came|went|met|fell|rose|took|gave|held|saw|found|made|ran|won|lost|left|struck|hit|sent|spoke|wrote|led|put|swept|tore|burst|shut|sank|brought|built|stood|paid|shot|cut)\b",
    "fr": r"\b(?:depuis|a|ont|était|étaient|avait|avaient|s['’]est|fut|dit|[a-zà-ÿ]+é(?:e|s|es)?)\b",
    "ar": r"\b(?:منذ|كانت?|[وف]?قالت?|[وف]?أعلنت?|أكدت?|ذكرت?)\b",
}
_BOUNDING = {"en": r"\b(?:until|till|by)\b", "fr": r"\b(?:jusqu['’]à|avant)\b", "ar": r"\bحتى\b"}


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language writes dates, and the words that put a clause into the future or the past.

    Attributes:
        shapes: Kinds of date with their patterns; where two overlap the earlier in the list wins.
        future: Words of a clause about what is to come.
        past: Words of a clause about what has been.
        bounding: "until", "by": to come, where nothing else in the clause says when.
    """

    shapes: tuple[tuple[Shape, re.Pattern[str]], ...]
    future: re.Pattern[str]
    past: re.Pattern[str]
    bounding: re.Pattern[str]


@functools.cache
def date_grammar(language: str) -> Grammar:
    """The grammar of a language; of one that has none here, dates in figures only."""
    flags = re.IGNORECASE if language == "fr" else re.NOFLAG
    numeric: tuple[tuple[Shape, str], ...] = (("year first", _YEAR_FIRST), ("numeric", _NUMERIC))
    shapes = (*numeric, *_SHAPES.get(language, ()))
    nothing = r"(?!)"
    return Grammar(
        tuple((shape, re.compile(_fill(pattern, language), flags)) for shape, pattern in shapes),
        *(re.compile(table.get(language, nothing)) for table in (_FUTURE, _PAST, _BOUNDING)),
    )


def _fill(pattern: str, language: str) -> str:
    counts = _COUNTS.get(language, "").replace("/", " ").split()
    names = {
        "<M>": _any_of(_MONTHS.get(language, "").replace("/", " ").split(), language),
        "<F>": _any_of([words.split()[0] for words in _MONTHS.get(language, "").split("/") if words], language),
        "<W>": _any_of(_WEEKDAYS.get(language, "").replace("/", " ").split(), language),
        "<O>": _any_of([*_ORDINALS.split("/"), "العشرين", "الثلاثين"], language),
        "<N>": f"[0-9]{{1,3}}|{_any_of(counts, 'ar')}",
        "<DUAL>": _any_of(_DUALS.split(), language),
        "<D>": "[0-9]{1,2}",
        "<Y>": "(?:1[0-9]{3}|20[0-9]{2}|2100)",
        "<B>": "(?:1[89][0-9]{2}|20[0-9]{2}|2100)",
        "<A>": _NO_AMOUNT,
    }
    for mark, filling in names.items():
        pattern = pattern.replace(mark, filling)
    return pattern


def _any_of(words: Iterable[str], language: str) -> str:
    """One alternative a word, the longest first; English names need their capital ("may", "march")."""
    forms = [
        w.replace("_", " ").replace("أ", "[أا]").replace("إ", "[إا]") for w in sorted(words, key=len, reverse=True)
    ]
    if language == "en":
        forms = [form for w in forms for form in (w.title(), w.upper())]
    return f"(?:{'|'.join(forms)})"


@functools.cache
def date_triggers(language: str) -> frozenset[str] | None:
    """Words of which every date without figures holds one, as runs of letters; None where prefixes hide them."""
    if language not in ("en", "fr"):
        return None
    tables = [_MONTHS[language], _WEEKDAYS[language], *_UNITS.values(), *_MOMENTS.values()]
    return frozenset(run for table in tables for run in re.findall(r"[^\W\d_]+", table.lower()))
