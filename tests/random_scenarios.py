"""Random conversions that can be closed: all deal forms and loan kinds, seasons, losses, odd fiscal years.

The same seed gives the same scenario; `largest=True` fills every slot the planner has, for 30 years.
"""

from datetime import date
from random import Random
from typing import NamedTuple

from planner import workforce as workers
from planner.buy_in import instalments
from planner.deal import lower, refusals
from planner.model import one
from planner.places import rules
from planner.scenario import (
    CLASS_SLOTS,
    LOAN_SLOTS,
    AddBack,
    Books,
    Business,
    Coop,
    Covenants,
    Deal,
    DebtLike,
    FairItem,
    Holder,
    Intangibles,
    Kept,
    KeptAsset,
    KeptShares,
    LaterClosing,
    LineOfCredit,
    Loan,
    MemberClass,
    Membership,
    Owner,
    Payout,
    Preferred,
    Prepayment,
    RateStep,
    Scenario,
    Statement,
    Tenure,
    Value,
    Vesting,
    Wave,
    Weights,
    Worker,
    Workforce,
    WorkingCapital,
)
from planner.scenario.coop import MIXED, PatronageBasis, ReserveStep
from planner.scenario.covenants import FIRM_ORDER, ORDER, OwnCovenants
from planner.scenario.currency import CommunityCurrency
from planner.scenario.loans import MONTHS_BETWEEN, OWED_TO_SELLER
from planner.valuation import settlement_of

FORMS = ("assets", "shares_merged", "shares_election", "buyout")
BASES = ("taxable", "book_before_goodwill", "book")
KINDS = ("senior", "seller", "seller", "earn_out", "subordinated", "community")
LARGEST_MONTHS = 360
CLASSED = 0.34  # part of the plans with further classes of members
CIRCULATES = 0.33
HELD_BY_MANY = 0.25
SCALES = (((2.0, 0.7), (3.0, 0.8), (4.0, 0.9), (5.0, 1.0)), ((0.0, 0.5), (3.0, 1.0)), ((1.0, 1.0),), ((0.0, 0.25),))
STAGED = 0.4  # part of the deals for shares that are closed in stages
MOST_SELLER_PAPER = 0.8  # of what is paid to the seller: the rest is left for what fees and rounding shift


class Draw(NamedTuple):
    """What the parts of a random scenario share."""

    rng: Random
    seed: int
    largest: bool
    price: float
    closing: date
    months: int


def scenario(seed: int, largest: bool = False, months: int | None = None) -> Scenario:
    """A conversion that no rule refuses, from a seed."""
    rng = Random(seed)
    if months is None:
        months = LARGEST_MONTHS if largest else rng.randint(12, 120)
    price = round(10 ** rng.uniform(4.7, 7.0), 2)
    closing = date(rng.randint(2026, 2028), rng.randint(1, 12), rng.randint(1, 28))
    draw = Draw(rng, seed, largest, price, closing, months)
    workforce = _workforce(rng)
    coop = _coop(draw, workforce)
    business, owner = _business(draw), _owner(draw)
    deal = _deal(draw, business, _paid_at_closing(coop, workforce))
    fair, named = _of_the_form(draw, business.books)
    whole = Scenario(
        name=f"Random conversion {seed}",
        months=months,
        business=business.model_copy(update={"books": business.books.model_copy(update=fair)}),
        value=_value(Random(f"value {seed}"), price),
        owner=owner,
        workforce=workforce,
        deal=deal.model_copy(update=named),
        coop=coop,
    )
    return _with_currency(draw, _with_classes(draw, _in_stages(draw, _held_by_many(draw, whole))))


def _held_by_many(draw: Draw, whole: Scenario) -> Scenario:
    """Every fourth company that is bought as shares has several holders; drawn apart, so that all else stays."""
    rng, price = Random(f"holders {draw.seed}"), draw.price
    if rng.random() > HELD_BY_MANY or whole.deal.form not in ("shares_merged", "buyout"):
        return whole
    parts = [rng.randint(1, 60) for _ in range(rng.randint(1, 4))]
    shares = [round(part / sum(parts), 4) for part in parts]
    shares[0] = round(1.0 - sum(shares[1:]), 4)
    preferred = [place for place in range(1, len(shares)) if rng.random() < 0.5]
    holders = [
        Holder(
            name=f"Holder {place + 1}",
            instrument="preferred" if place in preferred else "common",
            fraction=part,
            invested=round(price * rng.uniform(0.05, 0.6), 2) if place in preferred else 0.0,
            multiple=rng.choice((1.0, 1.0, 2.0)),
            participating=rng.random() < 0.4,
            most=rng.choice((None, 2.0, 3.0)),
            rank=rng.randint(1, 3),
        )
        for place, part in enumerate(shares)
    ]
    for kind in rng.choice(((), ("safe",), ("note",), ("safe", "note"))):
        invested = round(price * rng.uniform(0.01, 0.2), 2)
        holders.append(
            Holder(
                name=f"A {kind}",
                instrument=kind,
                invested=invested,
                rank=rng.randint(1, 3),
                rate=rng.choice((0.0, 0.06)),
                years=rng.choice((0.0, 2.0)),
                valuation_cap=rng.choice((None, round(invested * rng.uniform(2, 20) + 1.0, 2))),
                discount=rng.choice((0.0, 0.2)),
            )
        )
    deal = whole.deal.model_copy(update={"holders": tuple(holders)})
    return Scenario.model_validate(whole.model_copy(update={"deal": deal}).model_dump())


def _with_currency(draw: Draw, whole: Scenario) -> Scenario:
    """Every third plan pays a part in a community currency; drawn apart, so that all else stays as it was."""
    rng = Random(f"currency {draw.seed}")
    if rng.random() > CIRCULATES or whole.membership.classes:  # both at once: `circulating`
        return whole
    return circulating(whole, rng)


def circulating(whole: Scenario, rng: Random) -> Scenario:
    """The same plan with a community currency."""
    found = CommunityCurrency(
        name="Hours",
        of_pay=rng.choice((0.0, round(rng.uniform(0.0, 0.5), 3))),
        of_patronage=rng.choice((0.0, 1.0, round(rng.random(), 3))),
        of_sales=rng.choice((0.0, 0.01, round(rng.random(), 3))),
        most_taken=rng.choice((None, None, round(10 ** rng.uniform(2, 5), 2))),
        spent=rng.choice((0.0, 1.0, round(rng.random(), 3))),
        redeemable=rng.choice((0.0, 1.0, round(rng.random(), 3))),
        months=rng.choice((1, 2, 3, 4)),
    )
    return whole.model_copy(update={"community_currency": found})


def _with_classes(draw: Draw, whole: Scenario) -> Scenario:
    """Every third plan has further classes of members, if its first closing still balances."""
    rng = Random(f"classes {draw.seed}")
    partners = whole.coop.taxed_as == "partnership"
    if partners or (rng.random() > CLASSED and not draw.largest):
        return whole
    number = CLASS_SLOTS if draw.largest else rng.randint(1, CLASS_SLOTS)
    slices = [round(rng.random() / number, 3) for _ in range(number)]
    classes = tuple(_class(rng, draw, place, part) for place, part in enumerate(slices))
    given = rng.choice((None, None, round(1.0 - sum(one.slice for one in classes), 3)))
    membership = Membership(classes=classes, workers_slice=given)
    merged = whole.deal.model_copy(update={"kept_as_subsidiary": False, "merged_after": None})
    told = {"membership": membership, "deal": merged}
    classed = Scenario.model_validate(whole.model_copy(update=told).model_dump())
    return classed if _closes(classed) else whole


def _class(rng: Random, draw: Draw, place: int, part: float) -> MemberClass:
    """One class; what all its members pay in is a small part of the price."""
    kind = rng.choice(("users", "users", "producers", "community", "investors"))
    patron = kind in ("users", "producers")
    members = rng.choice((0, 1, rng.randint(2, 3000)))
    return MemberClass(
        name=f"Class {place + 1}",
        who=kind,
        members=members,
        growth=rng.choice((0.0, 0.05, -0.1)),
        leaving=rng.choice((0.0, 0.1, 0.5, 1.0)),
        share_price=round(draw.price * 0.05 * rng.random() / max(1, members), 2),
        paid_over=rng.choice((0, 0, 12)),
        basis=rng.choice(("spend", "sales", "hours")) if patron else "none",
        slice=part if patron else 0.0,
        member_business=round(rng.random(), 2),
        collective_fraction=rng.choice((0.0, 0.2, 1.0)),
        cash_fraction=rng.choice((0.0, 0.3, 1.0)),
        qualified=rng.random() < 0.6,
        return_rate=rng.choice((0.0, 0.05, 0.3)),
        return_first=rng.random() < 0.5,
        revolving_years=30 if draw.largest else rng.choice((None, rng.randint(1, 4), rng.randint(1, 30))),
        redemption_years=10 if draw.largest else rng.choice((0, 1, rng.randint(0, 10))),
        redemption_rate=rng.choice((0.0, 0.04)),
    )


def _in_stages(draw: Draw, whole: Scenario) -> Scenario:
    """Every third deal that can be is closed in stages, if its first closing still balances."""
    rng, deal = Random(f"stages {draw.seed}"), whole.deal
    if rng.random() > STAGED or deal.form not in ("shares_merged", "buyout") or deal.kept_as_subsidiary:
        return whole
    first = round(rng.uniform(0.2, 0.9), 2)
    number = 4 if draw.largest else rng.randint(1, 4)
    parts = [round((1.0 - first) / number, 4)] * number
    parts[-1] = round((1.0 - first - sum(parts[:-1])) * rng.choice((1.0, 1.0, 0.5)), 4)
    closings = tuple(_later_closing(rng, draw, part) for part in parts)
    loans = [loan if loan.kind == "assumed" else _scaled(loan, first) for loan in deal.loans]
    later = {
        "later_closing": rng.randint(1, number),
        "repayment": rng.choice(("level", "level_principal", "interest_only")),
        **dict.fromkeys(("indexed", "swept"), False),
        **dict.fromkeys(("fee", "fixed_fee"), 0.0),
        **dict.fromkeys(("limit", "forgiven_after", "amortisation", "least_paid", "most_paid"), None),
        **dict.fromkeys(("rate_steps", "prepayments"), ()),
        "payments": "monthly",
        "day_count": "30/360",
        "paid_if": "",
        "kind": rng.choice(("senior", "seller", "seller", "subordinated")),
    }
    named = [place for place, loan in enumerate(loans) if loan.name != deal.plug and loan.kind != "assumed"]
    for place in named[-2:]:
        loans[place] = loans[place].model_copy(update=later)
    kept = KeptShares(
        dividend=rng.choice((0.0, 0.5, 1.0)), control=rng.choice((0.3, 0.5)), patronage_above=rng.choice((0.0, 0.5))
    )
    update = {"bought_at_closing": first, "later_closings": closings, "loans": tuple(loans), "kept_shares": kept}
    staged = Scenario.model_validate(whole.model_copy(update={"deal": deal.model_copy(update=update)}).model_dump())
    return staged if _closes(staged) else whole


def _scaled(loan: Loan, part: float) -> Loan:
    least = None if loan.least_paid is None else round(loan.least_paid * part, 2)
    most = None if loan.most_paid is None else round(loan.most_paid * part + 0.01, 2)
    return loan.model_copy(
        update={"principal": round(loan.principal * part, 2), "least_paid": least, "most_paid": most}
    )


def _later_closing(rng: Random, draw: Draw, part: float) -> LaterClosing:
    formula = rng.choice(("closing_price", "earnings", "book_value"))
    return LaterClosing(
        fraction=part,
        after=rng.randint(1, min(72, draw.months)),
        senior_left=rng.choice((None, None, round(rng.random(), 2))),
        formula=formula,
        price=rng.choice((None, round(draw.price * part, 2))) if formula == "closing_price" else None,
        increase=rng.choice((0.0, 0.05)),
        multiple=round(rng.uniform(1, 5), 2),
        obligation=rng.random() < 0.5,
    )


def _closes(staged: Scenario) -> bool:
    """Whether the first closing can be had as asked."""
    law = rules(staged.place, on=staged.rules_date)
    case = lower(staged, law, workers.follow(staged))
    run = one.run(case._replace(drivers=case.drivers[:2], clocks=case.clocks[:2]))
    return not refusals(staged, law, run.start, run.months[0].working.line_capacity)


def _of_the_form(draw: Draw, books: Books) -> tuple[dict[str, object], dict[str, object]]:
    """What only the form of the deal turns on: fair values, named intangibles, what the seller keeps."""
    rng, price = Random(f"form {draw.seed}"), draw.price
    worth = rng.choice((None, None, round(books.inventory * rng.uniform(0.5, 1.6), 2)))
    part = rng.uniform(0.0, 0.5)
    car = KeptAsset(
        name="Car",
        book_value=round(books.equipment * part, 2),
        fair_value=round(books.fair_equipment * part, 2),
        tax_basis=round(books.equipment_basis * part, 2),
    )
    kept = Kept(assets=(car,) if rng.random() < 0.3 else ())
    intangibles = Intangibles(customer_list=_now_and_then(rng, 0.3, price * 0.2), non_compete=round(price * 0.01, 2))
    return {"inventory_fair": worth}, {"kept": kept, "intangibles": intangibles}


def _now_and_then(rng: Random, chance: float, high: float, low: float = 0.0) -> float:
    """0 most of the time, else money up to `high`."""
    return round(rng.uniform(low, high), 2) if rng.random() < chance else 0.0


def _workforce(rng: Random) -> Workforce:
    workers = tuple(
        Worker(
            alias=f"Job {place + 1}",
            number=rng.choice((1, 1, 1, rng.randint(2, 30))),
            hours=float(rng.choice((20, 32, 37.5, 40, 40))),
            pay=round(rng.uniform(12, 60), 2),
            joins_after=rng.choice((0, 0, 0, rng.randint(1, 60), None)),
        )
        for place in range(rng.randint(0, 8))
    )
    turnover = rng.choice((0.0, round(rng.uniform(0.01, 0.5), 3)))
    plain = Workforce(workers=workers, turnover=turnover, candidacy_months=rng.choice((0, 6, 12, 36)))
    return _known_better(plain, Random(str(plain)))


def _known_better(plain: Workforce, rng: Random) -> Workforce:
    """The same workforce, one in two with more known of it; drawn apart, so that all else stays as it was."""
    if rng.random() < 0.5:
        return plain

    def worker(one: Worker) -> Worker:
        return one.model_copy(
            update={
                "likely": rng.choice((1.0, 1.0, 0.5, 0.0)),
                "skill": Random(one.alias).choice((1.0, 1.5, 0.0)),
                "own_raise": rng.choice((0.0, 0.0, 0.02, -0.01)),
                "started": rng.choice((None, date(rng.randint(1995, 2025), rng.randint(1, 12), 1))),
                "age": rng.choice((None, rng.randint(18, 75))),
                "leaves": rng.choice((None, None, date(rng.randint(2029, 2040), rng.randint(1, 12), 9))),
            }
        )

    waves = ((), ((0, 0.6), (12, 0.25)), ((6, 0.5), (18, 0.5)))
    tenures = ((), ((1.0, 0.3), (5.0, 0.12)), ((0.5, 0.6),))
    return plain.model_copy(
        update={
            "workers": tuple(map(worker, plain.workers)),
            "waves": tuple(Wave(months=months, fraction=part) for months, part in rng.choice(waves)),
            "tenures": tuple(Tenure(years=years, turnover=rate) for years, rate in rng.choice(tenures)),
            "deaths": rng.choice((0.0, 0.004)),
            "retirement_age": rng.choice((None, 65)),
            "added_join": rng.choice((0.0, 0.5, 1.0)),
        }
    )


def _coop(draw: Draw, workforce: Workforce) -> Coop:
    rng, price = draw.rng, draw.price
    heads = max(1, sum(worker.number for worker in workforce.workers))
    member_share = round(min(25_000.0, rng.uniform(0.0, 0.1) * price / heads), 2)
    qualified = rng.random() < 0.6
    plain = Coop(
        member_share=member_share,
        down_payment=rng.choice((0.0, member_share, round(member_share * rng.random(), 2))),
        deduction_months=rng.choice((0, 1, 12, 24, 60)),
        surplus_basis=rng.choice(BASES),
        collective_fraction=rng.choice((0.0, 0.2, 1.0, round(rng.random(), 3))),
        cash_fraction=round(rng.uniform(0.2 if qualified else 0.0, 1.0), 3),
        qualified=qualified,
        payout_months=rng.randint(1, 8),
        losses_made_good=rng.random() < 0.7,
        revolving_years=30 if draw.largest else rng.choice((None, rng.randint(1, 5), rng.randint(1, 30))),
        redemption_years=10 if draw.largest else rng.randint(0, 10),
        redemption_rate=rng.choice((0.0, round(rng.uniform(0.0, 0.1), 4))),
    )
    return _redeemed_otherwise(_shared_otherwise(_bought_in(plain, Random(str(plain))), draw.seed), draw)


def _shared_otherwise(plain: Coop, seed: int) -> Coop:
    """The same co-op, one in two with more in its bylaws; drawn apart, so that all else stays as it was."""
    rng = Random(f"bylaws {seed}")
    if rng.random() < 0.5:
        return plain
    counted = [rng.choice((0.0, round(rng.random(), 3))) for _ in MIXED]
    whole = sum(counted)
    mixed = {name: part / whole for name, part in zip(MIXED, counted, strict=True)} if whole else {}
    return plain.model_copy(
        update={
            "taxed_as": rng.choice(("subchapter_t", "subchapter_t", "subchapter_t", "partnership")),
            "tax_distribution": rng.choice((0.0, 0.35)),
            "patronage_basis": PatronageBasis(**mixed, seniority_cap=float(rng.randint(1, 20))),
            "losses_to": rng.choice(("collective", "accounts")),
            "account_interest": rng.choice((0.0, 0.05, 0.2)),
            "revolving_cash": rng.choice((0.0, 0.5, 1.0)),
            "accounts_below_zero": rng.random() < 0.5,
        }
    )


def _redeemed_otherwise(plain: Coop, draw: Draw) -> Coop:
    """The same co-op, two in five with other rules of leaving; drawn apart, so that all else stays as it was."""
    rng = Random(f"leaving {draw.seed}")
    if rng.random() < 0.6:
        return plain
    steps = tuple(ReserveStep(name=f"Reserve {place}", fraction=rng.choice((0.1, 0.3))) for place in (1, 2))
    return plain.model_copy(
        update={
            "vesting": tuple(Vesting(years=years, fraction=part) for years, part in rng.choice(((), *SCALES))),
            "vesting_of_shares": rng.random() < 0.5,
            "most_redeemed": rng.choice((None, 0.0, round(draw.price * rng.uniform(0.001, 0.05), 2))),
            "retired_first": rng.random() < 0.5,
            "solvency_by": rng.choice(("place", "book", "fair")),
            "reserve_steps": rng.choice(((), (), steps[:1], steps)),
        }
    )


def _bought_in(plain: Coop, rng: Random) -> Coop:
    """The same co-op, one in two with another way to buy in; drawn apart, so that all else stays as it was."""
    if rng.random() < 0.5:
        return plain
    rest = plain.member_share - plain.down_payment
    return plain.model_copy(
        update={
            "pay_period": rng.choice(("weekly", "biweekly", "semimonthly", "monthly")),
            "share_lender": rng.random() < 0.3,
            "share_loan_rate": rng.choice((0.0, 0.08)),
            "seller_gift": rng.choice((0.0, round(rest * rng.random(), 2))),
            "entry_fee_fraction": rng.choice((0.0, 0.25)),
        }
    )


def _paid_at_closing(coop: Coop, workforce: Workforce) -> float:
    at_once = instalments(coop, founder=True)[0]
    return at_once * sum(worker.number for worker in workforce.workers if worker.joins_after == 0)


def _business(draw: Draw) -> Business:
    rng, price = draw.rng, draw.price
    sales = round(price * rng.uniform(1.0, 4.0), 2)
    costs = rng.choice((0.0, rng.uniform(0.1, 0.5), rng.uniform(0.1, 0.5)))
    payroll = round(sales * rng.uniform(0.15, 0.45), 2)
    margin = rng.choice((rng.uniform(0.1, 0.5), rng.uniform(0.05, 0.3), rng.uniform(0.1, 0.5), rng.uniform(-0.1, 0.05)))
    apart = Random(f"owners {draw.seed}")
    statement = Statement(
        year=draw.closing.year - 1,
        sales=sales,
        cost_of_sales=round(sales * costs, 2),
        payroll=payroll,
        payroll_burden=round(payroll * rng.uniform(0.05, 0.3), 2),
        owner_pay=_now_and_then(rng, 0.7, sales * 0.08),
        overhead=round(max(0.0, sales * (1 - costs - margin) - payroll * 1.2), 2),
        depreciation=round(sales * 0.02, 2),
        interest=round(sales * 0.005, 2),
        second_owner_pay=_now_and_then(apart, 0.3, sales * 0.03),
        rent_to_owner=_now_and_then(apart, 0.4, sales * 0.02),
        market_rent=apart.choice((None, None, round(apart.uniform(0.0, sales * 0.02), 2))),
        weight=apart.choice((None, 1.5)),
        add_backs=tuple(
            AddBack(
                name=f"Item {place}", amount=round(apart.uniform(0, sales * 0.005), 2), accepted=apart.random() < 0.7
            )
            for place in range(apart.choice((0, 0, 1, 3)))
        ),
    )
    made = Business(
        name="Random firm",
        fiscal_year_end_month=rng.randint(1, 12),
        statements=(statement,),
        books=_books(rng, price),
        growth=tuple(round(rng.uniform(-0.04, 0.07), 4) for _ in range(rng.randint(1, 8))),
        wage_raise=round(rng.uniform(0.0, 0.04), 4),
        inflation=round(rng.uniform(-0.01, 0.04), 4),
        staffing_growth=rng.choice((0.0, round(rng.uniform(-0.02, 0.02), 4))),
        seasonality=_seasonality(rng),
        capital_spending=_now_and_then(rng, 0.7, sales * 0.05),
        equipment_life=float(rng.randint(1, 20)),
        remaining_life=round(rng.uniform(1.0, 15.0), 1),
        receivable_days=rng.choice((None, round(rng.uniform(0, 90), 1))),
        inventory_days=rng.choice((None, round(rng.uniform(0, 120), 1))),
        payable_days=rng.choice((None, round(rng.uniform(0, 60), 1))),
        cash_floor=_now_and_then(rng, 0.6, sales * 0.04),
    )
    nothing_sold = sum(made.seasonality[made.fiscal_year_end_month - back] for back in range(1, 4)) <= 0
    if nothing_sold and made.receivable_days is None:  # the books show no days: they are asked for
        return made.model_copy(update={"receivable_days": 30.0})
    return made


def _seasonality(rng: Random) -> tuple[float, ...]:
    if rng.random() < 0.4:
        return (1.0,) * 12
    weights = [round(rng.choice((rng.uniform(0.3, 2.0), rng.uniform(0.3, 2.0), 0.0)), 2) for _ in range(12)]
    return (*weights[:11], max(0.1, weights[11]))


def _books(rng: Random, price: float) -> Books:
    equipment = _now_and_then(rng, 0.85, price * 0.6)
    return Books(
        cash=_now_and_then(rng, 0.7, price * 0.2),
        receivables=_now_and_then(rng, 0.8, price * 0.25),
        inventory=_now_and_then(rng, 0.7, price * 0.3),
        other_assets=_now_and_then(rng, 0.4, price * 0.05),
        equipment=equipment,
        equipment_fair=rng.choice((None, round(equipment * rng.uniform(0.5, 2.0), 2))),
        equipment_tax_basis=rng.choice((None, round(equipment * rng.random(), 2))),
        payables=_now_and_then(rng, 0.8, price * 0.15),
        accrued=_now_and_then(rng, 0.6, price * 0.08),
        other_liabilities=_now_and_then(rng, 0.3, price * 0.05),
        debt=_now_and_then(rng, 0.6, price * 0.4),
        paid_in=_now_and_then(rng, 0.7, price * 0.1),
    )


def _value(rng: Random, price: float) -> Value:
    """Any mixture of methods, rates and multiples; discounts only where a part is sold."""
    part = rng.choice((1.0, 1.0, 1.0, round(rng.uniform(0.05, 0.95), 2)))
    weights = [rng.choice((0.0, 1.0, round(rng.uniform(0, 3), 2))) for _ in range(4)]
    return Value(
        industry=rng.choice(("other", "restaurants", "manufacturing", "software", "trades")),
        sde_multiple=rng.choice((None, None, round(rng.uniform(0.5, 6), 2))),
        ebitda_multiple=rng.choice((None, None, round(rng.uniform(1, 8), 2))),
        multiple_spread=rng.choice((None, round(rng.random() / 2, 3))),
        capitalisation_rate=rng.choice((None, round(rng.uniform(0.15, 0.5), 3))),
        discount_rate=rng.choice((None, round(rng.uniform(0.15, 0.5), 3))),
        rate_spread=rng.choice((None, round(rng.uniform(0, 0.05), 3))),
        growth=rng.choice((None, round(rng.uniform(-0.1, 0.06), 3))),
        timing=rng.choice(("year_end", "mid_year")),
        forecast_years=rng.randint(1, 10),
        terminal=rng.choice(("perpetuity", "exit_multiple")),
        exit_multiple=rng.choice((None, round(rng.uniform(1, 8), 2))),
        tax_rate=rng.choice((None, round(rng.uniform(0, 0.4), 3))),
        fair_items=tuple(
            FairItem(name=f"Item {place}", amount=round(rng.uniform(-0.1, 0.2) * price, 2))
            for place in range(rng.choice((0, 0, 1, 2)))
        ),
        weights=Weights(
            sde_multiple=weights[0],
            ebitda_multiple=weights[1],
            capitalised_earnings=weights[2],
            discounted_cash_flow=1.0,
            net_assets=weights[3],
        ),
        fraction_sold=part,
        minority_discount=round(rng.random() / 3, 2) if part < 1 else 0.0,
        marketability_discount=round(rng.random() / 3, 2) if part < 1 else 0.0,
    )


def _settlement(rng: Random, price: float, books: Books) -> tuple[tuple[DebtLike, ...], WorkingCapital]:
    """Debt-like items within the accounts they are booked under, and any peg near the price's reach."""
    items = []
    for account in ("accrued", "other_liabilities", "other_assets", "unbooked"):
        room = getattr(books, account, 0.02 * price)
        items += [
            DebtLike(
                name=f"{account} {place}",
                kind="loan_to_seller" if account == "other_assets" else rng.choice(("other", "accrued_leave")),
                amount=round(room * rng.uniform(0.0, 0.49), 2),
                booked=account,
                paid_off=rng.random() < 0.5,
            )
            for place in range(rng.choice((0, 0, 1, 2)))
        ]
    working = books.receivables + books.inventory - books.payables
    asked = WorkingCapital(
        peg=rng.choice(("none", "none", "agreed", "monthly")),
        agreed=round(working + rng.uniform(-0.03, 0.03) * price, 2),
        months=tuple(round(working + rng.uniform(-0.05, 0.05) * price, 2) for _ in range(12)),
        trimmed=rng.random() < 0.5,
        collar=_now_and_then(rng, 0.5, 0.02 * price),
    )
    return tuple(items), asked


def _form(draw: Draw) -> str:
    return FORMS[draw.seed % len(FORMS)]


def _entity(drawn: str, form: str) -> str:
    """A form of business that can be sold in this form of deal."""
    allowed = {
        "shares_merged": ("c_corporation", "s_corporation", "partnership"),
        "shares_election": ("s_corporation",),
        "buyout": ("c_corporation", "s_corporation"),
    }
    return drawn if drawn in allowed.get(form, (drawn,)) else "s_corporation"


def _owner(draw: Draw) -> Owner:
    rng, price = draw.rng, draw.price
    return Owner(
        age=rng.randint(40, 80),
        filing=rng.choice(("single", "joint")),
        entity=_entity(rng.choice(("c_corporation", "s_corporation", "partnership", "sole_owner")), _form(draw)),
        basis=_now_and_then(rng, 0.7, price * 0.5),
        other_income=_now_and_then(rng, 0.7, 150_000),
        replacement_pay=_now_and_then(rng, 0.8, price * 0.1),
        second_replacement_pay=Random(f"second {draw.seed}").choice((None, None, round(price * 0.03, 2))),
    )


def _deal(draw: Draw, business: Business, shares: float) -> Deal:
    rng, price, books = draw.rng, draw.price, business.books
    items, working = _settlement(Random(f"settlement {draw.seed}"), price, books)
    bare = Deal(closing=draw.closing, price=price, plug="preferred", debt_like=items, working_capital=working)
    settled = settlement_of(Scenario(name="Settled", business=business, deal=bare)).settled
    adjusted = settled.price_adjustment
    paid_off = sum(item.amount for item in items if item.paid_off and item.booked != "other_assets")
    opening_cash = _now_and_then(rng, 0.9, price * 0.3)
    cash_left_in = _now_and_then(rng, 0.3, min(opening_cash, books.cash))
    costs, advice = _now_and_then(rng, 0.8, price * 0.04), _now_and_then(rng, 0.4, price * 0.02)
    beside = _now_and_then(rng, 0.2, price * 0.1)
    to_seller = price + beside + cash_left_in - books.debt + adjusted
    limit = _now_and_then(rng, 0.7, price * 0.3)
    line = _line(rng, limit, min(limit, price * 0.05), books)
    drawn = line.drawn_at_closing
    number = LOAN_SLOTS if draw.largest else rng.choice((0, 1, 2, 2, 3, 3, 4, 5, 6, 7, LOAN_SLOTS))
    loans = [_within(_loan(rng, place), draw.months) for place in range(number)]
    plug = rng.choice([*(loan.name for loan in loans[1:]), "preferred"])
    preferred = 0.0 if plug == "preferred" else _now_and_then(rng, 0.4, price * 0.1)
    if books.debt and number > 2 and rng.random() < 0.4:  # the second loan is taken over, in whole or in part
        amount = round(books.debt * rng.choice((1.0, rng.random())), 2)
        taken = loans[1].model_copy(update={"kind": "assumed", "fee": 0.0, "fixed_fee": 0.0, "principal": amount})
        loans[1] = taken
        plug = loans[2].name if plug == taken.name else plug
    assumed = sum(loan.principal for loan in loans if loan.kind == "assumed")
    uses = to_seller + books.debt - assumed + paid_off + opening_cash + costs + advice
    missing = uses - shares - cash_left_in - drawn - preferred
    return Deal(
        form=_form(draw),
        closing=draw.closing,
        price=price,
        inventory_beside=beside,
        debt_like=items,
        working_capital=working,
        cash_left_in=cash_left_in,
        opening_cash=opening_cash,
        transaction_costs=costs,
        advice=advice,
        support=_now_and_then(rng, 0.4, 30_000),
        support_months=rng.randint(0, 36),
        loans=tuple(_lent(rng, loans, plug, missing, to_seller)),
        line=line,
        preferred=Preferred(amount=preferred, dividend=round(rng.uniform(0.0, 0.08), 4), additional=rng.random() < 0.5),
        plug=plug,
        base_rate=rng.choice(((), tuple(round(rng.uniform(0.0, 0.1), 4) for _ in range(rng.randint(1, 8))))),
        covenants=_covenants(rng, price),
        payout=_payout(rng),
        goodwill_years=float(rng.randint(1, 20)),
    )


def _lent(rng: Random, loans: list[Loan], plug: str, missing: float, to_seller: float) -> list[Loan]:
    """The loans with their amounts: together less than is missing, so that the plug has something to take up.

    What the seller lends stays below what the seller is paid; the first loan is a bank's and gives the rest.
    """
    free = [loan.name for loan in loans if loan.kind != "assumed" and loan.name != plug]
    weights = {name: rng.uniform(0.1, 1.0) for name in free}
    fixed = rng.uniform(0.4, 0.9) * missing
    amounts = {name: fixed * weight / sum(weights.values()) for name, weight in weights.items()}
    paper = [loan.name for loan in loans if loan.to_seller]
    room = MOST_SELLER_PAPER * to_seller
    if plug in paper:  # what the plug takes up is paper too
        rest = missing - fixed
        kept = min(rest, room / 2)
        amounts[loans[0].name] += rest - kept
        room -= kept
    owed = sum(amounts.get(name, 0.0) for name in paper)
    if owed > room:
        for name in paper:
            amounts[name] = amounts.get(name, 0.0) * room / owed
        amounts[loans[0].name] += owed - room
    amounts |= {loan.name: loan.principal for loan in loans if loan.kind == "assumed"}
    return [loan.model_copy(update={"principal": round(amounts.get(loan.name, 0.0), 2)}) for loan in loans]


REPAYMENTS = (
    "level",
    "level",
    "level",
    "level_principal",
    "graduated",
    "interest_only",
    "revenue_share",
    "profit_share",
)


def _within(loan: Loan, months: int) -> Loan:
    """The loan; a note to the seller no longer than the plan, with all its stages within it."""
    if not loan.to_seller or loan.months <= months:
        return loan
    between = MONTHS_BETWEEN[loan.payments]
    last = months // between * between
    standby = loan.standby if loan.standby < last else 0
    interest_only = loan.interest_only if standby < loan.interest_only < last else 0
    quiet = standby if loan.standby_interest != "paid" else 0
    told = {
        "months": last,
        "standby": standby,
        "interest_only": interest_only,
        "amortisation": None if loan.repayment != "graduated" else max(12, -(-last // 12) * 12),
        "rate_steps": tuple(step for step in loan.rate_steps if step.month <= last),
        "covenants": loan.covenants.model_copy(update={"tested_from": min(loan.covenants.tested_from, last)}),
        "prepayments": tuple(one for one in loan.prepayments if quiet < one.month <= last),
    }
    return Loan(**{**{name: getattr(loan, name) for name in Loan.model_fields}, **told})


def _loan(rng: Random, place: int) -> Loan:
    """A loan of any kind and repayment; one in three plainly monthly, so that old and new meet."""
    payments = rng.choice(("monthly", "monthly", "quarterly", "yearly"))
    between = MONTHS_BETWEEN[payments]
    months = rng.choice((rng.randint(1, 24), rng.randint(24, 120), rng.randint(60, 360)))
    months = min(360, max(1, months // between) * between)
    kind = rng.choice(KINDS) if place else "senior"
    choices = [one for one in REPAYMENTS if kind not in OWED_TO_SELLER or not one.endswith("share")]
    repayment = rng.choice(choices)
    quiet = [rng.choice((0, 0, rng.randint(0, min(36, months - 1) // between) * between)) for _ in range(2)]
    over = rng.choice((None, None, max(1, rng.randint(1, 360) // between) * between))
    if repayment == "graduated":
        over = rng.randint(1, 20) * 12
    rate = rng.choice((0.0, *(round(rng.uniform(0.01, 0.14), 4) for _ in range(5))))
    fixed = repayment in ("graduated", "revenue_share")
    steps = sorted(rng.sample(range(1, months + 1), min(months, rng.choice((0, 0, 1, 2)))))
    interest_only, standby = (one if one < months else 0 for one in quiet)
    interest_only = interest_only if interest_only > standby else 0
    silent = months - 1 if repayment == "interest_only" else max(interest_only, standby)
    if over is not None and repayment in ("level", "level_principal", "graduated"):
        step = 12 if repayment == "graduated" else between
        over = max(over, -(-(months - silent) // step) * step)
    standby_interest = rng.choice(("added", "added_at_end", "paid"))
    first_payment = standby + 1 if standby_interest != "paid" else 1
    loan = Loan(
        name=f"Loan {place + 1}",
        kind=kind,
        rate=0.0 if repayment == "revenue_share" else rate,
        months=months,
        interest_only=interest_only,
        standby=standby,
        standby_interest=standby_interest,
        repayment=repayment,
        payments="monthly" if repayment == "revenue_share" else payments,
        day_count=rng.choice(("30/360", "30/360", "actual/365", "actual/360")),
        amortisation=over,
        payment_growth=round(rng.uniform(-0.05, 0.1), 3) if repayment == "graduated" else 0.0,
        rate_steps=() if fixed else tuple(RateStep(month=one, rate=round(rng.uniform(0, 0.12), 4)) for one in steps),
        indexed=not fixed and rng.random() < 0.3,
        rate_floor=round(rng.uniform(0.0, 0.08), 4),
        rate_cap=round(rng.uniform(0.08, 0.2), 4),
        revenue_share=round(rng.uniform(0.001, 0.05), 4) if repayment == "revenue_share" else 0.0,
        cap=round(rng.uniform(1.0, 2.5), 3) if repayment == "revenue_share" else 1.0,
        profit_share=round(rng.uniform(0.1, 0.6), 2),
        fee=rng.choice((0.0, round(rng.uniform(0.0, 0.03), 4))),
        fixed_fee=_now_and_then(rng, 0.2, 500.0),
        prepayments=tuple(
            Prepayment(month=max(first_payment, rng.randint(1, months)), amount=round(rng.uniform(0, 50_000), 2))
            for _ in range(rng.choice((0, 0, 0, 1, 2)))
        ),
        swept=rng.random() < 0.4,
    )
    loan = _forgiven(rng, loan)
    allowed = rng.choice(("none", "qualified_minimum", "any"))
    own = _own_covenants(Random(f"own {place} {months} {rate}"), months)
    return loan.model_copy(update={"cash_patronage_in_breach": allowed, "covenants": own})


def _own_covenants(rng: Random, months: int) -> OwnCovenants:
    """One lender's own tests; two in three have none."""
    if rng.random() < 2 / 3:
        return OwnCovenants()
    limits = {
        "least_dscr": (0.8, 1.7),
        "least_bank_dscr": (0.7, 1.5),
        "least_fccr": (0.7, 1.5),
        "least_liquidity": (0.0, 100_000.0),
        "most_senior_leverage": (1.0, 5.0),
        "most_leverage": (1.0, 8.0),
        "most_debt_to_worth": (1.0, 9.0),
        "most_capital_spending": (0.0, 100_000.0),
        "most_cash_patronage": (0.0, 80_000.0),
        "most_paid_to_leavers": (0.0, 40_000.0),
    }
    asked = rng.sample(sorted(limits), rng.randint(1, 3))
    return OwnCovenants(
        **{name: round(rng.uniform(*limits[name]), 2) for name in asked},
        tested_from=rng.choice((0, 0, rng.randint(0, months))),
        cure_months=rng.randint(0, 12),
        equity_cure=rng.choice((None, round(rng.uniform(0.0, 50_000.0), 2))),
    )


def _forgiven(rng: Random, loan: Loan) -> Loan:
    """The loan, now and then forgiven in part or whole, with nothing planned after all of it is gone."""
    forgiven = loan.months > 1 and not loan.to_seller and rng.random() < 0.15
    after = rng.randint(1, loan.months - 1) if forgiven else None
    fraction = rng.choice((1.0, round(rng.random(), 2)))
    if after is None or (fraction == 1.0 and after < loan.interest_only):
        return loan
    told = {"forgiven_after": after, "forgiven_fraction": fraction}
    if fraction == 1.0:
        told["prepayments"] = tuple(one for one in loan.prepayments if one.month <= after)
    return Loan(**{**{name: getattr(loan, name) for name in Loan.model_fields}, **told})


def _covenants(rng: Random, price: float) -> Covenants:
    """Any mixture of covenants, tight and loose."""

    def perhaps(low: float, high: float, chance: float = 0.35) -> float | None:
        return round(rng.uniform(low, high), 2) if rng.random() < chance else None

    return Covenants(
        tested=rng.choice(("yearly", "quarterly")),
        least_dscr=perhaps(0.8, 1.6),
        least_bank_dscr=perhaps(0.8, 1.5),
        least_fccr=perhaps(0.7, 1.4, 0.6),
        least_liquidity=perhaps(0.0, price * 0.1),
        most_senior_leverage=perhaps(1.0, 5.0),
        most_leverage=perhaps(1.5, 8.0),
        most_debt_to_worth=perhaps(1.0, 9.0, 0.2),
        most_capital_spending=perhaps(0.0, price * 0.2, 0.2),
        most_cash_patronage=perhaps(0.0, price * 0.1, 0.3),
        most_paid_to_leavers=perhaps(0.0, price * 0.05, 0.3),
    )


def _payout(rng: Random) -> Payout:
    order = list(ORDER)
    if rng.random() < 0.5:
        rng.shuffle(order)
    first, second = sorted((order.index("patronage_minimum"), order.index("patronage_further")))
    order[first], order[second] = "patronage_minimum", "patronage_further"
    firm = list(FIRM_ORDER)
    if order != list(ORDER):
        Random(f"firm {order}").shuffle(firm)
    return Payout(firm_order=tuple(firm), order=tuple(order), sweep=rng.choice((0.0, 0.5, 1.0)))


def _line(rng: Random, limit: float, most: float, books: Books) -> LineOfCredit:
    based = rng.random() < 0.5
    receivables = round(rng.uniform(0.5, 0.9), 2) if based else None
    inventory = rng.choice((None, round(rng.uniform(0.2, 0.6), 2))) if based else None
    base = (receivables or 0.0) * books.receivables + (inventory or 0.0) * books.inventory
    return LineOfCredit(
        limit=limit,
        rate=round(rng.uniform(0.03, 0.12), 4),
        indexed=rng.random() < 0.3,
        unused_fee=rng.choice((0.0, 0.005)),
        drawn_at_closing=_now_and_then(rng, 0.3, min(most, 0.99 * base) if based else most),
        receivables_advance=receivables,
        inventory_advance=inventory,
        cash_patronage_in_breach=Random(f"line {limit}").choice(("none", "qualified_minimum", "any")),
        covenants=_own_covenants(Random(f"own line {limit}"), 60) if limit else OwnCovenants(),
    )
