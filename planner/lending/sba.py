"""An SBA 7(a) loan for this plan: each gate with yes, no or unknown, its fee, largest rate, and why it is unlikely.

What nobody answered is unknown, never passed.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from planner.lending.equity import Verdict, is_partial, senior_end
from planner.lending.guarantees import Guarantee
from planner.model.helpers import cents, least, most
from planner.model.one import Run
from planner.places import Row, Rule, Rules
from planner.scenario import Loan, Scenario
from planner.scenario.counting import Answer
from planner.scenario.loans import SENIOR
from planner.words import Sentence, sentence
from planner.words.formats import money, percent, times

ANSWERS: dict[Answer, bool | None] = {"yes": True, "no": False, "unknown": None}


class Gate(NamedTuple):
    """One condition: whether it is met (None: unknown), why in words, and the dated rule it stands on."""

    key: str
    passes: bool | None
    said: Sentence
    rule: Rule


class Facts(NamedTuple):
    """What the plan says of itself: its lowest coverage (None: no year tested), today's base rate, who guarantees."""

    lowest_dscr: float | None
    base_rate: float
    guarantees: tuple[Guarantee, ...] = ()


class Fee(NamedTuple):
    """The upfront guaranty fee."""

    guaranteed: float  # money
    rate: float  # on the guaranteed part
    more: float  # on the part of it above a million
    fee: float


class SellerBound(NamedTuple):
    """What a seller who keeps a part of the company guarantees: the whole loan, for so long at least."""

    amount: float
    months: int
    entered: bool  # as entered with the loans, the seller does


class Verdicts(NamedTuple):
    """Whether the SBA's guarantee could stand behind this plan."""

    amount: float
    months: int
    gates: tuple[Gate, ...]
    fee: Fee
    most_rate: float
    likely: bool | None  # False: a gate fails; None: at least one is unknown; never True for more than "possible"
    reasons: tuple[Sentence, ...]
    seller_bound: SellerBound | None  # None: all is bought at closing


def step_of(rows: tuple[Row, ...], amount: float) -> float:
    """The figure of a table for an amount: the last row whose beginning the amount exceeds; the first at least."""
    return next((value for above, value in reversed(rows) if amount > above), rows[0][1])


def charge(amount: float, guaranteed_part: float, rate: float, more_from: float, more: float) -> Fee:
    """Fee = guaranteed part x rate + what of it is above a million x 0.25 points. 15 U.S.C. 636(a)(18)(A)."""
    guaranteed = cents(amount * guaranteed_part)
    above = most(0.0, guaranteed - more_from) * more
    return Fee(guaranteed, rate, above, cents(guaranteed * rate + above))


def fee_of(law: Rules, amount: float, months: int, *, manufacturer: bool = False) -> Fee:
    """The upfront fee of a loan by its size, term and trade."""
    part = step_of(law.rows("lending.sba.guaranteed"), amount)
    if manufacturer and amount <= law.value("lending.sba.fee_free_manufacturer"):
        return charge(amount, part, 0.0, amount, 0.0)
    if months <= law.value("lending.sba.short_months"):
        return charge(amount, part, law.value("lending.sba.fee_short"), amount, 0.0)
    rate = step_of(law.rows("lending.sba.fee"), amount)
    return charge(amount, part, rate, law.value("lending.sba.fee_more_from"), law.value("lending.sba.fee_more"))


def largest_rate(law: Rules, amount: float, base: float) -> float:
    """The most a variable rate may be: the base rate and the spread of its size."""
    return base + step_of(law.rows("lending.sba.spread"), amount)


def amount_of(scenario: Scenario, run: Run) -> float:
    """What would be borrowed: as asked, or all senior loans of the plan."""
    asked = scenario.deal.counting.sba_amount
    senior = sum(at.principal for loan, at in zip(scenario.deal.loans, run.start.loans, strict=False) if is_new(loan))
    return senior if asked is None else asked


def is_new(loan: Loan) -> bool:
    """Whether a loan is senior and lent for the purchase."""
    return loan.kind in SENIOR and loan.kind != "assumed"


def bound(scenario: Scenario, law: Rules, amount: float, backed: tuple[Guarantee, ...]) -> SellerBound | None:
    """Where the seller keeps a part: whether every such loan of the closing day has the seller's guarantee in full."""
    if not is_partial(scenario):
        return None
    months = int(law.value("lending.sba.seller_guarantee_months"))
    loans = {place: loan for place, loan in enumerate(scenario.deal.loans) if is_new(loan) and not loan.later_closing}
    own = {
        one.claim.place
        for one in backed
        if one.guarantor == "seller" and one.fraction >= 1.0 and _lasts(one, loans.get(one.claim.place or 0), months)
    }
    return SellerBound(amount, months, bool(loans) and own.issuperset(loans))


def _lasts(one: Guarantee, loan: Loan | None, months: int) -> bool:
    """For so many months from closing, or until the loan is paid, where that is sooner."""
    return one.released is None or one.released >= months or (loan is not None and loan.backing.release == "when_paid")


def judge(scenario: Scenario, law: Rules, run: Run, equity: Verdict, facts: Facts) -> Verdicts:
    """Every gate held against the plan."""
    counting, amount = scenario.deal.counting, amount_of(scenario, run)
    months = int(least(float(senior_end(scenario) or law.value("lending.sba.most_months")), most_months(law, scenario)))
    of_seller = bound(scenario, law, amount, facts.guarantees)
    gates = (
        *(_partial(law, scenario, of_seller) if of_seller else ()),
        _citizens(law, ANSWERS[counting.citizens]),
        _guarantee(law, ANSWERS[counting.owner_guarantees]),
        _injection(law, equity),
        _standby(law, scenario, equity),
        _size(law, amount),
        _term(law, scenario),
        _coverage(law, facts.lowest_dscr),
    )
    failed = [gate for gate in gates if gate.passes is False]
    unknown = [gate for gate in gates if gate.passes is None]
    return Verdicts(
        amount=amount,
        months=months,
        gates=gates,
        fee=fee_of(law, amount, months, manufacturer=counting.manufacturer),
        most_rate=largest_rate(law, amount, facts.base_rate),
        likely=False if failed else None if unknown else True,
        seller_bound=of_seller,
        reasons=tuple(sentence(f"lending.sba.why.{key}") for key in ("members", "guarantee", "note")),
    )


def most_months(law: Rules, scenario: Scenario) -> float:
    """The longest term: that of land and buildings only where the plan buys some."""
    of_property = scenario.deal.counting.property_part > 0
    return law.value("lending.sba.most_months_property" if of_property else "lending.sba.most_months")


def as_loan(law: Rules, name: str, amount: float, *, manufacturer: bool = False) -> Loan:
    """A 7(a) loan at its largest rate and with its fee, as a loan of the plan; the fee is paid at closing."""
    months = int(law.value("lending.sba.most_months"))
    return Loan(
        name=name,
        kind="senior",
        principal=amount,
        rate=step_of(law.rows("lending.sba.spread"), amount),
        indexed=True,
        months=months,
        fixed_fee=fee_of(law, amount, months, manufacturer=manufacturer).fee,
        preset="sba_7a",
    )


def _gate(law: Rules, key: str, rule: str, passes: bool | None, **values: str) -> Gate:
    answer = {True: "yes", False: "no", None: "unknown"}[passes]
    return Gate(key, passes, sentence(f"lending.sba.{key}.{answer}", **values), law.rule(rule))


def _citizens(law: Rules, answer: bool | None) -> Gate:
    return _gate(law, "citizens", "lending.sba.citizens", answer)


def _guarantee(law: Rules, answer: bool | None) -> Gate:
    least_part = percent(law.value("lending.sba.guarantor_from"))
    return _gate(law, "guarantee", "lending.sba.guarantor_from", answer, least=least_part)


def _partial(law: Rules, scenario: Scenario, of_seller: SellerBound) -> tuple[Gate, Gate]:
    """Less than all is bought at closing: who must borrow, and what the seller must guarantee."""
    deal, kept = scenario.deal, 1.0 - scenario.deal.bought_at_closing
    answer = ANSWERS[deal.counting.acquirers_borrow]
    least_part = law.value("lending.sba.guarantor_from")
    unlimited = sentence("lending.sba.seller_guarantee.unlimited", least=percent(least_part)).said()
    return (
        _gate(law, "partial", "lending.sba.acquirer_from", answer, part=percent(deal.bought_at_closing)),
        _gate(
            law,
            "seller_guarantee",
            "lending.sba.seller_guarantee_months",
            of_seller.entered,
            kept=percent(kept),
            months=str(of_seller.months),
            unlimited=unlimited if kept >= least_part else "",
        ),
    )


def _injection(law: Rules, equity: Verdict) -> Gate:
    found = equity.equity
    return _gate(
        law,
        "injection",
        "lending.sba.injection",
        equity.passes,
        asked=percent(law.value("lending.sba.injection")),
        counted=money(found.counted),
        part=percent(found.fraction),
        short=money(found.short),
    )


def _standby(law: Rules, scenario: Scenario, equity: Verdict) -> Gate:
    """A note must stand by only where it is to count; one that is paid is no hindrance if equity suffices without."""
    until = senior_end(scenario) or int(law.value("lending.sba.most_months"))
    has_notes = any(loan.kind == "seller" for loan in scenario.deal.loans)
    hinders = has_notes and equity.equity.standby <= 0 and equity.passes is False
    part = percent(law.value("lending.sba.standby_part"))
    return _gate(law, "standby", "lending.sba.standby_part", not hinders, months=str(until), part=part)


def _size(law: Rules, amount: float) -> Gate:
    largest = law.value("lending.sba.most_lent")
    return _gate(law, "size", "lending.sba.most_lent", amount <= largest, amount=money(amount), most=money(largest))


def _term(law: Rules, scenario: Scenario) -> Gate:
    longest, asked = most_months(law, scenario), senior_end(scenario)
    rule = "most_months_property" if scenario.deal.counting.property_part > 0 else "most_months"
    return _gate(law, "term", f"lending.sba.{rule}", asked <= longest, asked=str(asked), most=f"{longest:g}")


def _coverage(law: Rules, found: float | None) -> Gate:
    asked = law.value("lending.sba.least_dscr")
    return _gate(
        law,
        "coverage",
        "lending.sba.least_dscr",
        None if found is None else found >= asked,
        asked=times(asked),
        found=times(found or 0.0),
    )


STAGES: list[Callable[..., Any]] = [charge]
