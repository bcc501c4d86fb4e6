import pytest

MUST_NOT = {
    "rounding without a word": (
        "Some 12,000 people were evacuated from the flooded valley.",
        "In the flooded valley 11,980 people were evacuated.",
    ),
    "about the same value": (
        "The flood drove 12,000 people from their homes, and 12,000 were evacuated by boat.",
        "About 12,000 residents were evacuated in the flood.",
    ),
    "more than": (
        "More than 300 people were arrested at the harbour march.",
        "Police said 320 people were arrested at the harbour march.",
    ),
    "a breakdown of the same toll": (
        "The ferry fire killed 14 people, including three children.",
        "Fourteen people died in the ferry fire.",
    ),
    "a part of them": (
        "The ferry fire killed 14 people. Six of them were crew.",
        "Six people were hurt in the ferry fire, and 14 people died.",
    ),
    "different states": (
        "In the ferry fire 14 people died.",
        "In the ferry fire 40 people were injured.",
    ),
    "different nouns": (
        "The storm destroyed 12 bridges in the valley.",
        "The storm destroyed 30 houses in the valley.",
    ),
    "different places": (
        "The storm killed nine people in Verin.",
        "The storm killed four people in Ostmark.",
    ),
    "ages and years": (
        "The mason, 61, was aged 20 when the tower was built in 1985.",
        "The mason, 58, was aged 22 when the tower was built in 1986.",
    ),
    "times, dates and labels": (
        "The phase 2 trial of the tram begins at 6 a.m. on 3 March under section 14.",
        "The phase 3 trial of the tram begins at 7 a.m. on 9 March under section 15.",
    ),
    "ranges": (
        "Repairs to the tram will take 15 to 20 days and cost between 3 million and 4 million euros.",
        "Repairs to the tram will take 25 to 30 days and cost between 6 million and 7 million euros.",
    ),
    "distances of different things": (
        "The tram line is 14 kilometres long.",
        "The tram depot lies nine kilometres from the old harbour.",
    ),
    "demand and offer": (
        "The union wants a pay rise of 7 percent for the tram drivers.",
        "The company offered the tram drivers a pay rise of 3.5 percent.",
    ),
    "two offers": (
        "The tram company offered 3.5 percent.",
        "The tram shop offered 5 percent off all tickets.",
    ),
    "different age groups": (
        "Turnout in the harbour vote was 61 percent among people over 65 years.",
        "Turnout in the harbour vote was 48 percent among people under 30 years.",
    ),
    "different years": (
        "The harbour handled 410 ships in 2024.",
        "The harbour handled 365 ships in 2025.",
    ),
    "different days": (
        "Police arrested 12 people at the harbour march on Monday.",
        "Police arrested five people at the harbour march on Friday.",
    ),
    "different periods": (
        "The boat museum drew 4,000 visitors in its first week.",
        "The boat museum drew 9,000 visitors in its first month.",
    ),
    "shares of different groups": (
        "In the harbour survey 60 percent of men backed the tram.",
        "In the harbour survey 45 percent of women backed the tram.",
    ),
    "the same verb of different things": (
        "Shares in the ferry company fell 12 percent.",
        "Profit at the tram company fell 8 percent.",
    ),
    "a fine and damages": (
        "The court fined the ferry company 2 million euros.",
        "The court ordered the ferry company to pay 5 million euros in damages.",
    ),
    "the cost of different things": (
        "The bridge cost 30 million euros.",
        "The tunnel cost 45 million euros.",
    ),
    "a total and a part of it": (
        "The bakery chain will close 45 shops and cut 900 jobs.",
        "The bakery chain has 310 shops, and 5,200 jobs depend on it.",
    ),
    "different groups": (
        "The vaccine trial had 12 deaths in the placebo group.",
        "The vaccine trial had three deaths in the vaccine group.",
    ),
    "approved and rejected": (
        "The council approved 300 new homes near the lake.",
        "The council rejected a plan for 120 new homes near the quarry, and discussed the lake.",
    ),
    "a rounding in billions": (
        "The company reported sales of 3 billion euros.",
        "The company reported sales of 3.04 billion euros.",
    ),
    "scores": (
        "The rowers of the harbour club won 3-1 and 4-2.",
        "The rowers of the harbour club won 5-1 and 6-2.",
    ),
}

MUST = {
    "toll in two wordings": (
        "Fourteen people died when the ferry caught fire.",
        "The death toll of the ferry fire stood at 11.",
    ),
    "at least more than the other says": (
        "At least 40 people were injured in the tram crash.",
        "The tram crash left 25 injured.",
    ),
    "evacuated in two wordings": (
        "After the dam failed, 8,000 were moved out of their homes.",
        "After the dam failed, the number of residents evacuated was put at 6,500.",
    ),
    "money": (
        "The court heard that the mayor hid 40 million crowns from the council.",
        "The court heard that the mayor concealed 25 million crowns from the council.",
    ),
    "money with a sign": (
        "The new tram line will cost the city $40 million.",
        "The new tram line will cost the city $55 million.",
    ),
    "percent": (
        "Turnout in the harbour referendum was 61 percent.",
        "In the harbour referendum turnout reached 57 percent.",
    ),
    "a noun that no table knows": (
        "Prosecutors say the tram company paid nine secret consultants.",
        "The tram company paid five secret consultants, an auditor said.",
    ),
    "strikers": (
        "The union says 900 dockers walked out at the harbour over night shifts.",
        "In the dispute over night shifts the harbour authority counts 600 strikers.",
    ),
    "crowds": (
        "Police said 3,000 people marched through the capital against the law.",
        "Organisers said 20,000 people marched through the capital against the law.",
    ),
    "one state, two nouns for it": (
        "Rescuers said 48 people were still missing after the landslide at Korvo.",
        "After the landslide at Korvo 31 people are unaccounted for.",
    ),
    "profit": (
        "The company reported a profit of 400 million euros.",
        "The company's profit was 310 million euros, according to its annual report.",
    ),
    "votes": (
        "The harbour bill passed with 212 votes in the assembly.",
        "The assembly passed the harbour bill with 221 votes.",
    ),
}


@pytest.mark.parametrize("texts", MUST_NOT.values(), ids=MUST_NOT)
def test_pairs_that_do_not_disagree(texts, compare):
    assert compare(*texts) == ()


@pytest.mark.parametrize("texts", MUST.values(), ids=MUST)
def test_pairs_that_disagree(texts, compare):
    (found,) = compare(*texts)
    assert [{e.document for e in v.evidence} for v in found.values] == [{"d0"}, {"d1"}]


def test_values_carry_their_unit(compare):
    (found,) = compare(*MUST["money"])
    assert [v.value for v in found.values] == ["40 million crowns", "25 million crowns"]
