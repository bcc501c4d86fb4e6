"""From a name to a chat model, and through the pipeline."""

import pytest

import summarize
from summarize.engines.chat.generators import ChatGenerator
from summarize.engines.chat.prompts import find_prompts, load_prompts
from summarize.engines.chat.translators import ChatTranslator
from summarize.engines.resolution import Terms, open_generator, open_translator
from summarize.errors import Code, ModelError, UsageError

CPU = Terms(device="cpu")
ARTICLE = "The river rose by two metres in six hours. No one was hurt. The old bridge was closed to traffic."


@pytest.fixture
def own_prompts(tmp_path):
    """A folder with one changed template."""
    folder = tmp_path / "prompts"
    folder.mkdir()
    text = (find_prompts() / "condense.toml").read_text()
    (folder / "condense.toml").write_text(text.replace("No links", "Never any links"))
    return str(folder)


def test_a_chat_checkpoint_summarizes_and_translates(chat_folder, home):
    folder = str(chat_folder("qwen3"))
    generator = open_generator(folder, CPU)
    assert isinstance(generator, ChatGenerator)
    assert generator.revision.endswith(f"+prompts.{load_prompts().digest}")
    translator = open_translator(folder, "en", "ar", CPU)
    assert isinstance(translator, ChatTranslator)
    assert translator.supports("en", "ar")


def test_a_served_model_needs_no_connection_to_be_opened(home):
    generator = open_generator("openai:http://127.0.0.1:9/v1#tiny", Terms(offline=True))
    assert (generator.name, generator.licence) == ("tiny", "unknown")
    with pytest.raises(UsageError, match="this run is offline"):
        open_translator("openai:https://api.example.org/v1#tiny", "en", "ar", Terms(offline=True))


def test_prompts_of_the_users_own_are_in_the_revision_and_checked_first(chat_folder, home, own_prompts, tmp_path):
    name = "openai:http://127.0.0.1:9/v1#tiny"
    assert open_generator(name, Terms(prompts=own_prompts)).revision != open_generator(name).revision
    for model in (name, str(chat_folder("qwen3"))):
        with pytest.raises(UsageError, match="no folder with templates"):
            open_generator(model, Terms(device="cpu", prompts=str(tmp_path / "none")))


def test_chat_models_run_on_transformers_alone(chat_folder, home):
    with pytest.raises(ModelError, match="needs --engine transformers") as caught:
        open_generator(str(chat_folder("qwen3")), Terms(engine="ctranslate2"))
    assert caught.value.code is Code.UNSUPPORTED


def test_a_digest_by_random_weights_is_still_a_digest(chat_folder, home, own_prompts):
    options = {"points": 1, "model": str(chat_folder("llama")), "device": "cpu"}
    document = summarize.Document(ARTICLE, title="A flood", source="flood.txt")
    digest = summarize.digest(document, **options)
    assert digest.points[0].evidence[0].quote in ARTICLE
    again, other = summarize.digest(document, **options), summarize.digest(document, prompts=own_prompts, **options)
    assert (again.points, again.signature) == (digest.points, digest.signature)
    assert other.signature != digest.signature
