"""Writes states.csv.gz and states_projected.toml: what policyengine-us makes of a few thousand residents of 14 states.

Run in an environment of its own (Python 3.11 or later, `pip install policyengine-us==2.68.0`, about 0.9 GB):
    python tests/golden/make_states.py
Only its output is kept: the income of each resident, the federal figures that a state begins from, the state's tax.
Wages are kept small enough that nobody itemises federal deductions; whoever does all the same is left out.
"""

import gzip
import random
from pathlib import Path

from policyengine_us import CountryTaxBenefitSystem, Simulation

HERE = Path(__file__).parent
STATES = ("CA", "NY", "MA", "CO", "WA", "TX", "PA", "OR", "NJ", "ME", "VT", "IL", "MN", "OH")
YEARS = (2025, 2026)
FILINGS = ("single", "joint")
EACH = 150
CORNERS = (
    (0, 0, 0, 60),
    (0, 0, 1_000_000, 60),
    (50_000, 0, 1_000_000, 66),
    (0, 0, 30_000_000, 60),
    (0, 0, 5_500_000, 60),
    (20_000, 500, 0, 60),
    (90_000, 10_000, 250_000, 70),
)
COLUMNS = ("year", "state", "filing", "aged", "wages", "interest", "gain", "standard", "senior", "federal_tax", "tax")


def residents(draw: random.Random) -> list[tuple[float, float, float, int]]:
    """Wages, interest, long-term gain and age: some small, some very large."""
    made = list(CORNERS)
    while len(made) < EACH:
        wages = draw.choice((0.0, round(draw.uniform(0, 100_000), 2)))
        interest = draw.choice((0.0, round(10 ** draw.uniform(2, 5.7), 2)))
        gain = draw.choice((0.0, *[round(10 ** draw.uniform(3, 7), 2)] * 4))
        made.append((wages, interest, gain, draw.randint(50, 80)))
    return made


def situation(year: int, people: list[tuple[str, str, tuple[float, float, float, int]]]) -> dict:
    """One household for each resident."""
    groups: dict[str, dict] = {
        kind: {} for kind in ("people", "tax_units", "households", "families", "spm_units", "marital_units")
    }
    for number, (state, filing, (wages, interest, gain, age)) in enumerate(people):
        members = [f"a{number}"]
        groups["people"][members[0]] = {
            "age": {year: age},
            "employment_income": {year: wages},
            "taxable_interest_income": {year: interest},
            "long_term_capital_gains": {year: gain},
        }
        if filing == "joint":
            members.append(f"b{number}")
            groups["people"][members[1]] = {"age": {year: 60}}
        for kind in ("tax_units", "families", "spm_units", "marital_units"):
            groups[kind][f"{kind}{number}"] = {"members": members}
        groups["households"][f"h{number}"] = {"members": members, "state_code": {year: state}}
    return groups


def rows(year: int) -> list[tuple]:
    """Every resident of a year with what is owed."""
    draw = random.Random(year)
    people = [(state, filing, one) for state in STATES for filing in FILINGS for one in residents(draw)]
    simulation = Simulation(situation=situation(year, people))

    def asked(name: str) -> list[float]:
        return [float(one) for one in simulation.calculate(name, year)]

    itemises = asked("tax_unit_itemizes")
    aged = asked("aged_blind_count")
    standard = asked("standard_deduction")
    senior = asked("additional_senior_deduction")
    federal = [a + b for a, b in zip(asked("income_tax"), asked("eitc"), strict=True)]
    owed = asked("state_income_tax_before_refundable_credits")
    return [
        (year, state.lower(), filing, int(aged[n]), wages, interest, gain, standard[n], senior[n], federal[n], owed[n])
        for n, (state, filing, (wages, interest, gain, _)) in enumerate(people)
        if not itemises[n]
    ]


def projected(year: int) -> list[str]:
    """Figures of that year that the engine projects where the state had not published them."""
    held = CountryTaxBenefitSystem().parameters(f"{year}-01-01").gov.states
    lines = []

    def scale(name: str, held_scale) -> None:
        steps = [[float(low), float(rate)] for low, rate in zip(held_scale.thresholds, held_scale.rates, strict=True)]
        lines.append(f'"{name}" = {[step for step in steps if step[0] < 1e12]}')

    def number(name: str, held_number: float) -> None:
        lines.append(f'"{name}" = {float(held_number)}')

    for filing in FILINGS:
        kind = filing.upper()
        income = held.ca.tax.income
        scale(f"ca.brackets.{filing}", income.rates[filing])
        number(f"ca.standard_deduction.{filing}", income.deductions.standard.amount[kind])
        number(f"ca.credit_loss_from.{filing}", income.exemptions.phase_out.start[kind])
        income = held["or"].tax.income
        number(f"or.standard_deduction.{filing}", income.deductions.standard.amount[kind])
        income = held.vt.tax.income
        scale(f"vt.brackets.{filing}", income.rates[filing])
        number(f"vt.standard_deduction.{filing}", income.deductions.standard.base[kind])
    number("ca.exemption_credit", held.ca.tax.income.exemptions.amount)
    number("or.exemption_credit", held["or"].tax.income.credits.exemption.amount)
    number("vt.exemption", held.vt.tax.income.exemption.personal)
    number("vt.aged_deduction", held.vt.tax.income.deductions.standard.additional)
    number("il.exemption", held.il.tax.income.exemption.personal)
    number("me.exemption", held.me.tax.income.deductions.personal_exemption.amount)
    number("wa.gain_deduction", held.wa.tax.income.capital_gains.deductions.standard)
    number("ma.surtax_from", held.ma.tax.income.rates.additional.thresholds[1])
    return lines


if __name__ == "__main__":
    with gzip.GzipFile(HERE / "states.csv.gz", "wb", mtime=0) as packed:
        lines = [COLUMNS, *(row for year in YEARS for row in rows(year))]
        text = "\n".join(",".join(map(str, line)) for line in lines)
        packed.write((text + "\n").encode())
    head = (
        "# Figures of 2026 that policyengine-us 2.68.0 projects by inflation, not yet law: written by make_states.py.\n"
    )
    (HERE / "states_projected.toml").write_text(head + "\n".join(projected(2026)) + "\n", encoding="utf-8")
