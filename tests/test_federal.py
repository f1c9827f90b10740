"""Federal income tax: published tables and cases, each with its source, and what holds for every income."""

import random

import pytest
from federal_filers import FILINGS, YEARS, law

from planner.places.us import Income, year_tax

NOTHING = Income(*(0.0,) * len(Income._fields))
CENT = 0.011


def income(**known) -> Income:
    return NOTHING._replace(**{"investment_share": 1.0, **known})


# Rev. Proc. 2025-32 sec. 4.01, tables 1 to 4: "$2,480 plus 12% of the excess over $24,800", ...
PRINTED_2026 = {
    "joint": [
        (24_800, 2_480),
        (100_800, 11_600),
        (211_400, 35_932),
        (403_550, 82_048),
        (512_450, 116_896),
        (768_700, 206_583.50),
    ],
    "head": [
        (17_700, 1_770),
        (67_450, 7_740),
        (105_700, 16_155),
        (201_750, 39_207),
        (256_200, 56_631),
        (640_600, 191_171),
    ],
    "single": [
        (12_400, 1_240),
        (50_400, 5_800),
        (105_700, 17_966),
        (201_775, 41_024),
        (256_225, 58_448),
        (640_600, 192_979.25),
    ],
    "separate": [
        (12_400, 1_240),
        (50_400, 5_800),
        (105_700, 17_966),
        (201_775, 41_024),
        (256_225, 58_448),
        (384_350, 103_291.75),
    ],
}
# Rev. Proc. 2024-40 sec. 2.01, table 3, as the IRS's own fact graph tests it
PRINTED_2025 = {
    "single": [
        (11_925, 1_192.50),
        (48_475, 5_578.50),
        (103_350, 17_651),
        (197_300, 40_199),
        (250_525, 57_231),
        (626_350, 188_769.75),
    ]
}


@pytest.mark.parametrize(("year", "filing"), [(2025, "single"), *((2026, filing) for filing in FILINGS)])
def test_the_tables_are_as_printed(year, filing):
    figures = law(year, filing)
    printed = (PRINTED_2025 if year == 2025 else PRINTED_2026)[filing]
    assert [bracket.low for bracket in figures.ordinary[1:]] == [top for top, _ in printed]
    for top, tax in printed:
        earned = income(other=top + figures.standard_deduction)
        assert year_tax(earned, figures).tax.ordinary == tax


# Rev. Proc. 2024-40 sec. 2.03 and 2025-32 sec. 4.03: taxable income up to which gain bears 0 and 15 %
GAIN_FREE = {
    2025: {
        "single": (48_350, 533_400),
        "joint": (96_700, 600_050),
        "head": (64_750, 566_700),
        "separate": (48_350, 300_000),
    },
    2026: {
        "single": (49_450, 545_500),
        "joint": (98_900, 613_700),
        "head": (66_200, 579_600),
        "separate": (49_450, 306_850),
    },
}


@pytest.mark.parametrize(("year", "filing"), [(year, filing) for year in GAIN_FREE for filing in FILINGS])
def test_gain_is_taxed_from_where_it_is_printed(year, filing):
    figures, (free, middle) = law(year, filing), GAIN_FREE[year][filing]
    for taxable, tax in ((free, 0.0), (free + 100, 15.0), (middle, 0.15 * (middle - free))):
        assert year_tax(income(gain=taxable + figures.standard_deduction), figures).tax.gain == pytest.approx(tax)
    beyond = year_tax(income(gain=middle + 100 + figures.standard_deduction), figures).tax.gain
    assert beyond == pytest.approx(0.15 * (middle - free) + 20.0)


# Complete phaseout amounts. 2026: Rev. Proc. 2025-32 sec. 4.10. 2025: Rev. Proc. 2024-40; separate: Form 6251, line 4
NO_EXEMPTION_FROM = {
    (2025, "single"): 978_750,
    (2025, "joint"): 1_800_700,
    (2025, "head"): 978_750,
    (2025, "separate"): 900_350,
    (2026, "single"): 680_200,
    (2026, "joint"): 1_280_400,
    (2026, "head"): 680_200,
    (2026, "separate"): 640_200,
}


@pytest.mark.parametrize("case", NO_EXEMPTION_FROM)
def test_the_exemption_of_the_alternative_tax_ends_where_it_is_printed(case):
    figures, end = law(*case), NO_EXEMPTION_FROM[case]
    at_the_end = year_tax(income(gain=end), figures).alternative
    assert at_the_end.exemption == at_the_end.addition == 0
    assert year_tax(income(gain=end - 100), figures).alternative.exemption > 0
    beyond = year_tax(income(gain=end + 100), figures).alternative.addition
    assert (beyond > 0) == (case[1] == "separate")


def test_who_files_separately_has_income_added():
    # 26 U.S.C. 55(d)(2), worked in a public encoding of the Code: income 690,200 before the addition;
    # 50 % x (690,200 - 640,200) = 25,000; 26 % x 122,250 + 28 % x 592,950 = 197,811
    found = year_tax(income(other=690_200), law(2026, "separate"))
    assert found.alternative.addition == 25_000
    assert found.alternative.base == 715_200
    assert found.tax.tentative == pytest.approx(197_811)
    most = year_tax(income(other=3_000_000), law(2026, "separate")).alternative
    assert most.addition == 70_100


@pytest.mark.parametrize(("agi", "tax"), [(400_000.0, 4_750.0), (300_000.0, 1_900.0)])
def test_net_investment_income_tax(agi, tax):
    # thinkadvisor.com Tax Facts Q8635: joint, net investment income 125,000
    assert year_tax(income(other=agi - 125_000.0, interest=125_000.0), law(2026, "joint")).tax.investment == tax


def test_net_investment_income_depends_on_the_business_and_who_works_in_it():
    # 26 U.S.C. 1411(c)(1)(A), (4): shares of a corporation whole; of a business one works in, only its idle part
    sold = income(other=300_000, interest=10_000, recapture=200_000, gain=500_000)
    figures = law(2026, "joint")
    for share, invested, taxed in [(1, 1, 710_000), (1, 0, 510_000), (0, 0, 10_000), (0.1, 0.25, 110_000)]:
        tax = year_tax(sold._replace(investment_share=share, recapture_invested=invested), figures).tax
        assert tax.investment_income == pytest.approx(taxed)
        assert tax.investment == pytest.approx(0.038 * taxed)


def test_one_large_gain():
    # Worked alike by policyengine-us 2.68.0 and Tax-Calculator 6.8.0:
    # joint, both 66, wages 50,000, gain 1 million
    found = year_tax(income(wages=50_000, gain=1_000_000, aged=2), law(2026, "joint"))
    assert found.taxable.deduction == 35_500
    assert found.tax.ordinary == 1_450
    assert found.tax.gain == 157_380
    assert found.tax.investment == 30_400
    assert found.tax.total == 189_230.00


@pytest.mark.parametrize(
    ("year", "before", "alternative", "whole"),
    [(2025, 270_535.50, 1_111.50, 322_187), (2026, 269_280, 15_560, 335_380)],
)
def test_the_alternative_tax_finds_who_sells_in_one_year(year, before, alternative, whole):
    # Worked alike by policyengine-us 2.68.0 and Tax-Calculator 6.8.0 (2025 in all also by Open Tax Solver, tenforty
    # 2025.12): joint, wages 80,000, gain 1.5 million
    tax = year_tax(income(wages=80_000, gain=1_500_000), law(year, "joint")).tax
    assert tax.ordinary + tax.gain == before
    assert tax.alternative == alternative
    assert tax.investment == 50_540
    assert tax.total == whole


def test_five_instalments_save_tax():
    # The same seller paid in five equal years, the law of 2026 held still, by the same two
    assert 5 * year_tax(income(wages=80_000, gain=300_000), law(2026, "joint")).tax.total == 237_575


def test_an_unused_deduction_is_taxed_once_the_exemption_is_lost():
    # 26 U.S.C. 55, 56(b)(1)(D): the alternative tax knows no standard deduction: 20 % of the 16,100 that nothing used
    figures = law(2026, "single")
    for gain in (1_000_000, 3_000_000, 30_000_000):
        assert year_tax(income(gain=gain), figures).tax.alternative == 0.20 * 16_100


def test_a_sale_spread_over_nine_years():
    # Static law of 2026, joint, ordinary taxable income 60,000 (92,200 before the deduction), gain 1.8 million:
    # all in one year 388,883.60 of tax on gain and investment income; 360,000 and eight times 180,000: 231,917.40
    figures = law(2026, "joint")

    def on_gain(gain: float) -> float:
        tax = year_tax(income(other=92_200, gain=gain), figures).tax
        assert tax.ordinary == 2_480 + 0.12 * (60_000 - 24_800)
        return tax.gain + tax.investment

    assert on_gain(1_800_000) == pytest.approx(388_883.60)
    assert on_gain(360_000) + 8 * on_gain(180_000) == pytest.approx(231_917.40)
    assert year_tax(income(other=92_200, gain=1_800_000), figures).tax.alternative == 17_268.0  # Tax-Calculator


def test_the_lower_brackets_come_before_the_highest_rate_of_unrecaptured_gain():
    # 26 U.S.C. 1(h)(1)(A)(ii)(I); Schedule D Tax Worksheet, line 19. Single, 2026, 250,000 and nothing else:
    # taxable 233,900; 41,024 on 201,775 (end of the 24 % bracket), 25 % on 32,125.
    # Tax-Calculator 6.8.0 ends the brackets at 49,450: 5,686 + 25 % x 184,450 = 51,798.50
    found = year_tax(income(gain=250_000, unrecaptured=250_000), law(2026, "single"))
    assert found.taxable.capped == 233_900
    assert found.stacked.as_ordinary == 201_775
    assert found.stacked.unrecaptured == 32_125
    assert found.tax.gain == 41_024 + 0.25 * 32_125 == 49_055.25


def test_unused_deductions_are_taken_from_unrecaptured_gain_first():
    # 26 U.S.C. 1(h)(1)(E)(ii), (F): single, 2026, unrecaptured 100,000 and special 400,000: of 483,900 taxable, the
    # brackets to 24 % take 201,775; the unrecaptured gain is used up, 282,125 is taxed at 28 %
    found = year_tax(income(gain=500_000, unrecaptured=100_000, special=400_000), law(2026, "single"))
    assert found.stacked.unrecaptured == 0
    assert found.stacked.special == 282_125
    assert found.tax.gain == pytest.approx(41_024 + 0.28 * 282_125)


def test_the_rates_of_gain_never_cost_more_than_those_of_ordinary_income():
    # 26 U.S.C. 1(h)(1), "shall not exceed"; worksheet, line 47. Single, 2026: the 12 % bracket ends 950 above the
    # zero rate of gain. 49,450 of ordinary taxable income and 950 of gain: 12 %, not 15 %
    found = year_tax(income(other=49_450 + 16_100, gain=950), law(2026, "single"))
    assert found.regular.at_rates_of_gain == 142.50
    assert found.tax.gain == 114.00


def test_the_deduction_for_seniors_is_lost_person_by_person():
    # 26 U.S.C. 151(d)(5)(C)(iii): each 6,000 less 6 % of income above 75,000, joint 150,000; (v): separately none
    def deducted(filing: str, whole: float, aged: float) -> float:
        return year_tax(income(other=whole, aged=aged), law(2026, filing)).taxable.senior

    assert deducted("single", 75_000, 1) == 6_000
    assert deducted("single", 100_000, 1) == 4_500
    assert deducted("head", 174_999, 1) == pytest.approx(0.06)
    assert deducted("single", 175_000, 1) == 0
    assert deducted("joint", 200_000, 2) == 6_000
    assert deducted("joint", 200_000, 1) == 3_000
    assert deducted("joint", 250_000, 2) == 0
    assert deducted("separate", 10_000, 1) == 0


def test_recapture_is_ordinary_income_of_the_year():
    # 26 U.S.C. 1245(a)(1); whatever is paid, 453(i)
    figures = law(2026, "joint")
    as_recapture = year_tax(income(other=50_000, recapture=450_000, gain=600_000), figures).tax
    assert as_recapture == year_tax(income(other=500_000, gain=600_000), figures).tax


# Tax-Calculator 6.8.0 (CC0): year, filing, persons of 65 and more, pension, interest, long-term gain ->
# tax before credits, net investment income tax, alternative minimum tax
TAX_CALCULATOR = [
    (2025, "joint", 0, 60_000, 0, 0, 2943.0, 0.0, 0.0),
    (2025, "joint", 2, 90_000, 12_000, 0, 6159.0, 0.0, 0.0),
    (2025, "single", 1, 40_000, 500, 250_000, 36151.5, 3439.0, 0.0),
    (2025, "single", 1, 130_000, 0, 0, 19139.0, 0.0, 0.0),
    (2026, "single", 0, 0, 0, 3_000_000, 562087.5, 106400.0, 3220.0),
    (2026, "joint", 1, 70_000, 8_000, 150_000, 18733.1, 0.0, 0.0),
    (2026, "joint", 0, 92_200, 0, 1_800_000, 333184.0, 62403.6, 17268.0),
    (2026, "single", 1, 85_000, 4_000, 420_000, 73299.0, 11742.0, 0.0),
    (2026, "joint", 2, 0, 20_000, 75_000, 0.0, 0.0, 0.0),
    (2026, "joint", 2, 0, 0, 90_000, 0.0, 0.0, 0.0),
    (2026, "single", 0, 700_000, 0, 0, 209000.25, 0.0, 0.0),
    (2025, "joint", 0, 900_000, 100_000, 5_000_000, 1282407.5, 193800.0, 0.0),
]


@pytest.mark.parametrize("case", TAX_CALCULATOR)
def test_as_tax_calculator(case):
    year, filing, aged, other, interest, gain, before, investment, alternative = case
    tax = year_tax(income(other=other, interest=interest, gain=gain, aged=aged), law(year, filing)).tax
    assert tax.ordinary + tax.gain == pytest.approx(before, abs=0.0051)
    assert tax.investment == pytest.approx(investment, abs=0.0051)
    assert tax.alternative == pytest.approx(alternative, abs=CENT)


# What holds for every income: thousands at random, many next to a figure of the law.

KINDS = ("wages", "other", "interest", "recapture", "gain", "unrecaptured", "special")
# Of one more dollar of ordinary income while the exemption of the alternative tax is lost: 28 % of 1.50; a dollar of
# gain moved from 0 to 15 % and one from 15 to 20 %; 3.8 % on investment income
HIGHEST = 0.28 * 1.5 + 0.15 + 0.05 + 0.038


def cases(number: int, seed: int):
    draw = random.Random(seed)
    for _ in range(number):
        figures = law(draw.choice(YEARS), draw.choice(FILINGS))
        edges = [
            *(bracket.low for bracket in (*figures.ordinary, *figures.gain)),
            figures.senior_threshold,
            figures.investment_threshold,
            figures.exemption_threshold,
            figures.exemption_threshold + figures.exemption / figures.exemption_reduction,
        ]

        def amount(edges=edges) -> float:
            at_the_edge = draw.choice(edges) + draw.choice([0, 1, -1, draw.uniform(-5_000, 20_000)])
            return draw.choice([0.0, 0.0, 10 ** draw.uniform(1, 7), max(0.0, at_the_edge)])

        capped = draw.choice([0.0, amount()]), draw.choice([0.0, 0.0, amount()])
        yield (
            Income(
                wages=amount(),
                other=amount(),
                interest=draw.choice([0.0, amount()]),
                recapture=draw.choice([0.0, amount()]),
                gain=amount() + sum(capped),
                unrecaptured=capped[0],
                special=capped[1],
                investment_share=draw.choice([0.0, 1.0, draw.random()]),
                recapture_invested=draw.choice([0.0, 1.0, draw.random()]),
                aged=float(draw.choice([0, 1, 2])),
            ),
            figures,
            draw,
        )


def more_of(before: Income, kind: str, more: float) -> Income:
    """More income of a kind; unrecaptured and special gain are part of the gain."""
    added = before._replace(**{kind: getattr(before, kind) + more})
    return added._replace(gain=before.gain + more) if kind in ("unrecaptured", "special") else added


def owed(earned: Income, figures) -> float:
    return year_tax(earned, figures).tax.total


@pytest.mark.parametrize("kind", KINDS)
def test_more_income_never_means_less_tax_and_a_dollar_never_costs_more_than_66_cents(kind):
    """Which also makes the tax continuous: no step, however small what is added."""
    for earned, figures, draw in cases(3_000, seed=KINDS.index(kind)):
        more = draw.choice([1.0, 100.0, 10 ** draw.uniform(0, 6)])
        added = owed(more_of(earned, kind, more), figures) - owed(earned, figures)
        assert -2 * CENT <= added <= HIGHEST * more + 2 * CENT, (earned, kind, more)


@pytest.mark.parametrize(
    ("dearer", "cheaper"),
    [("special", "unrecaptured"), ("unrecaptured", "gain"), ("other", "unrecaptured"), ("other", "gain")],
)
def test_the_kinds_of_income_cost_in_the_order_of_their_rates(dearer, cheaper):
    """But between the end of the zero rate of gain and that of the 12 % bracket, where gain is taxed at 15 %.

    Special gain may cost more than ordinary income (26 U.S.C. 1(h)(1)(E), (F)): ordinary income takes the place of
    unrecaptured gain in the lower brackets and leaves it to 25 %, special gain does not and is taxed at 28 %.
    """
    for earned, figures, draw in cases(3_000, seed=7):
        more = 10 ** draw.uniform(0, 6.5)
        still = earned._replace(investment_share=0.0, recapture_invested=0.0)
        dear, cheap = (owed(more_of(still, kind, more), figures) for kind in (dearer, cheaper))
        gap = (figures.gain[1].rate - figures.ordinary[1].rate) * (figures.ordinary[2].low - figures.gain[1].low)
        assert cheap <= dear + gap + 2 * CENT, (earned, more)


def test_wages_pensions_interest_and_recapture_are_alike_but_for_the_tax_on_investment_income():
    for earned, figures, _ in cases(2_000, seed=8):
        alike = earned._replace(recapture_invested=0.0)
        expected = year_tax(more_of(alike, "other", 12_345.67), figures)
        for kind in ("wages", "interest", "recapture"):
            found = year_tax(more_of(alike, kind, 12_345.67), figures)
            assert found.tax.total - found.tax.investment == pytest.approx(
                expected.tax.total - expected.tax.investment, abs=CENT
            )
            assert found.tax.investment >= expected.tax.investment - CENT


def test_gain_with_a_highest_rate_is_ordinary_income_while_all_falls_into_lower_brackets():
    met = 0
    for earned, figures, _ in cases(6_000, seed=9):
        no_gain = earned._replace(gain=earned.unrecaptured + earned.special, investment_share=0.0)
        top = next(bracket.low for bracket in figures.ordinary if bracket.rate > figures.capped_from)
        found = year_tax(no_gain, figures)
        if no_gain.gain and found.taxable.income <= top:
            met += 1
            all_ordinary = no_gain._replace(other=no_gain.other + no_gain.gain, gain=0, unrecaptured=0, special=0)
            as_ordinary = year_tax(all_ordinary, figures).tax
            assert found.tax.ordinary + found.tax.gain == pytest.approx(
                as_ordinary.ordinary + as_ordinary.gain, abs=CENT
            )
    assert met > 200


def test_every_dollar_stands_in_one_place():
    """Kinds add up to taxable income, brackets to kinds; taxes to the whole."""
    for earned, figures, _ in cases(3_000, seed=10):
        found = year_tax(earned, figures)
        taxable, stacked, alternative, slices = found.taxable, found.stacked, found.alternative, found.slices
        assert taxable.ordinary + taxable.capped + taxable.gain == pytest.approx(taxable.income, abs=1e-6)
        assert stacked.as_ordinary + stacked.unrecaptured + stacked.special == pytest.approx(taxable.capped, abs=1e-6)
        for scale, whole in [
            (slices.ordinary, taxable.ordinary),
            (slices.capped, stacked.as_ordinary),
            (slices.gain, taxable.gain),
            (slices.without_favour, taxable.income - stacked.below),
            (slices.alternative_ordinary, alternative.ordinary),
            (slices.alternative_gain, alternative.gain),
        ]:
            assert sum(each.taxed for each in scale) == pytest.approx(whole, abs=1e-6)
            assert all(each.taxed >= -1e-6 for each in scale)
        in_kinds = alternative.ordinary + alternative.gain + alternative.unrecaptured
        assert in_kinds == pytest.approx(alternative.base, abs=1e-6)
        assert min(stacked) >= -1e-9
        assert min(alternative) >= -1e-9
        tax = found.tax
        assert tax.ordinary + tax.gain + tax.investment + tax.alternative == pytest.approx(tax.total, abs=1e-6)
        assert min(tax) >= 0
        assert tax.ordinary + tax.gain + tax.alternative >= tax.tentative - CENT


def test_the_rates_of_gain_of_the_alternative_tax_never_cost_more_than_its_others():
    """Form 6251, line 40, takes the lesser of the two: always the first."""
    for earned, figures, _ in cases(3_000, seed=11):
        found = year_tax(earned, figures)
        low, high = figures.alternative
        flat = low.rate * found.alternative.base + (high.rate - low.rate) * max(0.0, found.alternative.base - high.low)
        assert found.tax.tentative <= flat + 1e-6


def test_a_year_more_never_costs_tax():
    for earned, figures, _ in cases(2_000, seed=12):
        by_age = [owed(earned._replace(aged=aged), figures) for aged in (0.0, 1.0, 2.0)]
        assert by_age[2] <= by_age[1] + CENT
        assert by_age[1] <= by_age[0] + CENT


def test_two_who_file_separately_pay_what_a_couple_pays_or_more():
    """Half each, nobody old: in 2026 just as much, until the exemption of the alternative tax is lost."""
    for earned, _, _ in cases(3_000, seed=13):
        half = earned._replace(aged=0.0)
        both = half._replace(**{kind: 2 * getattr(half, kind) for kind in KINDS})
        for year in YEARS:
            apart, together = 2 * owed(half, law(year, "separate")), owed(both, law(year, "joint"))
            assert apart >= together - 4 * CENT
            if year == 2026 and not year_tax(half, law(year, "separate")).alternative.addition:
                assert apart == pytest.approx(together, abs=4 * CENT)
