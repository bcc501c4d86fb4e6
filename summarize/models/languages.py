"""The one table of languages: their names, which way they are written, and their code in each model family.

Not here: finding out which language a text is in, nor what a loaded model supports (`tags` reads
that from its tokenizer). An empty cell means that the family has no such language.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarize.errors import Code, ModelError, UsageError
from summarize.types import Direction


@dataclass(frozen=True, slots=True)
class Language:
    """One language and its names in the model families.

    Attributes:
        code: Two letters, ISO 639-1.
        english: Its English name.
        native: Its name for itself.
        nllb: Code of NLLB-200, as in `arb_Arab`.
        mbart50: Code of mBART-50, as in `ar_AR`, or "".
        marian: Tag of multi-target Marian models, without the arrows, as in `ara`.
        direction: Which way it is written.
        aliases: Other codes that M2M100, MADLAD and older Marian models know it by.
    """

    code: str
    english: str
    native: str
    nllb: str
    mbart50: str
    marian: str
    direction: Direction = "ltr"
    aliases: tuple[str, ...] = ()


LANGUAGES: tuple[Language, ...] = (
    Language("af", "Afrikaans", "Afrikaans", "afr_Latn", "af_ZA", "afr"),
    Language("am", "Amharic", "አማርኛ", "amh_Ethi", "", "amh"),
    Language("ar", "Arabic", "العربية", "arb_Arab", "ar_AR", "ara", "rtl"),
    Language("az", "Azerbaijani", "azərbaycanca", "azj_Latn", "az_AZ", "aze"),
    Language("bg", "Bulgarian", "български", "bul_Cyrl", "", "bul"),
    Language("bn", "Bengali", "বাংলা", "ben_Beng", "bn_IN", "ben"),
    Language("ca", "Catalan", "català", "cat_Latn", "", "cat"),
    Language("cs", "Czech", "čeština", "ces_Latn", "cs_CZ", "ces"),
    Language("da", "Danish", "dansk", "dan_Latn", "", "dan"),
    Language("de", "German", "Deutsch", "deu_Latn", "de_DE", "deu"),
    Language("el", "Greek", "Ελληνικά", "ell_Grek", "", "ell"),
    Language("en", "English", "English", "eng_Latn", "en_XX", "eng"),
    Language("es", "Spanish", "español", "spa_Latn", "es_XX", "spa"),
    Language("et", "Estonian", "eesti", "est_Latn", "et_EE", "est"),
    Language("fa", "Persian", "فارسی", "pes_Arab", "fa_IR", "fas", "rtl"),
    Language("fi", "Finnish", "suomi", "fin_Latn", "fi_FI", "fin"),
    Language("fr", "French", "français", "fra_Latn", "fr_XX", "fra"),
    Language("gu", "Gujarati", "ગુજરાતી", "guj_Gujr", "gu_IN", "guj"),
    Language("ha", "Hausa", "Hausa", "hau_Latn", "", "hau"),
    Language("he", "Hebrew", "עברית", "heb_Hebr", "he_IL", "heb", "rtl", ("iw",)),
    Language("hi", "Hindi", "हिन्दी", "hin_Deva", "hi_IN", "hin"),
    Language("hr", "Croatian", "hrvatski", "hrv_Latn", "hr_HR", "hrv"),
    Language("hu", "Hungarian", "magyar", "hun_Latn", "", "hun"),
    Language("hy", "Armenian", "հայերեն", "hye_Armn", "", "hye"),
    Language("id", "Indonesian", "Indonesia", "ind_Latn", "id_ID", "ind", "ltr", ("in",)),
    Language("it", "Italian", "italiano", "ita_Latn", "it_IT", "ita"),
    Language("ja", "Japanese", "日本語", "jpn_Jpan", "ja_XX", "jpn"),
    Language("ka", "Georgian", "ქართული", "kat_Geor", "ka_GE", "kat"),
    Language("kk", "Kazakh", "қазақ тілі", "kaz_Cyrl", "kk_KZ", "kaz"),
    Language("km", "Khmer", "ខ្មែរ", "khm_Khmr", "km_KH", "khm"),
    Language("ko", "Korean", "한국어", "kor_Hang", "ko_KR", "kor"),
    Language("lt", "Lithuanian", "lietuvių", "lit_Latn", "lt_LT", "lit"),
    Language("lv", "Latvian", "latviešu", "lvs_Latn", "lv_LV", "lav"),
    Language("ml", "Malayalam", "മലയാളം", "mal_Mlym", "ml_IN", "mal"),
    Language("mr", "Marathi", "मराठी", "mar_Deva", "mr_IN", "mar"),
    Language("ms", "Malay", "Melayu", "zsm_Latn", "", "msa", "ltr", ("zsm_Latn",)),
    Language("my", "Burmese", "မြန်မာ", "mya_Mymr", "my_MM", "mya"),
    Language("ne", "Nepali", "नेपाली", "npi_Deva", "ne_NP", "nep"),
    Language("nl", "Dutch", "Nederlands", "nld_Latn", "nl_XX", "nld"),
    Language("no", "Norwegian", "norsk", "nob_Latn", "", "nor", "ltr", ("nb", "nob")),
    Language("pa", "Punjabi", "ਪੰਜਾਬੀ", "pan_Guru", "", "pan"),
    Language("pl", "Polish", "polski", "pol_Latn", "pl_PL", "pol"),
    Language("ps", "Pashto", "پښتو", "pbt_Arab", "ps_AF", "pus", "rtl"),
    Language("pt", "Portuguese", "português", "por_Latn", "pt_XX", "por"),
    Language("ro", "Romanian", "română", "ron_Latn", "ro_RO", "ron"),
    Language("ru", "Russian", "русский", "rus_Cyrl", "ru_RU", "rus"),
    Language("si", "Sinhala", "සිංහල", "sin_Sinh", "si_LK", "sin"),
    Language("sk", "Slovak", "slovenčina", "slk_Latn", "", "slk"),
    Language("sl", "Slovenian", "slovenščina", "slv_Latn", "sl_SI", "slv"),
    Language("so", "Somali", "Soomaali", "som_Latn", "", "som"),
    Language("sq", "Albanian", "shqip", "als_Latn", "", "sqi"),
    Language("sr", "Serbian", "српски", "srp_Cyrl", "", "srp", "ltr", ("srp_Cyrl",)),
    Language("sv", "Swedish", "svenska", "swe_Latn", "sv_SE", "swe"),
    Language("sw", "Swahili", "Kiswahili", "swh_Latn", "sw_KE", "swa", "ltr", ("swh",)),
    Language("ta", "Tamil", "தமிழ்", "tam_Taml", "ta_IN", "tam"),
    Language("te", "Telugu", "తెలుగు", "tel_Telu", "te_IN", "tel"),
    Language("th", "Thai", "ไทย", "tha_Thai", "th_TH", "tha"),
    Language("tl", "Tagalog", "Tagalog", "tgl_Latn", "tl_XX", "tgl", "ltr", ("fil",)),
    Language("tr", "Turkish", "Türkçe", "tur_Latn", "tr_TR", "tur"),
    Language("uk", "Ukrainian", "українська", "ukr_Cyrl", "uk_UA", "ukr"),
    Language("ur", "Urdu", "اردو", "urd_Arab", "ur_PK", "urd", "rtl"),
    Language("uz", "Uzbek", "oʻzbekcha", "uzn_Latn", "", "uzb"),
    Language("vi", "Vietnamese", "Tiếng Việt", "vie_Latn", "vi_VN", "vie"),
    Language("zh", "Chinese", "中文", "zho_Hans", "zh_CN", "zho", "ltr", ("cmn_Hans", "cmn")),
)

# Written from right to left, though no model family here is asked to translate them.
_MORE_RIGHT_TO_LEFT = ("ckb", "dv", "sd", "ug", "yi")

_BY_CODE = {language.code: language for language in LANGUAGES}
_BY_ANY_CODE = {
    alias: language
    for language in LANGUAGES
    for alias in (language.code, language.marian, language.nllb, language.mbart50, *language.aliases)
    if alias
}


def known_codes() -> tuple[str, ...]:
    """The two-letter codes of the table, in alphabetical order."""
    return tuple(_BY_CODE)


def find_language(code: str) -> Language:
    """The row of a two-letter code.

    >>> find_language("ar").native
    'العربية'

    Raises:
        UsageError: When the code is not in the table; the message lists those that are.
    """
    language = _BY_CODE.get(code)
    if language is None:
        known = ", ".join(known_codes())
        raise UsageError(Code.UNSUPPORTED_LANG, f"{code[:20]!r} is not a known language code; known: {known}")
    return language


def match_language(code: str) -> Language | None:
    """The row that a model's own code means, or None.

    >>> match_language("eng_Latn").code
    'en'
    >>> match_language("ROMANCE") is None
    True
    """
    return _BY_ANY_CODE.get(code)


def direction(code: str) -> Direction:
    """Which way a language is written; "ltr" for one that the table does not know.

    >>> direction("ar"), direction("fr"), direction("ckb")
    ('rtl', 'ltr', 'rtl')
    """
    language = _BY_CODE.get(code)
    if language is None:
        return "rtl" if code in _MORE_RIGHT_TO_LEFT else "ltr"
    return language.direction


def nllb_code(code: str) -> str:
    """The code of NLLB-200 for a two-letter code.

    >>> nllb_code("ar")
    'arb_Arab'

    Raises:
        UsageError: When the code is not in the table.
    """
    return find_language(code).nllb


def mbart50_code(code: str) -> str:
    """The code of mBART-50 for a two-letter code.

    >>> mbart50_code("ar")
    'ar_AR'

    Raises:
        UsageError: When the code is not in the table.
        ModelError: When mBART-50 does not have the language.
    """
    language = find_language(code)
    if not language.mbart50:
        known = ", ".join(row.code for row in LANGUAGES if row.mbart50)
        raise ModelError(Code.UNSUPPORTED_LANG, f"mBART-50 has no {language.english}; it knows {known}")
    return language.mbart50


def short_codes(code: str) -> tuple[str, ...]:
    """The codes under which M2M100 and MADLAD may know a language, likeliest first.

    >>> short_codes("he")
    ('he', 'iw')

    Raises:
        UsageError: When the code is not in the table.
    """
    language = find_language(code)
    return (language.code, *language.aliases)


def marian_tags(code: str) -> tuple[str, ...]:
    """The tags that ask a multi-target Marian model for a language, likeliest first.

    >>> marian_tags("ar")
    ('>>ara<<', '>>ar<<')

    Raises:
        UsageError: When the code is not in the table.
    """
    language = find_language(code)
    return tuple(f">>{name}<<" for name in (language.marian, language.code, *language.aliases))
