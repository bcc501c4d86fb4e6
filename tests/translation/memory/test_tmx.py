import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import UsageError
from summarize.translation.commands import export_memory, import_memory
from summarize.translation.memory.records import MemoryFile, PairMemory, Record
from summarize.translation.memory.tmx import read_tmx, write_tmx

PLAIN = [Record("en", "ar", "He left.", "غادر.")]

OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="6.0.0"
          segtype="sentence" srclang="EN-US"/>
  <body>
<!-- Default translations -->
    <tu>
      <tuv lang="EN-US">
        <seg>He left.</seg>
      </tuv>
      <tuv lang="AR-EG" changeid="lena" changedate="20260102T030405Z" creationid="lena" creationdate="20260102T030405Z">
        <seg>غادر.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""
TRADOS = """<?xml version="1.0" encoding="utf-16"?>
<tmx version="1.4">
  <header creationtool="SDL Language Platform" creationtoolversion="8.1" o-tmf="SDL TM8 Format" datatype="xml"
          segtype="sentence" adminlang="en-US" srclang="en-US" creationdate="20260102T030405Z" creationid="lena">
    <prop type="x-Recognizers">RecognizeAll</prop>
  </header>
  <body>
    <tu creationdate="20260102T030405Z" creationid="lena" changedate="20260102T030405Z" changeid="lena">
      <prop type="x-LastUsedBy">lena</prop>
      <tuv xml:lang="en-US">
        <seg><bpt i="1" type="1" x="1">{b}</bpt>He<ept i="1">{/b}</ept> <ph x="2" type="2"/>left.</seg>
      </tuv>
      <tuv xml:lang="ar-SA">
        <seg><bpt i="1" type="1" x="1">{b}</bpt>غادر<ept i="1">{/b}</ept>.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""
TOOLKIT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="Translate Toolkit" creationtoolversion="3.20" segtype="sentence" o-tmf="UTF-8" adminlang="en"
          srclang="en" datatype="PlainText"/>
  <body>
    <tu>
      <note>invented</note>
      <tuv xml:lang="en"><seg>He <hi>left</hi>.</seg></tuv>
      <tuv xml:lang="ar"><seg>غادر.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def write(records):
    out = io.BytesIO()
    assert write_tmx(records, out) == len(records)
    return out.getvalue()


@pytest.mark.parametrize(("text", "encoding"), [(OMEGAT, "utf-8"), (TRADOS, "utf-16"), (TOOLKIT, "utf-8")])
def test_files_of_other_tools_are_read(text, encoding):
    assert list(read_tmx(text.encode(encoding))) == PLAIN


def test_a_unit_in_many_languages_gives_a_pair_each_from_its_source_language():
    variants = "".join(f'<tuv xml:lang="{c}"><seg>{c} text</seg></tuv>' for c in ("ar", "en", "fr"))
    for header, source in (('srclang="fr"', "fr"), ('srclang="*all*"', "ar"), ('srclang="de"', None)):
        text = f"<tmx version='1.4'><header {header}/><body><tu>{variants}</tu></body></tmx>"
        pairs = [(r.source_language, r.target_language) for r in read_tmx(text.encode())]
        assert pairs == [(source, other) for other in ("ar", "en", "fr") if source and other != source]


WORDS = st.text(min_size=1, max_size=20).map(lambda t: " ".join(t.split())).filter(bool)


@given(
    st.lists(
        st.builds(Record, st.just("en"), st.sampled_from(["ar", "fr"]), WORDS, WORDS, st.sampled_from(["", "m@1"])),
        max_size=4,
    )
)
def test_what_is_written_comes_back(records):
    legible = [r for r in records if (r.source + r.target).isprintable()]
    back = list(read_tmx(write(legible))) if legible else []
    assert back == legible


def test_what_xml_cannot_hold_is_left_out_and_the_rest_kept():
    (record,) = read_tmx(write([Record("en", "ar", "He\x00 left\ufffe.", "<غادر> & رحل.\x1b")]))
    assert (record.source, record.target) == ("He left.", "<غادر> & رحل.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<tmx><body/></tmx>", "is it TMX"),
        (OMEGAT[:500], "not whole XML"),
        ("not xml", "not whole XML"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]>' + OMEGAT.split('dtd">')[1], "entities"),
        ('<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + OMEGAT.split('dtd">')[1], "entities"),
        (f"<tmx><body><tu><tuv xml:lang='en'><seg>{'x' * 11_000_000}</seg></tuv></tu></body></tmx>", "within limits"),
    ],
)
def test_hostile_and_foreign_files_are_refused_in_one_line(content, message):
    with pytest.raises(UsageError, match=message) as error:
        list(read_tmx(content.encode()))
    assert "\n" not in str(error.value)


def test_a_memory_goes_out_and_into_another(tmp_path):
    first, second, tmx = (tmp_path / name for name in ("first.memory", "second.memory", "news.tmx"))
    said = io.StringIO()
    PairMemory(MemoryFile(first), "en", "ar", model="m@1", glossary="g").keep([("He left.", "غادر.")])
    MemoryFile(first).add([Record("en", "fr", "He left.", "Il est parti.")])
    assert export_memory(tmx, first, said) == 0
    assert import_memory(tmx, second, said) == 0
    assert list(MemoryFile(second).records()) == list(MemoryFile(first).records())
    assert said.getvalue().count("2 translations") == 2


def test_a_bad_import_writes_nothing(tmp_path):
    (tmp_path / "bad.tmx").write_text(OMEGAT[:400], encoding="utf-8")
    with pytest.raises(UsageError, match=r"import bad\.tmx: is not whole XML"):
        import_memory(tmp_path / "bad.tmx", tmp_path / "new.memory", io.StringIO())
    assert not (tmp_path / "new.memory").exists()


def test_nothing_is_exported_from_a_memory_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match=r"none\.memory: there is no such file"):
        export_memory(tmp_path / "out.tmx", tmp_path / "none.memory", io.StringIO())
    assert list(tmp_path.iterdir()) == []
