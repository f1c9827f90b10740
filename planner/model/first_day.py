"""The first day: the deal closes, and month 0 stands as it then is."""

from planner.model.closing import add_up, allocate, ask, gather, open_loan, revalue, settle_uses, start
from planner.model.helpers import where
from planner.model.records import (
    Assets,
    Balance,
    Month,
    Operations,
    Owed,
    Start,
    Treasury,
    Working,
    Year,
)
from planner.model.records_classes import (
    ClassCapital,
    ClassClaim,
    ClassConfirmed,
    ClassDue,
    Classes,
    ClassFlows,
    ClassMonth,
    ClassOwed,
    ClassPaid,
    ClassReturn,
    ClassShare,
    Portion,
)
from planner.model.records_currency import Currency, Spending, Units, UsedUnits
from planner.model.records_debt import (
    Ahead,
    Claims,
    Coverage,
    Debt,
    DebtDue,
    Gates,
    Granted,
    Headroom,
    Held,
    Limits,
    LineCost,
    LoanDue,
    LoanMonth,
    Payments,
    Quarter,
    Rooms,
    Spare,
    Standing,
    Unpaid,
)
from planner.model.records_lawful import Lawful, Soon
from planner.model.records_members import (
    Aged,
    Below,
    Borne,
    Decided,
    Depth,
    Layer,
    LeaverDue,
    LeaverLayer,
    LeaverPaid,
    Members,
    Raised,
    Stayed,
    Sunk,
)
from planner.model.records_stakes import Lends, Offer, Stake, Turn
from planner.model.records_surplus import Confirmed, Entitled, Reckoning, Shared, Surplus
from planner.model.terms import Clock, Terms
from planner.model.treasury import fall_short, lend_on, may_be_drawn, weigh
from planner.model.writing import SHAPE, slots, total, zero


def close(terms: Terms) -> Start:
    """The closing day."""
    asked = tuple(ask(loan) for loan in terms.loans)
    loans_asked = add_up(
        total(one.principal for one in asked),
        total(one.fee for one in asked),
        total(loan.assumed * one.principal for loan, one in zip(terms.loans, asked, strict=True)),
        total(loan.plug * loan.fee for loan in terms.loans),
    )
    closing = settle_uses(terms, loans_asked, total(one.paid_at_closing for one in terms.classes))
    loans = tuple(open_loan(loan, one, closing) for loan, one in zip(terms.loans, asked, strict=True))
    loans_opened = gather(
        total(one.principal for one in loans),
        total(loan.senior * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
        total((1.0 - loan.assumed) * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
        total(loan.seller * one.principal for loan, one in zip(terms.loans, loans, strict=True)),
    )
    revalued = revalue(terms)
    allocated = allocate(terms, closing, revalued)
    opening = start(terms, closing, revalued, allocated, loans_opened)
    return Start(asked, loans_asked, closing, loans, loans_opened, revalued, allocated, opening)


def begin(terms: Terms, opened: Start, clock: Clock) -> Month:
    """Month 0: the books as they stand when the deal has closed."""
    opening = opened.opening
    assets = zero(
        Assets,
        equipment=opening.equipment,
        goodwill=opened.revalued.goodwill,
        tax_equipment=opening.tax_equipment,
        tax_goodwill=opening.tax_goodwill,
        inventory_write_up=opened.revalued.inventory_write_up,
        tax_working=opened.allocated.tax_working,
    )
    debt = zero(
        Debt,
        balance=opened.loans_opened.loans,
        senior_balance=opened.loans_opened.senior,
        fees_left=opened.closing.loan_fees,
    )
    stake = zero(Stake, fraction=1.0 - terms.bought, balance=opening.stake)
    entry_fees = opening.entry_fees
    members = zero(Members, entry_fees=entry_fees, member_shares=terms.member_shares_paid - entry_fees)
    of_classes = zero(Classes, member_shares=opened.closing.class_shares, capital=opened.closing.class_shares)
    trade = terms.books_receivables + terms.books_inventory
    base = lend_on(terms, terms.books_receivables, terms.books_inventory)
    working = zero(
        Working,
        receivables=terms.books_receivables,
        inventory=terms.books_inventory,
        payables=terms.books_payables,
        accrued=terms.accrued_kept,
        working_capital=trade - terms.books_payables - terms.accrued_kept,
        borrowing_base=base,
        line_capacity=may_be_drawn(terms, base),
    )
    treasury = zero(Treasury, line=terms.line_drawn, cash=opening.cash, cash_shortfall=fall_short(terms, opening.cash))
    before = zero(Balance, collective=opening.collective - entry_fees)  # which month 0 adds
    return Month(
        operations=zero(
            Operations,
            sales_level=terms.sales,
            sales=terms.sales_before,
            sales_before=terms.sales_two_before,
            wage_index=1.0,
            price_index=1.0,
        ),
        assets=assets,
        working=working,
        spending=zero(Spending),
        used=tuple(zero(UsedUnits) for slot in slots(SHAPE.units)),
        currency=zero(Currency),
        cohorts=tuple(zero(Units) for slot in slots(SHAPE.units)),
        dues=tuple(zero(LoanDue) for loan in opened.loans),
        debt_due=zero(DebtDue),
        line_cost=zero(LineCost),
        leavers_due=tuple(zero(LeaverDue) for slot in slots(SHAPE.leavers)),
        class_dues=tuple(
            ClassDue(tuple(zero(LeaverDue) for place in slots(SHAPE.leavers)), zero(ClassClaim))
            for slot in slots(SHAPE.classes)
        ),
        claims=zero(Claims),
        held=tuple(zero(Held) for loan in opened.loans),
        limits=zero(Limits),
        soon=tuple(zero(Soon) for loan in opened.loans),
        lawful=zero(Lawful),
        gates=zero(Gates),
        ahead=zero(Ahead),
        rooms=zero(Rooms),
        granted=zero(Granted),
        class_paid=tuple(
            ClassPaid(
                zero(Portion),
                zero(ClassConfirmed),
                tuple(zero(LeaverPaid) for place in slots(SHAPE.leavers)),
                0.0,
                0.0,
            )
            for slot in slots(SHAPE.classes)
        ),
        class_flows=zero(ClassFlows),
        portion=zero(Portion),
        lends=tuple(zero(Lends) for loan in opened.loans),
        turns=tuple(zero(Turn) for slot in slots(SHAPE.stages)),
        offer=zero(Offer),
        spare=zero(Spare),
        loans=tuple(
            zero(
                LoanMonth,
                lent=where(loan.stage > 0.0, 0.0, 1.0),
                balance=one.principal,
                base=one.principal,
                fee_left=one.fee,
            )
            for loan, one in zip(terms.loans, opened.loans, strict=True)
        ),
        debt=debt,
        leavers_paid=tuple(zero(LeaverPaid) for slot in slots(SHAPE.leavers)),
        payments=zero(Payments),
        confirmed=zero(Confirmed),
        year=zero(Year),
        stayed=tuple(zero(Stayed) for slot in slots(SHAPE.layers)),
        sunk=tuple(zero(Sunk) for slot in slots(SHAPE.layers)),
        entitled=zero(Entitled),
        class_returns=tuple(zero(ClassReturn) for slot in slots(SHAPE.classes)),
        surplus=zero(Surplus),
        class_shares=tuple(zero(ClassShare) for slot in slots(SHAPE.classes)),
        reckoning=zero(Reckoning),
        shared=zero(Shared),
        decided=zero(Decided),
        borne=tuple(zero(Borne) for slot in slots(SHAPE.layers)),
        aged=tuple(zero(Aged) for slot in slots(SHAPE.layers)),
        layers=tuple(zero(Layer) for slot in slots(SHAPE.layers)),
        raised=tuple(zero(Raised) for slot in slots(SHAPE.layers)),
        depths=tuple(zero(Depth) for slot in slots(SHAPE.layers)),
        below=zero(Below),
        members=members,
        left=zero(LeaverLayer),
        leavers=tuple(zero(LeaverLayer) for slot in slots(SHAPE.leavers)),
        classes=tuple(
            ClassMonth(
                tuple(zero(Stayed) for place in slots(SHAPE.layers)),
                tuple(zero(Borne) for place in slots(SHAPE.layers)),
                tuple(zero(Aged) for place in slots(SHAPE.layers)),
                tuple(zero(Layer) for place in slots(SHAPE.layers)),
                zero(ClassCapital, member_shares=cls.paid_at_closing),
                zero(LeaverLayer),
                tuple(zero(LeaverLayer) for place in slots(SHAPE.leavers)),
                zero(ClassOwed),
            )
            for cls in terms.classes
        ),
        of_classes=of_classes,
        owed=zero(Owed),
        stake=stake,
        treasury=treasury,
        unpaid=zero(Unpaid),
        balance=weigh(
            terms,
            opened.closing,
            clock,
            assets,
            debt,
            members,
            zero(Below),
            of_classes,
            zero(Owed),
            working,
            treasury,
            zero(Year),
            zero(Shared),
            zero(Confirmed),
            zero(Offer),
            stake,
            zero(Currency),
            before,
        ),
        quarter=zero(Quarter),
        quarters=tuple(zero(Quarter) for slot in slots(SHAPE.quarters)),
        window=zero(Quarter),
        coverage=zero(Coverage),
        headroom=zero(Headroom),
        standing=zero(Standing),
    )
