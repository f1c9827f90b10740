"""Each covenant at each test date: what is set against what, over which months, how much is left, what it would take.

Every figure is a line of the model or one step from it. *As promised* counts what notes and bylaws let fall due, *as
paid* what went out; a breach is judged on what is promised. Ratios are worked out to four places and never decide:
the money between them and the limit does, to the cent.
"""

from typing import Literal, NamedTuple

from planner.model.covenants import room, slack, spare
from planner.model.helpers import MONTHS, cents, most, ratio
from planner.model.lines import value_of
from planner.model.loans import UNLIMITED
from planner.model.one import Case, Run
from planner.model.records import Month
from planner.scenario import Scenario
from planner.scenario.covenants import OwnCovenants

Says = Literal["ratio", "amount", "no_service", "negative", "no_debt"]
Verdict = Literal[
    "met", "broken", "only_as_promised", "only_as_paid", "annualised", "nothing", "unbound", "not_yet", "none"
]
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
OWN_PAID = ("dscr", "bank_dscr", "fccr")  # the ratio as paid is a line of its own


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
    at_least: bool  # that part is a lower bound: what is lost is taken to be borrowed, where cash may cover it
    cure_until: int | None  # of a breach: the month by which it may be cured
    cure_money: float | None  # of a breach: what paid in by then would cure it, where an equity cure was agreed
    curable: bool  # it is within what was agreed
    cured: int | None  # the next test that passes, where it comes by then


class Covenant(NamedTuple):
    """One covenant over the plan; without a limit it was not agreed, and is shown for information."""

    name: str
    who: str  # whose it is: empty of all lenders together, `line`, or a loan's place
    lender: str  # the loan's name; empty of all together and of the line
    cure: OwnCovenants  # on which terms a failed test may be cured
    limit: float | None
    least: bool
    tests: tuple[Measured, ...]
    first_test: int | None  # month of the first test that counts
    tightest: int | None  # which of `tests` leaves least
    broken: int | None  # month of the first breach as promised

    @property
    def key(self) -> str:
        """How its figures are called: `dscr`, and of one lender `dscr@0` or `dscr@line`."""
        return f"{self.name}@{self.who}" if self.who else self.name


def split(key: str) -> tuple[Kind, str]:
    """Which covenant a key is of, and whose."""
    name, _, who = key.partition("@")
    return KIND[name], who


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
    return 1.0 + (ratio(1.0, limit) if borrows(kind, line_limit) else 0.0)


def borrows(kind: Kind, line_limit: float) -> bool:
    """Whether a dollar lost is taken to be drawn on the line; while cash covers it, sales can fall further."""
    return not kind.least and kind.of_earnings and line_limit > 0


def headroom_of(kind: Kind, limit: float, numerator: float, denominator: float) -> float:
    """Money until a limit is broken, by the very rules of the month."""
    if kind.yearly:
        return room(limit, numerator)
    if kind.least:
        return spare(numerator, limit, denominator)
    return slack(denominator, limit, numerator)


def ratio_line(name: str, *, paid: bool = False) -> str:
    """The line that holds a covenant's ratio."""
    return f"coverage.{name}_paid" if paid and name in OWN_PAID else f"coverage.{name}"


def limit_name(kind: Kind, who: str) -> str:
    """Which term of the model holds a covenant's limit."""
    return f"loans.{who}.{kind.limit}" if who.isdigit() else f"line_{kind.limit}" if who else kind.limit


def agreed(kind: Kind, case: Case, who: str = "") -> float | None:
    """The limit; None where none was agreed."""
    limit = float(value_of(case.terms, limit_name(kind, who)))
    return limit if 0 <= limit < UNLIMITED else None


def in_force(now: Month, who: str) -> bool:
    """Whether what one lender, or all together, agreed counts in a month."""
    if who.isdigit():
        return bool(now.held[int(who)].in_force)
    return bool(now.limits.on_line if who else now.limits.all_of_them)


def parties(scenario: Scenario) -> dict[str, tuple[str, OwnCovenants]]:
    """All together, the line and each loan: its name, and what it agreed."""
    deal = scenario.deal
    of_loans = {str(place): (loan.name, loan.covenants) for place, loan in enumerate(deal.loans)}
    return {"": ("", deal.covenants), "line": ("", deal.line.covenants), **of_loans}


def read(scenario: Scenario, case: Case, run: Run) -> tuple[Covenant, ...]:
    """Every covenant that was agreed, of all together also every ratio whether it was or not."""
    return tuple(
        _covenant(Party(who, lender, cure), kind, case, run)
        for who, (lender, cure) in parties(scenario).items()
        for kind in KINDS
        if agreed(kind, case, who) is not None or (not who and not kind.yearly)
    )


def dates_of_tests(case: Case) -> tuple[int, ...]:
    """Months with a test date: fiscal quarter-ends or year-ends."""
    quarterly = bool(case.terms.tested_quarterly)
    return tuple(
        place for place, clock in enumerate(case.clocks) if (clock.quarter_end if quarterly else clock.year_end)
    )


class Party(NamedTuple):
    """Whose covenant it is."""

    who: str
    lender: str
    cure: OwnCovenants


def _covenant(party: Party, kind: Kind, case: Case, run: Run) -> Covenant:
    dates = [month for month in dates_of_tests(case) if not kind.yearly or case.clocks[month].year_end]
    tests = [_test(kind, case, run, month, party.who) for month in dates]
    tests = [_with_cure(kind, one, tests[place + 1 :], party.cure) for place, one in enumerate(tests)]
    judged = [place for place, one in enumerate(tests) if one.promised.headroom is not None]
    broken = [one.month for one in tests if one.verdict in BROKEN]
    return Covenant(
        name=kind.name,
        who=party.who,
        lender=party.lender,
        cure=party.cure,
        limit=agreed(kind, case, party.who),
        least=kind.least,
        tests=tuple(tests),
        first_test=tests[judged[0]].month if judged else None,
        tightest=min(judged, key=lambda place: tests[place].promised.headroom or 0.0, default=None),
        broken=broken[0] if broken else None,
    )


def _test(kind: Kind, case: Case, run: Run, month: int, who: str) -> Measured:
    now = run.months[month]
    limit = agreed(kind, case, who)
    months = int(now.coverage.months)
    whole = months >= MONTHS
    binds = in_force(now, who)
    counted = limit if now.headroom.tested and binds else None
    promised, paid = (_side(kind, now, counted, whole=whole, paid=paid) for paid in (False, True))
    verdict = _verdict(promised, paid, whole=whole, bound=bool(now.headroom.tested), agreed=limit is not None)
    return Measured(
        month=month,
        first=month - months + 1,
        months=months,
        whole=whole,
        verdict=_unless_early(verdict, case, now, month, who),
        promised=promised,
        paid=paid,
        fall=_fall(kind, case, run, promised.headroom, (month, who)),
        at_least=borrows(kind, case.terms.line_limit) and now.treasury.line <= 0,
        cure_until=None,
        cure_money=None,
        curable=False,
        cured=None,
    )


def _unless_early(verdict: Verdict, case: Case, now: Month, month: int, who: str) -> Verdict:
    """A test before the first that was agreed, or after its own lender is repaid, judges nothing."""
    if verdict in ("none", "annualised", "unbound") or in_force(now, who):
        return verdict
    start = value_of(case.terms, f"loans.{who}.tested_from" if who.isdigit() else f"{who and 'line_'}tested_from")
    return "not_yet" if month < start else "unbound"


def _side(kind: Kind, now: Month, limit: float | None, *, whole: bool, paid: bool) -> Side:
    over, under = (kind.numerator_paid, kind.denominator_paid) if paid else (kind.numerator, kind.denominator)
    numerator = float(value_of(now, over))
    denominator = float(value_of(now, under)) if under else None
    says = _says(kind, numerator, denominator)
    tested = limit is not None and says not in ("no_service", "no_debt")
    headroom = headroom_of(kind, limit or 0.0, numerator, 1.0 if denominator is None else denominator)
    if not whole:
        numerator = annualised(numerator, now.coverage.months) if "numerator" in kind.flows else numerator
        if denominator is not None and "denominator" in kind.flows:
            denominator = annualised(denominator, now.coverage.months)
    return Side(
        numerator=cents(numerator),
        denominator=None if denominator is None else cents(denominator),
        ratio=float(value_of(now, ratio_line(kind.name, paid=paid))) if says == "ratio" else None,
        says=says,
        headroom=headroom if tested else None,
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


def _fall(kind: Kind, case: Case, run: Run, headroom: float | None, at: tuple[int, str]) -> float | None:
    terms, (month, who) = case.terms, at
    if headroom is None or not kind.of_earnings or terms.cost_fraction >= 1.0:
        return None
    sales = sum(run.months[one].operations.sales for one in window(run, month))
    if sales < SMALLEST:
        return None
    weight = weight_of(kind, agreed(kind, case, who) or 0.0, terms.line_limit)
    return fall_in_sales(headroom, weight, sales, terms.cost_fraction)


def window(run: Run, month: int) -> range:
    """The months of the last four whole fiscal quarters at a test date."""
    return range(month - int(run.months[month].coverage.months) + 1, month + 1)


def _with_cure(kind: Kind, one: Measured, later: list[Measured], terms: OwnCovenants) -> Measured:
    """A breach with its two cures: the next test passes in time, or so much money is paid in by then.

    Money paid in counts as EBITDA where earnings are tested, as cash or worth elsewhere; a limit it cannot cure.
    """
    if one.verdict not in BROKEN:
        return one
    until = one.month + terms.cure_months
    following = next((test for test in later if test.verdict in (*BROKEN, "met", "only_as_paid")), None)
    passes = following is not None and following.verdict not in BROKEN and following.month <= until
    money = None if terms.equity_cure is None or kind.yearly else most(0.0, -(one.promised.headroom or 0.0))
    return one._replace(
        cure_until=until,
        cure_money=money,
        curable=money is not None and money <= (terms.equity_cure or 0.0),
        cured=following.month if passes and following else None,
    )
