"""How many defective translations the parity checks flag, and how many human ones they leave alone.

    python -m bench.defects DATA [--units 200] [--show 3]

Good translations are the Arabic of `dev_flores_dev` and `news_written`, in random order; each defect is put into
`--units` of them. False alarms are counted on all of FLORES, by which no check was chosen; the other development
sets were used for that.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from summarize.translation.parity.checks import check_parity

Pair = tuple[str, str]
Defect = Callable[[Pair, random.Random], str | None]
"""A worse translation of a pair, or None where the defect cannot be put in."""

SHORTEST = 40
"""Characters of a source that takes part: in shorter ones a half is not always wrong."""

_NEGATED = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
_PARTICLE = re.compile(r"(?<!\w)([وف]?)(?:لا|لم|لن|ليس|ليست|ليسوا|عدم|غير|دون|بدون)(?!\w) ?")
_PLAIN_PARTICLE = re.compile(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا)(?!\w)")
_VERB = re.compile(r"(?<!\w)(?=[يت]\w{3,})")
_WORD = re.compile(r"\w+")
# Given names with their Arabic spellings; the word after one is taken for the rest of the person's name.
_GIVEN = dict(
    item.split("=")
    for item in """Ahmed=أحمد Mohammed=محمد Mohamed=محمد Muhammad=محمد Ali=علي Hassan=حسن Omar=عمر Ibrahim=إبراهيم
    Khaled=خالد Fatima=فاطمة Mariam=مريم Nadia=نادية Layla=ليلى Salma=سلمى Youssef=يوسف Samir=سمير Karim=كريم
    John=جون David=ديفيد Michael=مايكل James=جيمس Robert=روبرت William=ويليام Richard=ريتشارد Thomas=توماس
    Peter=بيتر Paul=بول George=جورج Daniel=دانيال Martin=مارتن Simon=سيمون Steve=ستيف Tony=توني Bill=بيل
    Mary=ماري Maria=ماريا Anna=آنا Sarah=سارة Emma=إيما Elena=إيلينا Sofia=صوفيا Laura=لورا Julia=جوليا
    Carlos=كارلوس Juan=خوان Jose=خوسيه Luis=لويس Marco=ماركو Ivan=إيفان Viktor=فيكتور Vladimir=فلاديمير
    Donald=دونالد Hillary=هيلاري Barack=باراك Nicolas=نيكولا Pierre=بيير Jean=جان Andrew=أندرو Alex=أليكس
    Kevin=كيفن Mark=مارك Chris=كريس Adam=آدم Henry=هنري Edward=إدوارد Charles=تشارلز Samuel=صموئيل
    Gareth=غاريث Nuria=نوريا Idris=إدريس Leopold=ليوبولد Rosalind=روزاليند Leandro=لياندرو Henrik=هنريك Owen=أوين
    Roger=روجر Marta=مارتا Sean=شون Tom=توم Petra=بيترا Bashir=بشير Alice=أليس Matthias=ماتياس Ingrid=إنغريد
    Wayne=واين Cornelius=كورنيليوس Kenji=كينجي Antonio=أنطونيو Diego=دييغو Stephen=ستيفن Alan=آلان Nigel=نايجل
    Terry=تيري Roy=روي Darren=دارين Christopher=كريستوفر Roberto=روبرتو Harry=هاري Marcus=ماركوس Caroline=كارولين
    Nabil=نبيل Alfredo=ألفريدو Faisal=فيصل Nasser=ناصر Ismail=إسماعيل Ricardo=ريكاردو Rosa=روزا Bianca=بيانكا
    Lucia=لوسيا Carmen=كارمن Samira=سميرة Astrid=أستريد Gabor=غابور Edmund=إدموند Nuno=نونو Ignacio=إغناسيو
    Godfrey=غودفري Marek=ماريك Gabriel=غابرييل Desmond=ديزموند Nancy=نانسي Patrick=باتريك Anthony=أنتوني
    Bruce=بروس Barbara=باربرا Susan=سوزان Jennifer=جنيفر Frank=فرانك Jacob=جاكوب Hannah=هانا Ian=إيان Lucas=لوكاس
    Gavin=غافين Judith=جوديث Arthur=آرثر Scott=سكوت Felix=فيليكس Liam=ليام Danny=داني Neil=نيل Josh=جوش Greg=غريغ
    Tim=تيم Bob=بوب Matt=مات Luke=لوك Nathan=ناثان Robin=روبن Barry=باري Derek=ديريك Angela=أنجيلا Sergio=سيرجيو
    Thiago=تياغو Hakan=هاكان Nawal=نوال Laith=ليث Ghada=غادة Nizar=نزار
    Imelda=إيميلدا Agnes=أغنيس Priyanka=بريانكا""".split()
)
_STRANGERS = (
    "طارق البنا|ليونيد فاسيليف|أمبروز كيتشنر|زينب الدباغ|هوغو شميتز|نادين فرحات|إيغور بتروفيتش|بريجيت دوران"
).split("|")
_FOREIGN = (
    "Le conseil municipal a voté hier soir la fermeture du pont pour la durée des travaux.",
    "Der Stadtrat hat gestern Abend beschlossen, die Brücke während der Bauarbeiten zu sperren.",
    "El ayuntamiento decidió anoche cerrar el puente mientras duren las obras.",
    "شورای شهر دیشب تصمیم گرفت که پل را تا پایان کارهای ساختمانی ببندد و مردم باید از راه دیگری بروند.",
    "سٹی کونسل نے کل رات فیصلہ کیا کہ تعمیراتی کام کے دوران پل کو بند رکھا جائے گا۔",
    "Городской совет вчера вечером решил закрыть мост на время ремонтных работ.",
)


def drop(_: Pair, draw: random.Random) -> str:
    """Nothing, or a mark alone."""
    return draw.choice(["", ".", "…"])


def truncate(pair: Pair, draw: random.Random) -> str:
    """The first 30 to 70 % of the words."""
    words = pair[1].split()
    return " ".join(words[: max(1, round(len(words) * draw.uniform(0.3, 0.7)))]).rstrip("،؛:.")


def loop(pair: Pair, draw: random.Random) -> str:
    """One to four words again and again, from somewhere in the sentence on."""
    words = pair[1].split()
    start, count = draw.randrange(len(words) // 2, len(words)), draw.randint(1, 4)
    return " ".join(words[:start] + words[max(0, start - count) : start] * draw.randint(3, 8))


def copy(pair: Pair, draw: random.Random) -> str:
    """The source itself, exactly or but for its last mark."""
    return draw.choice([pair[0], pair[0].rstrip(".")])


def leave_over(pair: Pair, draw: random.Random) -> str:
    """The translation up to somewhere, and the rest of the source."""
    share = draw.uniform(0.2, 0.7)
    source, target = pair[0].split(), pair[1].split()
    return " ".join([*target[: round(len(target) * share)], *source[round(len(source) * share) :]])


def swap_number(pair: Pair, draw: random.Random) -> str | None:
    """Another digit in a number that both sides write in digits."""
    shared = [m for m in re.finditer(r"(?<![A-Za-z])\d+", pair[1]) if str(int(m[0])) in re.findall(r"\d+", pair[0])]
    if not shared:
        return None
    number = draw.choice(shared)
    place = draw.randrange(number.start(), number.end())
    digit = draw.choice([d for d in "123456789" if d != str(int(pair[1][place]))])
    return pair[1][:place] + digit + pair[1][place + 1 :]


def flip_negation(pair: Pair, draw: random.Random) -> str | None:
    """A negation taken out, or one put before a verb where neither side has any."""
    if _NEGATED.search(pair[0]):
        particles = list(_PARTICLE.finditer(pair[1]))
        if not particles:
            return None
        chosen = draw.choice(particles)
        return pair[1][: chosen.start()] + chosen[1] + pair[1][chosen.end() :]
    verbs = list(_VERB.finditer(pair[1]))
    # Most sentences have no negation: taken all, these would crowd out the ones that lose one.
    if not verbs or _PLAIN_PARTICLE.search(pair[1]) or draw.random() > BALANCE:
        return None
    place = draw.choice(verbs).start()
    return f"{pair[1][:place]}لا {pair[1][place:]}"


BALANCE = 0.12
"""Share of sentences without a negation that get one, about as many as lose theirs."""


def rename(pair: Pair, draw: random.Random) -> str | None:
    """Another person in the place of one with a given name and one more."""
    for match in re.finditer(r"\b([A-Z][a-z]+) [A-Z][a-z]+", pair[0]):
        spelling = _GIVEN.get(match[1])
        found = spelling and re.search(rf"(?<!\w)([وبلفك]?){spelling} \w+", pair[1])
        if found:
            return pair[1][: found.start()] + found[1] + draw.choice(_STRANGERS) + pair[1][found.end() :]
    return None


def answer_elsewhere(_: Pair, draw: random.Random) -> str:
    """A sentence in another language."""
    return draw.choice(_FOREIGN)


DEFECTS: dict[str, Defect] = {
    "drop": drop,
    "truncate": truncate,
    "loop": loop,
    "copy": copy,
    "left over": leave_over,
    "number": swap_number,
    "negation": flip_negation,
    "name": rename,
    "language": answer_elsewhere,
}


def read_pairs(path: Path) -> list[Pair]:
    """The last two columns of a TSV, plain or .xz, without a heading."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [(row[-2], row[-1]) for row in rows if row[-2:] != ["en", "ar"]]


def put_in(pairs: Sequence[Pair], units: int, seed: int = 1) -> list[tuple[str, Pair, str]]:
    """(defect, pair, defective translation), as many of each as asked for; no pair serves two defects.

    The defects that need most of a sentence choose first.
    """
    draw = random.Random(seed)
    left = [pair for pair in pairs if len(pair[0]) >= SHORTEST]
    draw.shuffle(left)
    made = []
    for name in sorted(DEFECTS, key=["name", "negation", "number"].__contains__, reverse=True):
        taken: list[tuple[str, Pair, str]] = []
        for pair in left:
            text = DEFECTS[name](pair, draw) if len(taken) < units else None
            if text is not None and text != pair[1]:
                taken.append((name, pair, text))
        made += taken
        used = {pair for _, pair, _ in taken}
        left = [pair for pair in left if pair not in used]
    return made


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--show", type=int, default=0, help="misses to print, per defect")
    args = parser.parse_args()
    flores = read_pairs(args.data / "dev_flores_dev.en-ar.tsv")
    made, caught = Counter[str](), Counter[str]()
    for name, (source, good), text in put_in(
        [*flores, *read_pairs(args.data / "news_written.en-ar.tsv.xz")], args.units
    ):
        made[name] += 1
        caught[name] += bool(check_parity(source, text, "en", "ar"))
        if made[name] - caught[name] in range(1, args.show + 1) and not check_parity(source, text, "en", "ar"):
            print(f"[{name}]", source, good, text, sep="\n   ")
    for name in DEFECTS:
        print(f"{name:10} {caught[name]:4} of {made[name]:4} flagged ({caught[name] / max(1, made[name]):.1%})")
    for file in ("dev_flores_dev", "dev_ud_pud", "dev_tico19_test"):
        flags = [check_parity(*pair, "en", "ar") for pair in read_pairs(args.data / f"{file}.en-ar.tsv")]
        kinds = Counter(check for found in flags for check in {flag.check for flag in found})
        alarms = sum(map(bool, flags))
        print(f"{file:16} {alarms:4} of {len(flags):4} human ones flagged ({alarms / len(flags):.1%}): {dict(kinds)}")


if __name__ == "__main__":
    main()
