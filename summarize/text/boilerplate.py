"""What is not the article: patterns for lines and sentences that sites add around it.

Each entry is (reason, pattern).  A pattern must match a whole sentence or line unless it is
in `OPENINGS`, which are cut from the front of a paragraph.  English, French and Arabic.
"""

from __future__ import annotations

import re


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})[\s.…!:|»>\]]*", re.IGNORECASE)


LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("server error", _whole(
        r"\[?an error occurred while processing th[ei]s? (?:directive|request)|(?:50[0234]|404|403) [a-z ]{4,30}"
        r"|(?:internal server|bad gateway|gateway time-?out|service unavailable|page not found)(?: error)?"
        r"|please enable javascript.*|.{0,40}javascript is (?:disabled|required).*")),
    ("navigation", _whole(
        r"scroll down for (?:video|more).*|read (?:more|also|the full story)\b.{0,120}|(?:click|tap) here\b.{0,120}"
        r"|(?:skip to|back to) (?:main )?(?:content|top)|continue reading.{0,60}|article excerpt|advertisement|ad"
        r"|view comments?|\d* ?comments?|print this (?:page|article)|loading\.*|menu|home|search|sign in|log ?in"
        r"|lire (?:aussi|la suite).{0,120}|à lire aussi.{0,120}|publicité|retour en haut.{0,30}"
        r"|(?:اقرأ|طالع|شاهد) (?:أيضا|أيضًا|المزيد).{0,120}|إعلان|للمزيد.{0,60}")),
    ("sharing", _whole(
        r"(?:share|tweet) (?:this|on|via)\b.{0,60}|(?:follow|like) us\b.{0,80}|share|tweet|e-?mail this.{0,40}"
        r"|partager(?: (?:sur|cet|l).{0,60})?|شارك(?: (?:على|هذا|المقال).{0,60})?|تابعونا.{0,60}")),
    ("subscription", _whole(
        r"(?:sign up|subscribe|register)\b.{0,30}\b(?:newsletter|alerts?|today|now|here|updates?)\b.{0,80}"
        r"|get the .{0,40} newsletter.{0,80}|this article is for subscribers.{0,80}"
        r"|(?:abonnez|inscrivez)-vous.{0,100}|اشترك(?:وا)? (?:في|الآن).{0,80}")),
    ("consent", _whole(
        r".{0,60}\b(?:we|this (?:site|website)) uses? cookies\b.{0,200}|(?:accept|reject) (?:all )?cookies"
        r"|by (?:using|continuing).{0,60}you (?:agree|accept|consent).{0,100}"
        r"|.{0,40}(?:utilise|utilisons) des cookies.{0,120}|.{0,40}ملفات تعريف الارتباط.{0,120}")),
    ("rights", _whole(
        r"(?:©|\(c\)|copyright)\s?.{0,120}|all rights reserved.{0,80}|tous droits réservés.{0,60}"
        r"|جميع الحقوق محفوظة.{0,60}|.{0,80}may not be (?:published|reproduced|redistributed).{0,120}")),
    ("credit", _whole(
        r"(?:photo(?:graph)?s?|image|picture|pictures|credit|photo credit|image (?:copyright|source|caption)"
        r"|file photo|handout|crédit(?: photo)?|légende|صورة|تصوير|المصدر)\s?[:/©].{0,160}"
        r"|(?:reporting|editing|writing|additional reporting) by\b.{0,160}|media caption.{0,160}|getty images")),
    ("byline", _whole(
        r"(?-i:By|BY) (?-i:[A-Z][\w'’.-]+)(?:,? (?:(?-i:[A-Z][\w'’.-]+)|and|for|the|in|staff|reporter|correspondent|editor))*"
        r"|(?:published|updated|posted|last (?:updated|modified))\s?:?\s.{0,60}\d{4}.{0,30}|\d+ min(?:ute)?s? read"
        r"|publié le .{0,40}|mis à jour le .{0,40}|نشر (?:في|بتاريخ).{0,40}|آخر تحديث.{0,40}")),
)  # fmt: skip

TAIL = _whole(
    r"related(?: (?:news|stories|articles|topics|links|coverage))?|more (?:on this story|stories|news|from .{2,30})"
    r"|(?:most|also) (?:read|popular|viewed)|see also|recommended(?: for you)?|you (?:may|might) also like"
    r"|trending(?: now)?|latest news|read next|external links|references|comments|topics|tags"
    r"|(?:sur le même sujet|à lire aussi|articles? (?:liés?|associés?)|les plus lus|voir aussi|liens externes)"
    r"|(?:أخبار|مواضيع|مقالات) (?:ذات صلة|متعلقة|مشابهة)|ذات صلة|الأكثر قراءة|اقرأ أيضا|إقرأ أيضا"
)
"""A line that opens the part after the article; the short lines after it go with it."""

OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("byline", re.compile(
        r"By \. [^.]{3,60} \. (?:(?:PUBLISHED|UPDATED|Last updated at)\s?: ?\. [^.]{4,40}(?: \. (?:\| \. )?| ?\|? ?))*")),
    ("dateline", re.compile(
        r"(?:[A-Z][A-Za-zÀ-ÿ.,' ]{1,40} ?)?\((?:CNN|Reuters|AP|AFP|CNN Student News|XINHUA|Xinhua|UPI|BBC)\)"
        r"\s*(?:--|—|–|-|:)?\s*")),
    ("dateline", re.compile(
        r"[A-ZÀ-Ý][A-ZÀ-Ý .,'’-]{2,40}(?:,? (?:\d{1,2} [A-Za-zÀ-ÿ]{3,10}\.?|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?)?,? ?"
        r"(?:\([A-ZÀ-Ý][A-Za-zÀ-ÿ ’'-]{1,40}\) ?)?"
                            r"(?:--|—|–| - )\s*(?=[A-Z])")),
    ("dateline", re.compile(
        r"[\u0621-\u064a ]{3,30}(?:، ?[0-9٠-٩]{1,2} [\u0621-\u064a]{3,9} [0-9٠-٩]{4}(?: ?[(/][^()/]{2,40}[)/])?"
        r"| ?[(/][\u0621-\u064a. ]{2,30}[)/])"
        r" ?[-–—:]\s*")),
)  # fmt: skip
