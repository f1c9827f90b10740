"""Makes `federal.csv.gz`: 20,000 random filers and their federal income tax as Tax-Calculator works it out.

And `federal_surviving.csv.gz`: 2,000 who file as a qualifying surviving spouse.

Tax-Calculator (PSLmodels, CC0 1.0) is neither needed to run the planner nor to test it: what it said is kept here.
In a virtual environment of its own, from this folder:

    python3 -m venv /tmp/taxcalc && /tmp/taxcalc/bin/pip install taxcalc==6.8.0
    /tmp/taxcalc/bin/python make_federal.py

Filers are aged 50 to 80, in all four ways of filing; many stand next to a figure of the law where a rule bends. Those
figures are Tax-Calculator's own, so that this file holds none. Taxes are kept unrounded.

How our kinds of income become its inputs: wages e00200p, other e01700 (pensions), interest e00300, recapture e01200
(Form 4797), gain p23250, unrecaptured e24515, special e24518. It counts every gain and no recapture as net investment
income; what we count otherwise is taken off (or added) as its line 4b of Form 8960, e26270, with its deduction for
business income (which would take e26270 for such income) switched off.
"""

import csv
import gzip
import io
import random
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import taxcalc

HERE = Path(__file__).parent
FILE, SURVIVING = HERE / "federal.csv.gz", HERE / "federal_surviving.csv.gz"
YEARS = (2025, 2026)
FILERS, SURVIVORS = 10_000, 1_000  # of each year
SEED = 20261125
MARS = {"single": 1, "joint": 2, "separate": 3, "head": 4, "surviving": 5}
CHANCES = {"single": 35, "joint": 40, "separate": 12, "head": 13}
SHARES = (0.0, 1.0, 1.0, 0.35, 0.8)
TAXES = ("regular", "alternative", "investment", "credits")
AMOUNTS = ("wages", "other", "interest", "recapture", "gain", "unrecaptured", "special")
EDGES = ("II_brk1", "II_brk2", "II_brk3", "II_brk4", "II_brk5", "II_brk6", "CG_brk1", "CG_brk2", "STD", "NIIT_thd")
Filer = dict[str, float | str | int]


class Bends:
    """Where the rules of a year bend, by Tax-Calculator's own figures."""

    def __init__(self, policy: taxcalc.Policy, filing: str) -> None:
        place = MARS[filing] - 1
        self.deduction = float(policy.STD[0][place])
        self.taxable = [float(getattr(policy, name)[0][place]) for name in EDGES[:8]]
        self.senior = float(policy.SeniorDed_ps[0][place])
        self.investment = float(policy.NIIT_thd[0][place])
        self.exemption = float(policy.AMT_em[0][place])
        self.threshold = float(policy.AMT_em_ps[0][place])
        self.lost = self.threshold + self.exemption / float(policy.AMT_prt[0])

    def near(self, draw: random.Random) -> float:
        """An income next to a bend."""
        edge = draw.choice(
            [
                *(taxable + self.deduction for taxable in self.taxable),
                *self.taxable,
                self.senior,
                self.investment,
                self.threshold,
                self.lost,
            ]
        )
        return max(0.0, edge + draw.choice([0.0, 0.0, 1.0, -1.0, draw.uniform(-2_000, 2_000), draw.uniform(0, 15_000)]))


def some(draw: random.Random, low: float, high: float, chance: float) -> float:
    """An amount, evenly in its logarithm, or nothing."""
    return low * (high / low) ** draw.random() if draw.random() < chance else 0.0


def anything(draw: random.Random, _: Bends) -> list[float]:
    """Every kind of income by chance."""
    return [
        some(draw, 1_000, 400_000, 0.5),
        some(draw, 2_000, 300_000, 0.7),
        some(draw, 50, 200_000, 0.6),
        some(draw, 1_000, 2_000_000, 0.25),
        some(draw, 1_000, 20_000_000, 0.85),
    ]


def edge_of_ordinary(draw: random.Random, bends: Bends) -> list[float]:
    """Ordinary income next to a bend, and gain on top of it."""
    ordinary = bends.near(draw)
    wages = draw.choice([0.0, ordinary * draw.random()])
    return [wages, ordinary - wages, 0.0, 0.0, draw.choice([0.0, some(draw, 100, 5_000, 1), some(draw, 1e3, 3e6, 1)])]


def edge_of_all(draw: random.Random, bends: Bends) -> list[float]:
    """All income together next to a bend, most of it gain."""
    whole = bends.near(draw)
    ordinary = whole * draw.choice([0.0, draw.random(), draw.random() ** 3])
    interest = min(ordinary, some(draw, 50, 60_000, 0.5))
    return [0.0, ordinary - interest, interest, 0.0, whole - ordinary]


def gain_alone(draw: random.Random, _: Bends) -> list[float]:
    """Nothing but a gain, or next to nothing else."""
    return [0.0, some(draw, 100, 40_000, 0.4), some(draw, 10, 5_000, 0.2), 0.0, some(draw, 10_000, 50_000_000, 1)]


def losing_the_exemption(draw: random.Random, bends: Bends) -> list[float]:
    """All income within the range in which the exemption of the alternative tax is lost, or somewhat above it."""
    whole = draw.uniform(bends.threshold, bends.lost + 2 * bends.exemption)
    ordinary = whole * draw.choice([0.0, draw.random() ** 3, draw.random()])
    recapture = ordinary * draw.choice([0.0, draw.random()])
    return [0.0, ordinary - recapture, 0.0, recapture, whole - ordinary]


KINDS: tuple[Callable[[random.Random, Bends], list[float]], ...] = (
    anything,
    edge_of_ordinary,
    edge_of_all,
    gain_alone,
    losing_the_exemption,
)


def split_gain(draw: random.Random, gain: float) -> tuple[float, float]:
    """How much of the gain is unrecaptured, how much special."""
    unrecaptured = gain * draw.choice([0.0, 0.0, draw.random(), draw.random() ** 3, 1.0])
    special = (gain - unrecaptured) * draw.choice([0.0, 0.0, 0.0, draw.random(), draw.random() ** 3, 1.0])
    return unrecaptured, special


def filer(draw: random.Random, year: int, bends: dict[str, Bends], chances: dict[str, int]) -> Filer:
    """One filer at random, amounts in whole dollars or, one in four, in cents."""
    filing = draw.choices(tuple(chances), tuple(chances.values()))[0]
    amounts = draw.choice(KINDS)(draw, bends[filing])
    digits = draw.choice([0, 0, 0, 2])
    wages, other, interest, recapture, gain = (round(amount, digits) for amount in amounts)
    unrecaptured, special = (round(part, digits) for part in split_gain(draw, gain))
    special = min(special, round(gain - unrecaptured, 2))
    return {
        "year": year,
        "filing": filing,
        "age": draw.randint(50, 80),
        "spouse_age": draw.randint(50, 80) if filing == "joint" else 0,
        **dict(zip(AMOUNTS, (wages, other, interest, recapture, gain, unrecaptured, special), strict=True)),
        "investment_share": draw.choice(SHARES),
        "recapture_invested": draw.choice(SHARES),
    }


def inputs(filers: list[Filer]) -> pd.DataFrame:
    """The filers as Tax-Calculator wants them; a column with a gap would silently spoil every result."""
    told = pd.DataFrame(filers)
    frame = pd.DataFrame({"RECID": range(1, len(told) + 1), "MARS": told["filing"].map(MARS)})
    frame["FLPDYR"] = told["year"]
    frame["age_head"], frame["age_spouse"] = told["age"], told["spouse_age"]
    frame["XTOT"] = (told["filing"] == "joint").astype(int) + 1  # no dependants: their credit is outside
    frame["e00200"] = frame["e00200p"] = told["wages"]
    frame["e00200s"] = 0.0
    frame["e01500"] = frame["e01700"] = told["other"]
    frame["e00300"] = told["interest"]
    frame["e01200"] = told["recapture"]
    frame["p23250"], frame["e24515"], frame["e24518"] = told["gain"], told["unrecaptured"], told["special"]
    outside = told["gain"] * (1 - told["investment_share"]) - told["recapture"] * told["recapture_invested"]
    frame["e26270"] = outside
    assert not frame.isna().any(axis=None)
    return frame


def worked_out(filers: list[Filer], year: int) -> None:
    """What Tax-Calculator says of each filer, put beside it."""
    policy = taxcalc.Policy()
    policy.implement_reform({"PT_qbid_rt": {year: 0.0}, "PT_qbid_min_ded": {year: 0.0}})
    policy.set_year(year)
    records = taxcalc.Records(
        data=inputs(filers), start_year=year, gfactors=None, weights=None, adjust_ratios=None, exact_calculations=True
    )
    calculator = taxcalc.Calculator(policy=policy, records=records, verbose=False)
    calculator.calc_all()
    regular, alternative, investment, after = (calculator.array(name) for name in ("taxbc", "c09600", "niit", "iitax"))
    for place, one in enumerate(filers):
        credit = regular[place] + alternative[place] + investment[place] - after[place]
        found = (regular[place], alternative[place], investment[place], credit)
        one.update(zip(TAXES, (round(float(tax), 5) + 0.0 for tax in found), strict=True))


def made(file: Path, seed: int, number: int, chances: dict[str, int]) -> None:
    """Draw the filers of each year, ask Tax-Calculator, write the file: the same bytes every time."""
    draw = random.Random(seed)
    told: list[Filer] = []
    for year in YEARS:
        policy = taxcalc.Policy()
        policy.set_year(year)
        bends = {filing: Bends(policy, filing) for filing in chances}
        filers = [filer(draw, year, bends, chances) for _ in range(number)]
        worked_out(filers, year)
        told += filers
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(told[0])
    writer.writerows(
        [f"{value:.5f}".rstrip("0").rstrip(".") if isinstance(value, float) else value for value in one.values()]
        for one in told
    )
    with file.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
        packed.write(text.getvalue().encode())


def main() -> None:
    """Both files."""
    made(FILE, SEED, FILERS, CHANCES)
    made(SURVIVING, SEED + 1, SURVIVORS, {"surviving": 1})


if __name__ == "__main__":
    main()
