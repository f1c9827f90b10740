"""Later closings: the shares that the seller still holds, what the next part of them costs, and whether it can be paid.

The firm's books are one, whoever holds its shares: a later purchase is a deal with an owner of the same firm, so that
no goodwill comes of it; what is paid beyond book value lowers the collective account (ASC 810-10-45-23).
"""

from planner.model.helpers import MONTHS, cents, least, most, ratio, where
from planner.model.records import Closing, LoansOpened, Owed, Treasury
from planner.model.records_classes import Classes
from planner.model.records_currency import Currency
from planner.model.records_debt import Debt, Gates, Payments, Quarter
from planner.model.records_members import Members
from planner.model.records_stakes import Lends, Offer, Stake, Turn
from planner.model.records_surplus import Shared
from planner.model.surplus import on_stake
from planner.model.terms import Clock, Loan, LoanDrivers, Stage

NOTHING_LEFT = 1e-9  # a part of the company below which float sums alone keep it from nought


def lend_later(loan: Loan, driven: LoanDrivers, then: Stake) -> Lends:
    """What a loan brings to the next later closing, and a year's level payments on it: principal and interest."""
    mine = where(loan.stage > then.done, where(loan.stage <= then.done + 1.0, 1.0, 0.0), 0.0)
    paper = mine * loan.given
    yearly = MONTHS * driven.factor + loan.of_principal * loan.rate
    return Lends(paper, cents(paper * yearly))


def come_up(number: float, stage: Stage, opened: LoansOpened, debt: Debt, clock: Clock, then: Stake) -> Turn:
    """The terms of one later closing, where it is the next one, and whether its day has come."""
    turn = where(number > then.done, where(number <= then.done + 1.0, 1.0, 0.0), 0.0)
    paid_down = where(cents(debt.senior_balance) <= cents(stage.senior_left * opened.senior), 1.0, 0.0)
    return Turn(
        fraction=turn * stage.fraction,
        ready=turn * where(clock.month >= stage.earliest, paid_down, 0.0),
        price=turn * stage.price,
        increase=turn * stage.increase,
        multiple=turn * stage.multiple,
        of_book=turn * stage.of_book,
    )


def owe_before_owners(
    closing: Closing, debt: Debt, members: Members, classes: Classes, owed: Owed, treasury: Treasury, currency: Currency
) -> float:
    """What stands before the owners' shares where the price goes by earnings: debt less cash, and members' capital."""
    lent = debt.balance + debt.interest_owed + treasury.line - treasury.cash
    to_members = owed.patronage_payable + owed.revolving_payable + members.leavers_owed + owed.leaver_interest_owed
    of_members = members.member_shares + members.accounts + classes.capital
    return (
        lent
        + to_members
        + classes.owed
        + owed.dividends_payable
        + closing.preferred
        + of_members
        + currency.outstanding
    )


def offer(
    fraction: float,
    ready: float,
    given: float,
    increase: float,
    multiple: float,
    of_book: float,
    paper: float,
    service: float,
    before_owners: float,
    free: float,
    closing: Closing,
    gates: Gates,
    window: Quarter,
    clock: Clock,
    then: Stake,
) -> Offer:
    """The next later closing: its price by the agreed formula, and whether it can be afforded; if not, it waits.

    by earnings: part x (multiple x EBITDA of a year - what stands before the owners' shares), at least 0
    at book value: the seller's book value x part / seller's part
    else as given, or part x the price of all shares on the closing day; with its yearly increase
    affordable: what paper leaves of the price out of cash free once everybody is paid, debt within leverage, and a
    year's payments on the paper within what each least coverage still lets be served
    """
    yearly = window.ebitda * ratio(MONTHS, window.months)
    by_earnings = fraction * (multiple * yearly - before_owners)
    by_book = then.balance * ratio(fraction, then.fraction)
    agreed = where(given > 0.0, given, fraction * closing.for_all_shares)
    with_increase = agreed * (1.0 + increase * clock.month / MONTHS)
    asked = where(multiple > 0.0, by_earnings, where(of_book, by_book, with_increase))
    price = cents(most(0.0, asked))
    used = least(price, paper)
    cash_asked = price - used
    by_cash = where(cents(free) >= cents(cash_asked), gates.open, 0.0)
    by_debt = where(cents(gates.line_room) >= cents(used), 1.0, 0.0)
    room = least(gates.room_by_dscr, least(gates.room_by_fccr, gates.room_by_bank_dscr))
    served = cents(service * ratio(used, paper))
    affordable = by_cash * by_debt * where(cents(room) >= served, 1.0, 0.0)
    closes = ready * affordable
    return Offer(
        fraction=fraction,
        ready=ready,
        before_owners=before_owners,
        yearly_ebitda=yearly,
        by_earnings=by_earnings,
        by_book=by_book,
        agreed=with_increase,
        price=price,
        used=used,
        service=served,
        cash_asked=cash_asked,
        cash_free=free,
        by_cash=by_cash,
        by_debt=by_debt,
        affordable=affordable,
        bought=closes * fraction,
        paid=closes * price,
        lent=closes * used,
        paid_in_cash=closes * cash_asked,
    )


def keep_stake(now: Offer, payments: Payments, shared: Shared, owed: Owed, then: Stake) -> Stake:
    """The seller's shares at month-end: with their profit, less dividends and what was bought of them."""
    grown = then.balance + shared.stake_profit - shared.stake_dividend
    whole = where(then.fraction - now.bought > NOTHING_LEFT, 0.0, 1.0)
    closes = where(now.bought > 0.0, 1.0, 0.0)
    sold = closes * where(whole, grown, cents(grown * ratio(now.bought, then.fraction)))
    waits = where(now.ready > 0.0, 1.0 - now.affordable, 0.0)
    return Stake(
        done=then.done + closes,
        fraction=where(whole, 0.0, then.fraction - now.bought),
        dividends_paid=on_stake(payments, owed),
        sold=sold,
        balance=grown - sold,
        waiting=where(waits, then.waiting + 1.0, where(closes, 0.0, then.waiting)),
    )
