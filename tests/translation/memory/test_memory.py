"""A memory is exact, shared, never lost by a kill, and never destroys what it cannot read."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.errors import StorageError
from summarize.translation.memory.records import MemoryFile, PairMemory, Record
from summarize.translation.memory.substitution import outline, substitute_figures


@pytest.fixture
def file(tmp_path):
    return MemoryFile(tmp_path / "news.memory")


def bound(file, *, model="m@1", glossary="g", target="ar"):
    return PairMemory(file, "en", target, model=model, glossary=glossary)


def test_what_was_kept_is_found_in_order(file):
    memory = bound(file)
    memory.keep([("The dam held.", "صمد السد."), ("He left.", "غادر.")])
    assert memory.find(["He left.", "She left.", "The dam held.", "He left."]) == ["غادر.", None, "صمد السد.", "غادر."]


def test_spaces_and_composition_do_not_count(file):
    bound(file).keep([("The cafe\u0301  closed.", "أغلق المقهى.")])
    assert bound(file).find(["The caf\u00e9 closed."]) == ["أغلق المقهى."]


@pytest.mark.parametrize("other", [{"model": "m@2"}, {"glossary": "h"}, {"target": "fr"}])
def test_another_model_glossary_or_language_finds_nothing(file, other):
    bound(file).keep([("He left.", "غادر.")])
    assert bound(file, **other).find(["He left."]) == [None]


def test_what_was_imported_serves_every_model_and_comes_first(file):
    bound(file).keep([("He left.", "رحل.")])
    file.add([Record("en", "ar", "He left.", "غادر.")])
    assert bound(file).find(["He left."]) == ["غادر."]
    assert bound(file, model="m@2", glossary="h").find(["He left."]) == ["غادر."]


def test_a_sentence_that_differs_in_figures_is_found_with_its_own_figures(file):
    bound(file).keep([("The river rose by 35 cm.", "ارتفع النهر ٣٥ سم.")])
    assert bound(file).find(["The river rose by 40 cm."]) == ["ارتفع النهر ٤٠ سم."]
    assert bound(file).find(["The river rose by 5 cm."]) == [None]
    assert bound(file).find(["The road rose by 40 cm."]) == [None]


@pytest.mark.parametrize(
    ("source", "earlier", "translation", "made"),
    [
        ("It rose 40 cm.", "It rose 35 cm.", "ارتفع 35 سم.", "ارتفع 40 سم."),
        ("From 40 to 35.", "From 35 to 40.", "من 35 إلى 40.", "من 40 إلى 35."),
        ("It took 35 days.", "It took 5 days.", "استغرق 5 أيام.", None),  # the noun would change
        ("It took 2 days.", "It took 1 day.", "استغرق يوما.", None),
        ("It cost 5,400 marks.", "It cost 5,300 marks.", "Il a coûté 5 300 marks.", None),  # written otherwise
        ("It took 40 of 40.", "It took 35 of 35.", "استغرق 35.", None),  # one of the two is in words
        ("It rose 4.5 %.", "It rose 3.5 %.", "ارتفع 3.5 %.", None),
        ("40 or 45", "35 or 35", "35 أو 35", None),
        ("5 x", "x 5", "س 5", None),
    ],
)
def test_figures_are_substituted_only_where_that_is_exact(source, earlier, translation, made):
    assert substitute_figures(source, earlier, translation) == made


@given(st.text(alphabet="ab 1234,.", max_size=20), st.text(alphabet="ab 1234,.", max_size=20))
def test_a_substitution_has_the_figures_of_its_source(source, earlier):
    assert substitute_figures(source, earlier, earlier) in (None, source)
    assert substitute_figures(source, source, source) == (source if outline(source) else None)


@settings(max_examples=10, deadline=None)  # each makes a file
@given(pairs=st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=5))
def test_any_text_comes_back_as_it_was(tmp_path_factory, pairs):
    memory = bound(MemoryFile(tmp_path_factory.mktemp("any") / "m"))
    memory.keep(pairs)
    latest = {" ".join(source.split()): target for source, target in pairs}
    for source in latest:
        if source.isascii():
            assert memory.find([source]) == [latest[source]]


def test_more_units_than_one_query_takes(file):
    pairs = [(f"Sentence {chr(97 + i % 26)}{i} ended.", f"جملة {i}") for i in range(1200)]
    bound(file).keep(pairs)
    assert bound(file).find([s for s, _ in pairs]) == [t for _, t in pairs]


def test_a_batch_is_kept_whole_or_not_at_all(file):
    with pytest.raises(StorageError):
        bound(file).keep([("One.", "واحد."), ("Two.", None)])
    assert list(file.records()) == []


def test_state_changes_with_everything_written(file):
    states = [file.state()]
    for target in ("غادر.", "رحل."):
        bound(file).keep([("He left.", target)])
        states.append(file.state())
    assert len(set(states)) == 3


def damage(path):
    bound(MemoryFile(path)).keep([(f"Sentence {i} of many.", "جملة " * 20) for i in range(300)])
    with path.open("r+b") as raw:
        raw.seek(5000)
        raw.write(b"\xff" * 20_000)


def write_text(path):
    path.write_bytes(b"source,target\nweir,dam\n" * 100)


def write_foreign(path):
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()


def write_later(path):
    MemoryFile(path).state()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 9")
    db.close()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (damage, "damaged"),
        (write_text, "not a translation memory"),
        (write_foreign, "another program"),
        (write_later, "version 9"),
    ],
)
def test_a_file_that_is_no_memory_is_refused_in_one_line_and_left_as_it_is(tmp_path, make, message):
    path = tmp_path / "news.memory"
    make(path)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=message) as error:
        bound(MemoryFile(path)).find([f"Sentence {i} of many." for i in range(300)])
    assert "\n" not in str(error.value)
    assert str(tmp_path) not in str(error.value)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(StorageError, match=r"news\.memory cannot be used"):
        bound(MemoryFile(tmp_path / "none" / "news.memory")).keep([("A.", "ا.")])


def test_several_runs_may_write_at_once(file):
    def write(number):
        for i in range(8):
            bound(file).keep([(f"Run {chr(97 + number)} unit {chr(97 + i)}.", "جملة")])

    runs = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(list(file.records())) == 24


RUN = """
import sys
from pathlib import Path
from summarize.translation.desk import Desk
from summarize.translation.ladder import translate_units
from summarize.translation.memory.records import MemoryFile, PairMemory

memory, log, count, way = Path(sys.argv[1]), open(sys.argv[2], "a"), int(sys.argv[3]), sys.argv[4]

class Counting:
    name, revision, licence = "counting", "1", "Apache-2.0"

    def supports(self, source, target):
        return True

    def translate(self, texts, source, target, *, beams=None):
        log.writelines(text + "\\n" for text in texts)
        log.flush()
        return ["وصلت المذكرة إلى المدينة ليلا." for _ in texts]

model = Counting()
desk = Desk((model,), "en", "ar", memory=PairMemory(MemoryFile(memory), "en", "ar", model="counting@1"))

def remember(units):
    left = [unit for unit, known in zip(units, desk.memory.find(units)) if known is None]
    desk.memory.keep(list(zip(left, model.translate(left, "en", "ar"))))

units = [f"Note {chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)} reached the town." for i in range(count)]
for start in range(0, count, 50):
    remember(units[start : start + 50]) if way == "memory" else translate_units(units[start : start + 50], desk)
print(sum(text is not None for text in desk.memory.find(units)))
"""


@pytest.mark.parametrize(("way", "count"), [("memory", 10_000), ("ladder", 1_000)])
def test_a_run_that_is_killed_and_restarted_loses_nothing_and_repeats_at_most_a_batch(tmp_path, way, count):
    memory, log = tmp_path / "news.memory", tmp_path / "translated.log"
    command = [sys.executable, "-c", RUN, str(memory), str(log), str(count), way]
    kills = 0
    for share in (0.1, 0.4, 0.8):  # of the units translated when the axe falls
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
            while child.poll() is None:
                if log.exists() and log.read_bytes().count(b"\n") >= share * count:
                    os.kill(child.pid, signal.SIGKILL)
                    break
                time.sleep(0.005)
        kills += child.returncode == -signal.SIGKILL
    end = subprocess.run(command, capture_output=True, text=True, check=True)
    translated = log.read_text(encoding="utf-8").splitlines()
    assert kills == 3
    assert end.stdout.strip() == str(count)
    assert len(set(translated)) == count
    assert len(translated) - count <= kills * 50
