"""The interface's own words, in English and Arabic; those of a digest are in `rendering.labels`.

The page's fixed words are translated in the browser, by its language (`translations`); what the server answers
follows the language that the browser asks for (`choose_words`).
"""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

STAGES = ("wait", "read", "clean", "split", "bridge", "select", "condense", "verify", "relate", "translate")
"""What a run goes through, in order; "wait" is for another visitor's run to leave the models."""

_ENGLISH = {
    "tagline": "News articles in, a few key points out. Every point shows the sentence it rests on.",
    "articles": "Articles",
    "article": "Article",
    "article_hint": "Paste an article here",
    "add": "Add another article",
    "remove": "Remove the last one",
    "files": "Files (text, Markdown, HTML, PDF, DOCX, feed, JSON, zip)",
    "common.upload": "Add files",
    "addresses": "Addresses of pages or feeds, one a line",
    "examples": "Or try an invented story",
    "settings": "Settings",
    "points": "How many points",
    "to": "Translate into",
    "style": "Form",
    "style_points": "points",
    "style_paragraph": "one paragraph",
    "style_headline": "a headline",
    "query": "What you want to know (optional)",
    "language": "Language of the articles",
    "detect": "detect it",
    "model": "Summarizer",
    "translator": "Translator",
    "default": "the usual one here",
    "automatic": "the best installed for each pair",
    "extractive": "source sentences, shortened (no model)",
    "glossary": "Glossary (CSV or TBX)",
    "more_models": "More models, once, on this machine: summarize models get standard --to ar",
    "run": "Find the key points",
    "stop": "Stop",
    "export": "Save the result",
    "format": "Format",
    "bilingual": "with the translation",
    "save": "Make the file",
    "your_file": "Your file",
    "copy": "As Markdown, to copy",
    "link": "Link to these settings",
    "progress": "Progress of the run",
    "wait": "Waiting for the models",
    "read": "Reading the articles",
    "clean": "Cleaning",
    "split": "Finding sentences",
    "bridge": "Comparing languages",
    "select": "Choosing sentences",
    "condense": "Shortening",
    "verify": "Checking against the sources",
    "relate": "Comparing figures and dates",
    "translate": "Translating into",
    "done": "Points: {}. Articles: {}. Choose a number beside a point to see its sentence in the article.",
    "stopped": "Stopped. Nothing of what you gave is lost.",
    "fault": "something went wrong that is our fault; please report it with the number {}",
    "left_out": "What was left out, and why",
    "removed": "removed by cleaning",
    "redundant": "says again what another sentence says",
    "budget": "matters less than those chosen",
    "short": "too short to stand alone",
    "unrelated": "does not answer the question",
    "duplicate document": "stands in a copy of another article",
}
_ARABIC = {
    "tagline": "مقالات إخبارية تدخل، ونقاط رئيسية قليلة تخرج، وكل نقطة تُظهر الجملة التي تستند إليها.",
    "articles": "المقالات",
    "article": "مقال",
    "article_hint": "ألصق مقالاً هنا",
    "add": "أضف مقالاً آخر",
    "remove": "احذف الأخير",
    "files": "ملفات (نص، Markdown، HTML، PDF، DOCX، موجز أخبار، JSON، zip)",
    "common.upload": "أضف ملفات",
    "addresses": "عناوين صفحات أو موجزات أخبار، عنوان في كل سطر",
    "examples": "أو جرّب قصة متخيلة",
    "settings": "الإعدادات",
    "points": "عدد النقاط",
    "to": "ترجم إلى",
    "style": "الشكل",
    "style_points": "نقاط",
    "style_paragraph": "فقرة واحدة",
    "style_headline": "عنوان",
    "query": "ما الذي تريد معرفته؟ (اختياري)",
    "language": "لغة المقالات",
    "detect": "تُكتشف تلقائياً",
    "model": "المُلخِّص",
    "translator": "المترجم",
    "default": "المعتاد هنا",
    "automatic": "أفضل المثبت لكل زوج لغات",
    "extractive": "جمل المصدر مختصرة (بلا نموذج)",
    "glossary": "مسرد مصطلحات (CSV أو TBX)",
    "more_models": "لتثبيت نماذج أخرى مرة واحدة على هذا الجهاز: summarize models get standard --to ar",
    "run": "استخرج النقاط الرئيسية",
    "stop": "أوقف",
    "export": "احفظ النتيجة",
    "format": "الصيغة",
    "bilingual": "مع الترجمة",
    "save": "أنشئ الملف",
    "your_file": "ملفك",
    "copy": "بصيغة Markdown للنسخ",
    "link": "رابط هذه الإعدادات",
    "progress": "تقدم العمل",
    "wait": "في انتظار النماذج",
    "read": "قراءة المقالات",
    "clean": "التنظيف",
    "split": "تقسيم الجمل",
    "bridge": "مقارنة اللغات",
    "select": "اختيار الجمل",
    "condense": "الاختصار",
    "verify": "المراجعة على المصادر",
    "relate": "مقارنة الأرقام والتواريخ",
    "translate": "الترجمة إلى",
    "done": "عدد النقاط: {}. عدد المقالات: {}. اختر الرقم بجانب أي نقطة لترى جملتها في المقال.",
    "stopped": "توقف العمل، ولم يضع شيء مما أدخلته.",
    "fault": "حدث خطأ من جهتنا؛ نرجو الإبلاغ عنه بالرقم {}",
    "left_out": "ما لم يُذكر، ولماذا",
    "removed": "حُذف عند التنظيف",
    "redundant": "تكرر ما تقوله جملة أخرى",
    "budget": "أقل أهمية مما اختير",
    "short": "أقصر من أن تقوم وحدها",
    "unrelated": "لا تجيب عن السؤال",
    "duplicate document": "في نسخة من مقال آخر",
}


def translations() -> dict[str, dict[str, str]]:
    """All words by language, for the browser."""
    return {"en": dict(_ENGLISH), "ar": dict(_ARABIC)}


def choose_words(accepted: str) -> Words:
    """The words for what a browser accepts, by the first language that it names; English where we have none.

    >>> choose_words("ar-EG,ar;q=0.9,en;q=0.8")["stop"]
    'أوقف'
    """
    return _ARABIC if accepted.strip().lower().startswith("ar") else _ENGLISH
