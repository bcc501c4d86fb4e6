import pytest

from summarize.errors import UsageError
from summarize.translation.terms.glossary import select_terms
from summarize.translation.terms.tbx import read_tbx

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>Invented</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descrip type="subjectField">hydrology</descrip>
   <langSet xml:lang="en"><tig><term>weir</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
   <langSet xml:lang="ar-EG">
    <tig><term>سد قديم</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>سد</term></tig>
    <tig><term>هدار</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
   </langSet>
  </termEntry>
  <termEntry id="c2">
   <langSet xml:lang="en"><ntig><termGrp><term>river <hi>council</hi></term></termGrp></ntig></langSet>
   <langSet xml:lang="ar"><ntig><termGrp><term>مجلس النهر</term></termGrp></ntig></langSet>
  </termEntry>
 </body></text>
</martif>
"""
NEW = """<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">
 <text><body><conceptEntry id="1">
  <langSec xml:lang="en"><termSec><term>weir</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
  <langSec xml:lang="ar"><termSec><term>هدار</term></termSec></langSec>
 </conceptEntry></body></text>
</tbx>
"""


def test_the_old_form_is_read_with_preferred_terms_first_and_retired_ones_left_out():
    weir, council = select_terms(read_tbx(OLD.encode()), "en", "ar")
    assert (weir.source, weir.targets) == ("weir", ("هدار", "سد"))
    assert (council.source, council.targets) == ("river council", ("مجلس النهر",))
    assert read_tbx(OLD.encode())[0].part_of_speech == "noun"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_new_form_is_read_in_both_directions(encoding):
    concepts = read_tbx(NEW.replace("UTF-8", encoding).encode(encoding))
    assert concepts[0].part_of_speech == "noun"
    assert [t.targets for t in select_terms(concepts, "en", "ar")] == [("هدار",)]
    assert [t.targets for t in select_terms(concepts, "ar", "en")] == [("weir",)]
    assert select_terms(concepts, "en", "fr") == ()


def bomb():
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9))
    return f'<!DOCTYPE martif [<!ENTITY a0 "ha">{entities}]>' + NEW.split("?>")[1].replace("weir", "&a8;")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (NEW[: len(NEW) // 2], "not whole XML"),
        ("<html><body>weir</body></html>", "is it TBX"),
        (bomb(), "entities"),
        ('<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/hostname">]><tbx>&x;</tbx>', "entities"),
        ("<a>" * 5000, "not whole XML"),
        ("", "not whole XML"),
    ],
)
def test_hostile_and_foreign_files_are_refused_in_one_line(content, message):
    with pytest.raises(UsageError, match=message) as error:
        read_tbx(content.encode())
    assert "\n" not in str(error.value)
    assert "weir" not in str(error.value)
