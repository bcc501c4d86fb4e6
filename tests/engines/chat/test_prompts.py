import pytest

from summarize.engines.chat.prompts import find_prompts, load_prompt
from summarize.errors import UsageError

GOOD = 'description = "d"\nvariables = ["text"]\nsystem = "be {{good}}"\nuser = "read {text}"\n'


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def test_all_shipped_prompts_declare_what_they_use():
    names = sorted(p.stem for p in find_prompts().glob("*.toml"))
    assert names == ["condense", "translate"]
    for name in names:
        prompt = load_prompt(name)
        system, user = prompt.fill({v: f"<{v}>" for v in prompt.variables})
        assert all(f"<{v}>" in system + user for v in prompt.variables)


def test_text_filled_in_is_never_expanded_again(folder):
    (folder / "p.toml").write_text(GOOD)
    assert load_prompt("p", folder).fill({"text": "{text} {{x}} {0.__class__} %s"}) == (
        "be {good}",
        "read {text} {{x}} {0.__class__} %s",
    )


def test_missing_and_unknown_variables_are_told_together(folder):
    (folder / "p.toml").write_text(GOOD)
    with pytest.raises(UsageError, match=r"missing variables: \['text'\], unknown variables: \['txet'\]"):
        load_prompt("p", folder).fill({"txet": ""})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (GOOD.replace("{text}", "{txet}"), "used but undeclared"),
        (GOOD.replace("{text}", "{text.__class__}"), "stray brace"),
        (GOOD.replace("{text}", "{text} {"), "stray brace"),
        (GOOD.replace("{text}", "{} {text}"), "stray brace"),
        (GOOD.replace('user = "read {text}"', ""), "it needs description"),
        ("\x00", "not readable as TOML"),
    ],
)
def test_a_template_that_does_not_fit_is_refused_when_it_is_loaded(folder, content, message):
    (folder / "p.toml").write_text(content)
    with pytest.raises(UsageError, match=message):
        load_prompt("p", folder)


@pytest.mark.parametrize("name", ["nothing", "../condense", "/etc/passwd", "P"])
def test_only_names_of_the_folder_are_opened(name):
    with pytest.raises(UsageError, match="there are condense, translate"):
        load_prompt(name)


def test_the_digest_changes_with_the_text(folder):
    (folder / "p.toml").write_text(GOOD)
    first = load_prompt("p", folder).digest
    (folder / "p.toml").write_text(GOOD.replace("read", "see"))
    assert load_prompt("p", folder).digest != first
