"""Each covenant at each test date: what is set against what, over which months, how much is left, what it would take.

Every figure is a line of the model or one step from it. *As promised* counts what notes and bylaws let fall due, *as
paid* what went out; a breach is judged on what is promised. Ratios are worked out to four places and never decide:
the money between them and the limit does, to the cent.
"""

from typing import Literal, NamedTuple

from planner.model.helpers import MONTHS, cents, most, ratio
from planner.model.lines import value_of
from planner.model.one import Case, Run
from planner.model.records import Month

Says = Literal["ratio", "amount", "no_service", "negative", "no_debt"]
Verdict = Literal["met", "broken", "only_as_promised", "only_as_paid", "annualised", "nothing", "unbound", "none"]
BROKEN: tuple[Verdict, ...] = ("broken", "only_as_promised")
SMALLEST = 0.005  # half a cent


class Kind(NamedTuple):
    """Which lines of the model one covenant reads; `numerator` alone where a sum of money is tested."""

    name: str
    limit: str  # in the terms
    numerator: str
    numerator_paid: str
    denominator: str = ""
    denominator_paid: str = ""
    least: bool = True  # else a most
    of_earnings: bool = False  # the headroom is money of EBITDA, so that a fall in sales eats it
    flows: tuple[str, ...] = ()  # what is annualised in a window that is not yet whole
    yearly: bool = False  # a limit of a fiscal year

    @property
    def is_ratio(self) -> bool:
        """Whether one amount is set against another."""
        return bool(self.denominator)


SERVICE = ("coverage.service", "coverage.service_paid")
BOTH = ("numerator", "denominator")
KINDS = (
    Kind("dscr", "least_dscr", "coverage.ebitda", "coverage.ebitda", *SERVICE, of_earnings=True, flows=BOTH),
    Kind(
        "bank_dscr", "least_bank_dscr", "coverage.drawn", "coverage.drawn_paid", *SERVICE, of_earnings=True, flows=BOTH
    ),
    Kind("fccr", "least_fccr", "coverage.fixed", "coverage.fixed_paid", *SERVICE, of_earnings=True, flows=BOTH),
    Kind("liquidity", "least_liquidity", "coverage.liquidity", "coverage.liquidity"),
    Kind(
        "senior_leverage",
        "most_senior_leverage",
        *("coverage.senior_debt",) * 2,
        *("coverage.yearly_ebitda",) * 2,
        least=False,
        of_earnings=True,
    ),
    Kind(
        "leverage",
        "most_leverage",
        *("coverage.all_debt",) * 2,
        *("coverage.yearly_ebitda",) * 2,
        least=False,
        of_earnings=True,
    ),
    Kind(
        "debt_to_worth",
        "most_debt_to_worth",
        *("balance.liabilities",) * 2,
        *("balance.tangible",) * 2,
        least=False,
    ),
    Kind("capital_spending", "most_capital_spending", *("window.capital_spending",) * 2, least=False, yearly=True),
    Kind(
        "cash_patronage", "most_cash_patronage", "year.patronage_due", "year.patronage_paid", least=False, yearly=True
    ),
    Kind("paid_to_leavers", "most_paid_to_leavers", "year.leavers_due", "year.leavers_paid", least=False, yearly=True),
)
KIND = {kind.name: kind for kind in KINDS}
OWN_PAID = ("dscr", "bank_dscr", "fccr", "cash_patronage", "paid_to_leavers")  # headroom as paid is a line of its own


class Side(NamedTuple):
    """One reading of a covenant, as promised or as paid; without a ratio `says` tells what stands in its place."""

    numerator: float
    denominator: float | None
    ratio: float | None
    says: Says
    headroom: float | None  # money until it breaks; below 0: by which it is broken


class Measured(NamedTuple):
    """One covenant at one test date; the window is the months from `first` to `month`."""

    month: int
    first: int
    months: int
    whole: bool  # the window lies wholly after closing; else its flows are annualised
    verdict: Verdict
    promised: Side
    paid: Side
    fall: float | None  # part by which sales of the window may fall until it breaks; below 0: by which they were short
    cure_until: int | None  # of a breach: the month by which it may be cured
    cured: int | None  # the next test that passes, where it comes by then


class Covenant(NamedTuple):
    """One covenant over the plan; without a limit it was not agreed, and is shown for information."""

    name: str
    limit: float | None
    least: bool
    tests: tuple[Measured, ...]
    first_test: int | None  # month of the first test that counts
    tightest: int | None  # which of `tests` leaves least
    broken: int | None  # month of the first breach as promised


def annualised(amount: float, months: float) -> float:
    """A flow of a window that is not yet whole as if it had twelve months: amount x 12 / months."""
    return amount * ratio(MONTHS, months)


def fall_in_sales(headroom: float, weight: float, sales: float, cost_fraction: float) -> float:
    """The part of sales that may be lost until a covenant breaks, by the contribution margin.

    EBITDA falls by sales x (1 - cost of sales fraction); pay, overhead, tax, payouts and debt service stay as
    planned. Where the loss is borrowed on the line and debt is tested, each dollar lost weighs 1 + 1 / limit.
    """
    return ratio(headroom, weight * sales * most(0.0, 1.0 - cost_fraction))


def weight_of(kind: Kind, limit: float, line_limit: float) -> float:
    """What a dollar of EBITDA lost takes from the headroom: more than one where it adds to the debt that is tested."""
    borrowed = not kind.least and kind.of_earnings and line_limit > 0
    return 1.0 + (ratio(1.0, limit) if borrowed else 0.0)


def headroom_line(name: str, *, paid: bool = False) -> str:
    """The line that holds a covenant's headroom."""
    return f"headroom.{name}_paid" if paid and name in OWN_PAID else f"headroom.{name}"


def ratio_line(name: str, *, paid: bool = False) -> str:
    """The line that holds a covenant's ratio."""
    return f"coverage.{name}_paid" if paid and name in OWN_PAID else f"coverage.{name}"


def agreed(kind: Kind, case: Case) -> float | None:
    """The limit; None where none was agreed."""
    limit = float(getattr(case.terms, kind.limit))
    return limit if limit >= 0 else None


def read(case: Case, run: Run, cure_months: int) -> tuple[Covenant, ...]:
    """Every covenant that was agreed, and every ratio whether it was or not."""
    kinds = (kind for kind in KINDS if not kind.yearly or agreed(kind, case) is not None)
    return tuple(_covenant(kind, case, run, cure_months) for kind in kinds)


def dates_of_tests(case: Case) -> tuple[int, ...]:
    """Months with a test date: fiscal quarter-ends or year-ends."""
    quarterly = bool(case.terms.tested_quarterly)
    return tuple(
        place for place, clock in enumerate(case.clocks) if (clock.quarter_end if quarterly else clock.year_end)
    )


def _covenant(kind: Kind, case: Case, run: Run, cure_months: int) -> Covenant:
    dates = [month for month in dates_of_tests(case) if not kind.yearly or case.clocks[month].year_end]
    tests = [_test(kind, case, run, month) for month in dates]
    tests = [_with_cure(one, tests[place + 1 :], cure_months) for place, one in enumerate(tests)]
    judged = [place for place, one in enumerate(tests) if one.promised.headroom is not None]
    broken = [one.month for one in tests if one.verdict in BROKEN]
    return Covenant(
        name=kind.name,
        limit=agreed(kind, case),
        least=kind.least,
        tests=tuple(tests),
        first_test=tests[judged[0]].month if judged else None,
        tightest=min(judged, key=lambda place: tests[place].promised.headroom or 0.0, default=None),
        broken=broken[0] if broken else None,
    )


def _test(kind: Kind, case: Case, run: Run, month: int) -> Measured:
    now = run.months[month]
    limit = agreed(kind, case)
    months = int(now.coverage.months)
    whole = months >= MONTHS
    counts = bool(now.headroom.tested) and limit is not None
    promised, paid = (_side(kind, now, whole=whole, counts=counts, paid=paid) for paid in (False, True))
    return Measured(
        month=month,
        first=month - months + 1,
        months=months,
        whole=whole,
        verdict=_verdict(promised, paid, whole=whole, bound=bool(now.headroom.tested), agreed=limit is not None),
        promised=promised,
        paid=paid,
        fall=_fall(kind, case, run, month, promised.headroom),
        cure_until=None,
        cured=None,
    )


def _side(kind: Kind, now: Month, *, whole: bool, counts: bool, paid: bool) -> Side:
    over, under = (kind.numerator_paid, kind.denominator_paid) if paid else (kind.numerator, kind.denominator)
    numerator = float(value_of(now, over))
    denominator = float(value_of(now, under)) if under else None
    says = _says(kind, numerator, denominator)
    if not whole:
        numerator = annualised(numerator, now.coverage.months) if "numerator" in kind.flows else numerator
        if denominator is not None and "denominator" in kind.flows:
            denominator = annualised(denominator, now.coverage.months)
    tested = counts and says not in ("no_service", "no_debt")
    return Side(
        numerator=cents(numerator),
        denominator=None if denominator is None else cents(denominator),
        ratio=float(value_of(now, ratio_line(kind.name, paid=paid))) if says == "ratio" else None,
        says=says,
        headroom=float(value_of(now, headroom_line(kind.name, paid=paid))) if tested else None,
    )


def _says(kind: Kind, numerator: float, denominator: float | None) -> Says:
    """A ratio, or the words in its place: nothing to serve, nothing owed, or nothing above zero to measure by."""
    if denominator is None:
        return "amount"
    if kind.least:
        return "ratio" if denominator >= SMALLEST else "no_service"
    if numerator < SMALLEST:
        return "no_debt"
    return "ratio" if denominator >= SMALLEST else "negative"


def _verdict(promised: Side, paid: Side, *, whole: bool, bound: bool, agreed: bool) -> Verdict:
    if not agreed:
        return "none" if whole else "annualised"
    if not whole:
        return "annualised"
    if not bound:
        return "unbound"
    if promised.headroom is None and paid.headroom is None:
        return "nothing"
    fails, fails_as_paid = (side.headroom is not None and side.headroom < 0 for side in (promised, paid))
    if fails:
        return "broken" if fails_as_paid else "only_as_promised"
    return "only_as_paid" if fails_as_paid else "met"


def _fall(kind: Kind, case: Case, run: Run, month: int, headroom: float | None) -> float | None:
    terms = case.terms
    if headroom is None or not kind.of_earnings or terms.cost_fraction >= 1.0:
        return None
    sales = sum(run.months[one].operations.sales for one in window(run, month))
    if sales < SMALLEST:
        return None
    weight = weight_of(kind, getattr(terms, kind.limit), terms.line_limit)
    return fall_in_sales(headroom, weight, sales, terms.cost_fraction)


def window(run: Run, month: int) -> range:
    """The months of the last four whole fiscal quarters at a test date."""
    return range(month - int(run.months[month].coverage.months) + 1, month + 1)


def _with_cure(one: Measured, later: list[Measured], cure_months: int) -> Measured:
    if one.verdict not in BROKEN:
        return one
    until = one.month + cure_months
    following = next((test for test in later if test.verdict in (*BROKEN, "met", "only_as_paid")), None)
    passes = following is not None and following.verdict not in BROKEN and following.month <= until
    return one._replace(cure_until=until, cured=following.month if passes and following else None)
