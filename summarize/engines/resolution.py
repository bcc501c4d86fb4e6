"""A name or a folder becomes a model that is ready to use, or the command that would install one.

Models are never downloaded here and no socket is opened: only `summarize models get` does that, and a
served chat model when it is asked something.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from summarize.checkpoints.families import CHAT_KINDS
from summarize.checkpoints.inspection import examine_folder
from summarize.checkpoints.loading import choose_device, load_checkpoint
from summarize.engines.chat.generators import ChatGenerator
from summarize.engines.chat.local import LocalChat
from summarize.engines.chat.models import ChatModel
from summarize.engines.chat.prompts import Prompts, load_prompts
from summarize.engines.chat.remote import SCHEME, RemoteChat, parse_server, read_key
from summarize.engines.chat.translators import ChatTranslator
from summarize.engines.choice import Source, open_decoder
from summarize.engines.classifiers import EntailmentClassifier
from summarize.engines.seq2seq.decoding import choose_dtype
from summarize.engines.seq2seq.generators import Seq2SeqGenerator
from summarize.engines.seq2seq.translators import Seq2SeqTranslator
from summarize.engines.seq2seq.writing import Decoder
from summarize.errors import Code, ModelError, UsageError
from summarize.models.catalogue import Entry, Task, default_translator, match_entry, unknown_model
from summarize.models.installation import commit_of, read_installation
from summarize.models.languages import find_language
from summarize.models.profiles import chosen_summarizer, chosen_translator
from summarize.models.protocols import EntailmentModel, Generator, Translator
from summarize.models.relays import IdentityTranslator, PivotTranslator
from summarize.models.store import check_licence, installed, locate
from summarize.options import Device, Engine

# The language through which two models together cover most pairs.
PIVOT = "en"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the user allows and asks for, whatever the model.

    Attributes:
        engine: What runs it.
        device: Where it runs.
        offline: The run may not use the network; advice in errors takes that into account.
        accept_non_commercial: The user agrees to licences that forbid commercial use.
        prompts: A folder with templates for chat models that go before the package's own.
    """

    engine: Engine = "auto"
    device: Device = "auto"
    offline: bool = False
    accept_non_commercial: bool = False
    prompts: str = ""


def open_generator(name_or_path: str, terms: Terms = Terms()) -> Generator:
    """Opens a summarizer, or a chat model to summarize with.

    Args:
        name_or_path: A name as in "bart-large-cnn" or "standard", a folder as in "./my-model", or a served
            chat model as in "openai:http://127.0.0.1:8000/v1#model".
        terms: What the user allows and asks for.

    Raises:
        ModelError: When it is unknown, not installed, damaged, no summarizer, or not licensed for the use.
        UsageError: When no model is named, or a template or an address is wrong.
    """
    name = chosen_summarizer(name_or_path)
    if not name:
        raise UsageError(Code.BAD_OPTION, "no summarization model was named")
    model = _open(name, "summarization", terms)
    return ChatGenerator(*model) if isinstance(model, tuple) else Seq2SeqGenerator(model)


def open_translator(name_or_path: str, source: str, target: str, terms: Terms = Terms()) -> Translator:
    """Opens a translator for a pair of languages.

    Args:
        name_or_path: The name of a model or profile, a folder, or a served chat model; "" takes the user's
            choice for the pair or else the best installed one, through English where no single model has it.
        source: Language of the texts, two letters.
        target: Language wanted.
        terms: What the user allows and asks for.

    Raises:
        ModelError: NO_MODEL when none is installed, naming the command that installs one;
            UNSUPPORTED_LANG when the named model lacks the pair; or as for `open_generator`.
        UsageError: When a language is unknown.
    """
    for code in (source, target):
        find_language(code)
    if source == target:
        return IdentityTranslator()
    if not name_or_path:
        return _best_installed(source, target, terms)
    translator = _translator(chosen_translator(name_or_path, source, target), terms)
    if not translator.supports(source, target):
        raise ModelError(Code.UNSUPPORTED_LANG, f"{translator.name!r} does not translate {source!r} into {target!r}")
    return translator


def open_verifier(name_or_path: str, terms: Terms = Terms()) -> EntailmentModel:
    """Opens a classifier that says how far sources support a point, by name or folder.

    Raises:
        ModelError: When it is unknown, not installed, damaged, no such classifier, or not licensed for the use.
    """
    source = _find(name_or_path, terms)
    device: Device = "cuda" if choose_device(terms.device) == "cuda" else "cpu"
    checkpoint = load_checkpoint(
        source.folder, name=source.name, device=device, entry=source.entry, commit=source.commit
    )
    return EntailmentClassifier(checkpoint)


def open_second_translator(first: Translator, source: str, target: str, terms: Terms = Terms()) -> Translator | None:
    """Opens an installed translator for a pair besides the first choice, or gives None where there is no other.

    Raises:
        ModelError: When it is damaged.
    """
    return None if source == target else _installed_translator(source, target, terms, besides=first.name)


def _best_installed(source: str, target: str, terms: Terms) -> Translator:
    direct = _installed_translator(source, target, terms)
    if direct is not None:
        return direct
    if PIVOT not in (source, target):
        first = _installed_translator(source, PIVOT, terms)
        second = _installed_translator(PIVOT, target, terms) if first else None
        if first and second:
            return PivotTranslator(first, second, PIVOT)
    advised = default_translator(source, target)
    if advised is None:
        raise ModelError(Code.UNSUPPORTED_LANG, f"no known model translates {source!r} into {target!r}")
    missing = f"no model is installed that translates {source!r} into {target!r}"
    raise ModelError(Code.NO_MODEL, f"{missing}; {_advice(advised, terms)}")


def _installed_translator(source: str, target: str, terms: Terms, besides: str = "") -> Translator | None:
    chosen = chosen_translator("", source, target)
    for entry in sorted(installed(), key=lambda entry: entry.name != chosen):
        allowed = terms.accept_non_commercial or not entry.non_commercial
        if allowed and entry.name != besides and entry.translates(source, target):
            translator = _translator(entry.name, terms)
            if translator.supports(source, target):
                return translator
    return None


def _translator(name: str, terms: Terms) -> Seq2SeqTranslator | ChatTranslator:
    model = _open(name, "translation", terms)
    return ChatTranslator(*model) if isinstance(model, tuple) else Seq2SeqTranslator(model)


def _open(name: str, task: Task, terms: Terms) -> Decoder | tuple[ChatModel, Prompts]:
    """The encoder-decoder of a name, or the chat model and what it is asked with."""
    if name.startswith(SCHEME):
        key = read_key()
        server = parse_server(name, offline=terms.offline, has_key=bool(key))
        return RemoteChat(server, key), load_prompts(terms.prompts)
    source = _find(name, terms)
    if examine_folder(source.folder, source.name).config.get("model_type") in CHAT_KINDS:
        prompts = load_prompts(terms.prompts)
        return _open_chat(source, terms), prompts
    return open_decoder(source, task, engine=terms.engine, device=terms.device)


def _open_chat(source: Source, terms: Terms) -> LocalChat:
    if terms.engine == "ctranslate2":
        raise ModelError(Code.UNSUPPORTED, f"chat model {source.name!r} needs --engine transformers")
    device: Device = "cuda" if choose_device(terms.device) == "cuda" else "cpu"
    dtype = choose_dtype(device)
    checkpoint = load_checkpoint(
        source.folder, name=source.name, device=device, dtype=dtype, entry=source.entry, commit=source.commit
    )
    return LocalChat(checkpoint)


def _find(name: str, terms: Terms) -> Source:
    entry = match_entry(name)
    if entry is not None:
        check_licence(entry, accept_non_commercial=terms.accept_non_commercial)
        folder = locate(entry.name)
        if folder is None:
            raise ModelError(Code.NO_MODEL, f"{entry.name} is not installed; {_advice(entry, terms)}")
        return Source(folder, entry.name, entry, commit_of(folder))
    folder = Path(name).expanduser()
    if folder.is_dir():
        record = read_installation(folder)  # a folder copied out of another machine's store keeps its terms
        entry = match_entry(record.name) if record else None
        if entry is not None:
            check_licence(entry, accept_non_commercial=terms.accept_non_commercial)
        return Source(folder, folder.name or name, entry, commit_of(folder))
    if folder.exists():
        raise ModelError(Code.BAD_MODEL, f"{folder.name!r} is a file; a model is a folder")
    if name.startswith((".", "~", "/")):
        raise ModelError(Code.NO_MODEL, f"there is no model folder {folder.name!r}")
    raise unknown_model(name)


def _advice(entry: Entry, terms: Terms) -> str:
    once = "run once with the network" if terms.offline else "run"
    return f"{once}: summarize models get {entry.name}"
