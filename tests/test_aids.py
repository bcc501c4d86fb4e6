"""The files that a user gives a translator: read, obeyed, added to, and never destroyed."""

import pytest

from summarize.aids import Aids
from summarize.cli import main
from summarize.errors import StorageError, UsageError
from summarize.options import Options
from summarize.translation.ladder import translate_units
from summarize.translation.memory.records import MemoryFile, Record

SENTENCES = {
    "The weir near Kortavik broke on Monday night.": "انكسر السد قرب كورتافيك ليلة الاثنين.",
    "Nobody in Kortavik was hurt by the flood.": "لم يصب أحد في كورتفيك بأذى من الفيضان.",
    "weir": "السد",
}


class Counting:
    """Translates the sentences above and remembers what it was asked."""

    name, revision, licence = "counting", "1", "Apache-2.0"

    def __init__(self):
        self.asked = []

    def supports(self, source, target):
        return (source, target) == ("en", "ar")

    def translate(self, texts, source, target, *, beams=None):
        self.asked += texts
        return [SENTENCES.get(text, text) for text in texts]


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def translate(options, model=None):
    aids, model = Aids(options), model or Counting()
    names = aids.read_names()
    recipe = aids.recipe(names)
    units = translate_units([s for s in SENTENCES if s.endswith(".")], aids.lay_desk((model,), "en", "ar", names))
    aids.write_names(names)
    return [u.text for u in units], [u.rung for u in units], recipe, model.asked


def test_terms_are_enforced_and_names_spelled_in_one_way(write):
    glossary = write("terms.csv", "source,target\nweir,هدار\n")
    texts, *_ = translate(Options(glossary=glossary))
    assert texts == ["انكسر الهدار قرب كورتافيك ليلة الاثنين.", "لم يصب أحد في كورتافيك بأذى من الفيضان."]


def test_the_users_spelling_holds_from_run_to_run(write, tmp_path):
    names = tmp_path / "names.csv"
    translate(Options(names=str(names)))
    assert names.read_text(encoding="utf-8-sig") == "name,language,spelling,origin\nKortavik,ar,كورتافيك,model\n"
    names.write_text("name,language,spelling,origin\nKortavik,ar,كرتاويك,user\n", encoding="utf-8")
    texts, *_ = translate(Options(names=str(names)))
    assert all("كرتاويك" in text for text in texts)
    assert names.read_text(encoding="utf-8").endswith("كرتاويك,user\n")


def test_what_was_translated_is_not_translated_again(tmp_path):
    options = Options(memory=str(tmp_path / "news.memory"))
    first, rungs, *_ = translate(options)
    assert rungs == ["plain", "plain"]
    again, rungs, _, asked = translate(options)
    assert (again, rungs, asked) == (first, ["memory", "memory"], [])


def test_another_glossary_is_another_translation(write, tmp_path):
    memory = str(tmp_path / "news.memory")
    translate(Options(memory=memory))
    texts, rungs, *_ = translate(Options(memory=memory, glossary=write("terms.csv", "source,target\nweir,هدار\n")))
    assert "الهدار" in texts[0]
    assert rungs[0] == "plain"


def test_a_signature_tells_every_state_of_the_files(write, tmp_path):
    plain = Aids(Options()).recipe(Aids(Options()).read_names())
    assert [value for _, value in plain] == ["", "", ""]
    options = Options(
        glossary=write("terms.csv", "source,target\nweir,هدار\n"),
        names=str(tmp_path / "names.csv"),
        memory=str(tmp_path / "news.memory"),
    )
    *_, first, _ = translate(options)
    *_, second, _ = translate(options)
    assert dict(first)["glossary"] == dict(second)["glossary"] != ""
    assert dict(first)["names"] != dict(second)["names"]
    assert dict(first)["memory"] != dict(second)["memory"]


@pytest.mark.parametrize(
    ("option", "content", "message"),
    [
        ("glossary", "weir\n", "--glossary file: its first line is not a heading"),
        ("glossary", "<tbx>weir", "--glossary file: is not whole XML"),
        ("glossary", None, "--glossary file: no such file"),
        ("names", "weir,dam\nsecret,words\n", "--names file: its first line is not the heading"),
    ],
)
def test_a_bad_file_is_one_line_that_names_the_option(option, content, message, tmp_path):
    if content is not None:
        (tmp_path / "file").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as error:
        Aids(Options(**{option: str(tmp_path / "file")})).read_names()
    assert "\n" not in str(error.value)
    assert "weir" not in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_names_that_cannot_be_written_are_a_storage_error(tmp_path):
    with pytest.raises(StorageError, match=r"names\.csv"):
        translate(Options(names=str(tmp_path / "none" / "names.csv")))


def test_the_terminal_takes_a_memory_in_and_out(tmp_path, capsys):
    memory, tmx, copy = tmp_path / "news.memory", tmp_path / "news.tmx", tmp_path / "copy.memory"
    MemoryFile(memory).add([Record("en", "ar", "He left.", "غادر.")])
    for arguments in (["export", tmx, "--memory", memory], ["import", tmx, "--memory", copy]):
        with pytest.raises(SystemExit) as end:
            main(["memory", *map(str, arguments)])
        assert end.value.code == 0
    assert list(MemoryFile(copy).records()) == [Record("en", "ar", "He left.", "غادر.")]
    with pytest.raises(SystemExit) as end:
        main(["memory", "import", str(memory), "--memory", str(copy)])
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("summarize: BAD_FORMAT: import news.memory: ")


def test_the_terminal_refuses_a_bad_glossary_before_any_work(tmp_path, capsys):
    (tmp_path / "terms.csv").write_text("weir\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("The weir broke in the night. Nobody was hurt.", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main([str(tmp_path / "a.txt"), "--glossary", str(tmp_path / "terms.csv")])
    assert end.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("summarize: BAD_FORMAT: --glossary terms.csv: ")


def test_only_so_many_glossaries_are_kept(tmp_path):
    from summarize.summarizer import MOST_AIDS, Summarizer

    summarizer = Summarizer()
    for number in range(MOST_AIDS + 3):
        path = tmp_path / f"{number}.csv"
        path.write_text("source,target\nbridge,جسر\n", encoding="utf-8")
        summarizer._aids_of(Options(glossary=str(path)))
    assert len(summarizer._aids) == MOST_AIDS
