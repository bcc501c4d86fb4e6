"""How each translator family is told the languages: which tokens, on which side.

    marian    >>ara<< text </s>        (a model of one target language has no tag)
    madlad    <2ar> text </s>
    nllb      eng_Latn text </s>       the output opens with arb_Arab
    m2m100    __en__ text </s>         the output opens with __ar__
    mbart50   en_XX text </s>          the output opens with ar_AR

The languages are those whose tags the tokenizer really has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from summarize.checkpoints.checkpoint import Specification, Tokenizer
from summarize.checkpoints.families import TranslatorFamily, knows_token
from summarize.models.languages import LANGUAGES, Language, marian_tags, match_language, short_codes


@dataclass(frozen=True, slots=True)
class TagTable:
    """The language tokens of one translator.

    Attributes:
        sources: For each language it reads, the tokens that go before a text.
        targets: For each language it writes, the tokens that ask for it.
        opens_output: Whether target tokens open the output, instead of the input.
        control: Every language token it has, of languages outside our table too.
    """

    sources: Mapping[str, tuple[int, ...]]
    targets: Mapping[str, tuple[int, ...]]
    opens_output: bool
    control: frozenset[int]

    def prefix(self, source: str, target: str) -> tuple[int, ...]:
        """What goes before a text."""
        return self.sources[source] if self.opens_output else (*self.sources[source], *self.targets[target])

    def forced(self, target: str) -> int | None:
        """The token that the output must open with, if any."""
        return self.targets[target][0] if self.opens_output else None


def read_tags(specification: Specification, family: TranslatorFamily) -> TagTable:
    """The language tokens of a loaded translator."""
    tokenizer = specification.tokenizer
    control = _control(tokenizer, family)
    if family == "marian":
        return _marian(specification, control)
    if family == "madlad":
        targets = {
            row.code: tuple(_plain(tokenizer, tag))
            for row in LANGUAGES
            for tag in _present(tokenizer, (f"<2{code}>" for code in short_codes(row.code)))
        }
        return TagTable(_read_only(dict.fromkeys(targets, ())), _read_only(targets), False, control)
    codes: dict[str, tuple[int, ...]] = {
        row.code: (number,)
        for row in LANGUAGES
        for tag in _present(tokenizer, _spellings(row, family))
        if (number := tokenizer.convert_tokens_to_ids(tag)) is not None and 0 <= number < specification.rows
    }
    return TagTable(_read_only(codes), _read_only(codes), True, control)


def _spellings(row: Language, family: TranslatorFamily) -> tuple[str, ...]:
    if family == "nllb":
        return (row.nllb,)
    if family == "mbart50":
        return (row.mbart50,) if row.mbart50 else ()
    return tuple(f"__{code}__" for code in short_codes(row.code))


def _present(tokenizer: Tokenizer, tags: Iterable[str]) -> list[str]:
    """The first of the tags that the tokenizer has, in a list of at most one."""
    return [tag for tag in tags if knows_token(tokenizer, tag)][:1]


def _marian(specification: Specification, control: frozenset[int]) -> TagTable:
    tokenizer, entry = specification.tokenizer, specification.entry
    # A tokenizer of a language group names the group ("ROMANCE", "mul"): then any source is let through.
    source = match_language(str(getattr(tokenizer, "source_lang", None)))
    target = match_language(str(getattr(tokenizer, "target_lang", None)))
    sources = entry.sources if entry else ()
    sources = sources or ((source.code,) if source else tuple(row.code for row in LANGUAGES))
    if control:
        targets = {
            row.code: tuple(_plain(tokenizer, tag))
            for row in LANGUAGES
            for tag in _present(tokenizer, marian_tags(row.code))
        }
    else:
        known = (entry.targets if entry else ()) or ((target.code,) if target else ())
        targets = dict.fromkeys(known, ())
    return TagTable(_read_only(dict.fromkeys(sources, ())), _read_only(targets), False, control)


def _plain(tokenizer: Tokenizer, tag: str) -> list[int]:
    return tokenizer.encode(tag, add_special_tokens=False, split_special_tokens=False)


def _control(tokenizer: Tokenizer, family: TranslatorFamily) -> frozenset[int]:
    own: Mapping[str, int] = getattr(tokenizer, "lang_token_to_id", {})  # M2M100 keeps them out of its vocabulary
    return frozenset(number for token, number in {**tokenizer.get_vocab(), **own}.items() if _is_tag(token, family))


def _is_tag(token: str, family: TranslatorFamily) -> bool:
    """Whether a token is a language tag of the family.

    >>> _is_tag(">>ara<<", "marian"), _is_tag("<2ar>", "madlad"), _is_tag("<unk>", "nllb")
    (True, True, False)
    """
    if family == "marian":
        return token.startswith(">>") and token.endswith("<<")
    if family == "madlad":
        return token.startswith("<2") and token.endswith(">")
    if family == "m2m100":
        return token.startswith("__") and token.endswith("__") and len(token) > len("____")
    first, _, second = token.partition("_")
    if family == "mbart50":
        return len(first) == 2 and first.islower() and len(second) == 2 and second.isupper()
    return len(first) == 3 and first.islower() and len(second) == 4 and second.istitle()


def _read_only(table: dict[str, tuple[int, ...]]) -> Mapping[str, tuple[int, ...]]:
    return MappingProxyType(table)
