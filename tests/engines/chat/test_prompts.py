import pytest

from summarize.engines.chat.prompts import NAMES, find_prompts, load_prompt, load_prompts
from summarize.errors import UsageError

GOOD = 'description = "d"\nvariables = ["text"]\nsystem = "be {{good}}"\nuser = "read {text}"\n'


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def test_all_shipped_prompts_declare_what_they_use():
    names = sorted(p.stem for p in find_prompts().glob("*.toml"))
    assert tuple(names) == NAMES
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
    with pytest.raises(UsageError, match="there are condense, merge, revise, translate"):
        load_prompt(name)


def test_the_digest_changes_with_the_text(folder):
    (folder / "p.toml").write_text(GOOD)
    first = load_prompt("p", folder).digest
    (folder / "p.toml").write_text(GOOD.replace("read", "see"))
    assert load_prompt("p", folder).digest != first


def shipped(name):
    return (find_prompts() / f"{name}.toml").read_text()


def test_a_folder_of_the_users_own_goes_before_the_packages(folder):
    (folder / "merge.toml").write_text(shipped("merge").replace("Keep numbers", "Never change numbers"))
    own, usual = load_prompts(str(folder)), load_prompts()
    assert "Never change numbers" in own.merge.system
    assert (own.condense, own.revise, own.translate) == (usual.condense, usual.revise, usual.translate)
    assert own.digest != usual.digest
    assert load_prompts().digest == usual.digest


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("condense", GOOD, "'condense': its variables must be fence, words, sentences"),
        ("condense", GOOD.replace("{text}", ""), "declared but unused"),
        ("condense", "#" * 30_000, "more than 20,000 bytes"),
        ("condens", GOOD, "holds a template 'condens'; known are condense, merge, revise, translate"),
    ],
)
def test_a_folder_that_does_not_fit_is_refused_before_anything_is_asked(folder, name, content, message):
    (folder / f"{name}.toml").write_text(content)
    with pytest.raises(UsageError, match=message) as caught:
        load_prompts(str(folder))
    assert str(folder.parent) not in str(caught.value)


def test_a_folder_that_is_none(folder):
    for name in ("", "missing"):
        with pytest.raises(UsageError, match="is no folder with templates"):
            load_prompts(str(folder / name))
