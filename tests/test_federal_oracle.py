"""Federal tax against Tax-Calculator 6.8.0 on 20,000 random filers, and against the forms line by line.

The filers and what Tax-Calculator says of them: `golden/make_federal.py`. Where it reads the law otherwise, each reason
stands in `golden/federal_differences.toml`, and predicts which filers differ and by how much.
"""

import tomllib
from collections import Counter

import pytest
from federal_filers import FILE, FILINGS, SURVIVING, YEARS, Filer, filers
from worksheets import PRINTED, Forms, Reading, forms

from planner.places.us import year_tax

DIFFERENCES = tomllib.loads((FILE.parent / "federal_differences.toml").read_text(encoding="utf-8"))
CREDITS = DIFFERENCES["credits"]
READINGS = {name: held for name, held in DIFFERENCES.items() if name != "credits"}
HALF_A_CENT = 0.0051  # each tax is rounded once, and Tax-Calculator's not at all
A_CENT = 0.0101  # the alternative tax is what is above a regular tax that is itself rounded
SAME = 0.0001


def reading(names: tuple[str, ...], year: int) -> Reading:
    """The forms as Tax-Calculator reads them, in these respects."""
    told = {key: value for name in names for key, value in READINGS[name]["reading"].items()}
    return Reading(
        **{key: value[YEARS.index(year)] if isinstance(value, list) else value for key, value in told.items()}
    )


def income_tax(found: Forms) -> float:
    return found.regular + found.alternative


def test_the_filers_are_many_old_and_of_every_kind():
    everyone = filers()
    assert Counter(filer.year for filer in everyone) == dict.fromkeys(YEARS, 10_000)
    assert {filer.filing for filer in everyone} == set(FILINGS)
    assert all(50 <= age <= 80 for filer in everyone for age in filer.ages)
    assert {filer.income.aged for filer in everyone} == {0.0, 1.0, 2.0}
    counted = Counter(
        kind
        for filer in everyone
        for kind, holds in {
            "alternative": filer.alternative > 0,
            "investment": filer.investment > 0,
            "nothing": filer.regular + filer.alternative + filer.investment == 0,
            "gain alone": filer.income.gain > 0 and filer.income.wages + filer.income.other == 0,
            "unrecaptured": filer.income.unrecaptured > 0,
            "special": filer.income.special > 0,
            "recapture": filer.income.recapture > 0,
            "a share invested": 0 < filer.income.investment_share < 1,
        }.items()
        if holds
    )
    assert all(number > 1_000 for number in counted.values()), counted
    assert len(counted) == 8
    assert FILE.stat().st_size < 1_500_000


def test_net_investment_income_tax_is_tax_calculator_s():
    for filer in filers():
        assert year_tax(filer.income, filer.law).tax.investment == pytest.approx(filer.investment, abs=HALF_A_CENT), (
            filer
        )


def test_every_tax_is_that_of_the_forms():
    for filer in filers():
        tax, found = year_tax(filer.income, filer.law).tax, forms(filer.income, filer.law)
        assert tax.ordinary + tax.gain == pytest.approx(found.regular, abs=HALF_A_CENT), filer
        assert tax.alternative == pytest.approx(found.alternative, abs=A_CENT), filer
        assert tax.investment == pytest.approx(found.investment, abs=HALF_A_CENT), filer
        assert tax.total == pytest.approx(sum(found), abs=2 * HALF_A_CENT), filer


def test_tax_calculator_is_the_forms_as_it_reads_them():
    readings = {year: reading(tuple(READINGS), year) for year in YEARS}
    for filer in filers():
        found = forms(filer.income, filer.law, readings[filer.year])
        assert found.regular == pytest.approx(filer.regular, abs=SAME), filer
        assert found.alternative == pytest.approx(filer.alternative, abs=SAME), filer
        assert found.investment == pytest.approx(filer.investment, abs=SAME), filer


def test_who_differs_is_predicted_and_by_how_much():
    """Every filer: ours + what the readings change = Tax-Calculator's; who has no such reason does not differ."""
    readings = {year: reading(tuple(READINGS), year) for year in YEARS}
    same = 0
    for filer in filers():
        tax = year_tax(filer.income, filer.law).tax
        ours, theirs = tax.ordinary + tax.gain + tax.alternative, filer.regular + filer.alternative
        read = forms(filer.income, filer.law, readings[filer.year])
        more = income_tax(read) - income_tax(forms(filer.income, filer.law))
        assert theirs - ours == pytest.approx(more, abs=A_CENT), filer
        same += theirs == pytest.approx(ours, abs=A_CENT)
        if not filer.income.unrecaptured and not filer.income.special and filer.filing != "separate":
            assert more == 0.0, filer
    assert same > 14_000


def test_a_surviving_spouse_s_tax_is_tax_calculator_s():
    """2,000 more filers: the tables of a joint return for one person, told apart where a rule speaks of joint alone."""
    readings = {year: reading(tuple(READINGS), year) for year in YEARS}
    same, alternative, investment, senior = 0, 0, 0, 0
    for filer in filers(SURVIVING):
        assert filer.filing == "surviving"
        year = year_tax(filer.income, filer.law)
        tax, plain = year.tax, forms(filer.income, filer.law)
        read = forms(filer.income, filer.law, readings[filer.year])
        ours, theirs = tax.ordinary + tax.gain + tax.alternative, filer.regular + filer.alternative
        assert tax.investment == pytest.approx(filer.investment, abs=HALF_A_CENT), filer
        assert theirs - ours == pytest.approx(income_tax(read) - income_tax(plain), abs=A_CENT), filer
        same += theirs == pytest.approx(ours, abs=A_CENT)
        alternative += filer.alternative > 0
        investment += filer.investment > 0
        senior += 0 < year.taxable.senior < filer.law.senior_deduction
    assert len(filers(SURVIVING)) == 2_000
    assert same > 1_300
    assert min(alternative, investment, senior) > 50


@pytest.mark.parametrize("name", READINGS)
def test_the_list_of_differences_is_exact(name):
    entry = READINGS[name]
    assert set(entry) == {"why", "law", "reading", "filers", "least", "most"}
    assert "26 U.S.C." in entry["law"]
    changed: Counter[int] = Counter()
    amounts = [0.0]
    for filer in filers():
        read = forms(filer.income, filer.law, reading((name,), filer.year))
        more = income_tax(read) - income_tax(forms(filer.income, filer.law))
        changed[filer.year] += abs(more) > HALF_A_CENT
        amounts.append(more)
    assert [changed[year] for year in YEARS] == entry["filers"]
    assert sum(entry["filers"]) > 0
    assert min(amounts) == pytest.approx(entry["least"], abs=HALF_A_CENT)
    assert max(amounts) == pytest.approx(entry["most"], abs=HALF_A_CENT)


def test_the_forms_as_printed_are_no_reading_of_tax_calculator():
    assert all(reading((name,), 2026) != PRINTED for name in READINGS)


def with_credit() -> list[Filer]:
    return [filer for filer in filers() if abs(filer.credits) > HALF_A_CENT]


def test_only_the_poor_would_have_a_credit():
    found = with_credit()
    assert [sum(filer.year == year for filer in found) for year in YEARS] == CREDITS["filers"]
    assert max(year_tax(filer.income, filer.law).taxable.gross for filer in found) <= CREDITS["income"]
    assert all(0 < filer.credits <= CREDITS["most"] for filer in found)
