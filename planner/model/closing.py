"""The closing day: sources and uses, and the opening balance sheet by deal form.

Source of the entries: purchase accounting under ASC 805 (goodwill = price + liabilities - fair value of assets);
a buyout of own shares keeps the books (no goodwill) and takes the price out of equity.
"""

from planner.model.helpers import cents, least, most, ratio, where
from planner.model.records import Closing, LoansOpened, OpenedLoan, Opening
from planner.model.records_closing import Allocated, Asked, LoansAsked, Revalued
from planner.model.terms import Loan, Terms


def ask(loan: Loan) -> Asked:
    """What one loan brings, the plug aside."""
    principal = where(loan.plug, 0.0, where(loan.stage > 0.0, 0.0, loan.given))
    return Asked(principal, cents(principal * loan.fee) + loan.fixed_fee)


def add_up(principal: float, fees: float, assumed: float, plug_fee_rate: float) -> LoansAsked:
    """All loans of the day, the plug aside."""
    return LoansAsked(principal, fees, assumed, plug_fee_rate)


def settle_uses(terms: Terms, asked: LoansAsked, class_shares: float) -> Closing:
    """Sources and uses of the closing day; the plug takes up what is missing, its own fee included.

    Paid to the seller = part bought x (price + inventory beside + adjustment + cash left in - debt).
    plug = gap / (1 - fee rate of the plug), so no loop is needed.
    """
    adjusted = terms.price + terms.inventory_beside + terms.price_adjustment
    for_all_shares = adjusted + terms.cash_left_in - terms.books_debt
    to_seller = where(terms.bought < 1.0, cents(terms.bought * for_all_shares), for_all_shares)
    debt_paid_off = terms.books_debt - asked.assumed
    liabilities = terms.books_accrued + terms.books_other_liabilities + terms.unbooked_liabilities
    paid_off = liabilities - terms.accrued_kept - terms.other_liabilities_kept
    old_claims = to_seller + debt_paid_off + paid_off
    uses_before = old_claims + terms.opening_cash + terms.transaction_costs + terms.advice + asked.fees
    lent = asked.principal - asked.assumed
    given = terms.member_shares_paid + class_shares + terms.grants + terms.cash_left_in
    sources_before = lent + terms.line_drawn + terms.preferred_given + given
    gap = uses_before - sources_before
    plug = cents(ratio(gap, 1.0 - asked.plug_fee_rate))
    plug_fee = cents(plug - gap)
    preferred = terms.preferred_given + terms.preferred_plug * plug
    return Closing(
        for_all_shares=for_all_shares,
        to_seller=to_seller,
        debt_paid_off=debt_paid_off,
        liabilities_paid_off=paid_off,
        cash_at_opening=terms.opening_cash,
        costs=terms.transaction_costs,
        advice=terms.advice,
        uses_before_plug=uses_before,
        sources_before_plug=sources_before,
        gap=gap,
        plug=plug,
        plug_fee=plug_fee,
        loan_fees=asked.fees + plug_fee,
        uses=uses_before + plug_fee,
        class_shares=class_shares,
        preferred=preferred,
        sources=sources_before + plug,
    )


def open_loan(loan: Loan, asked: Asked, closing: Closing) -> OpenedLoan:
    """One loan as it stands at closing, its fee spread evenly over its term."""
    principal = asked.principal + loan.plug * closing.plug
    fee = asked.fee + loan.plug * closing.plug_fee
    return OpenedLoan(principal, fee, cents(fee / loan.last))


def gather(loans: float, senior: float, new_loans: float, seller_paper: float) -> LoansOpened:
    """All loans as they stand at closing."""
    return LoansOpened(loans, senior, new_loans, seller_paper)


def revalue(terms: Terms) -> Revalued:
    """The seller's books without leftovers, at fair value where the deal form asks for it.

    goodwill = price + liabilities - fair value of identified assets; below zero it is a bargain gain, and the assets
    stay at fair value (ASC 805-30-25-2). Customer lists and promises not to compete stay in goodwill, as a private
    company may choose (ASC 805-20-25-30); for tax they are a class of their own.
    Liabilities that the sale brought to light are booked; a loan to the seller that is settled leaves with the cash.
    """
    cash_taken_out = terms.books_cash - terms.cash_left_in
    working = terms.books_receivables + terms.books_inventory + terms.other_assets_kept
    booked = terms.books_payables + terms.books_accrued + terms.books_other_liabilities
    liabilities_kept = booked + terms.unbooked_liabilities
    equipment_bought = terms.books_equipment - terms.equipment_kept
    equity_left = terms.cash_left_in + working + equipment_bought - liabilities_kept - terms.books_debt
    write_up = terms.revalue * (terms.equipment_fair - equipment_bought)
    inventory_write_up = terms.revalue * (terms.inventory_fair - terms.books_inventory)
    identified = working + inventory_write_up + equipment_bought + write_up
    adjusted = terms.price + terms.inventory_beside + terms.price_adjustment
    residual = terms.revalue * (adjusted + liabilities_kept - identified)
    goodwill = most(0.0, residual)
    return Revalued(
        cash_taken_out=cash_taken_out,
        working=working,
        liabilities_kept=liabilities_kept,
        equipment_bought=equipment_bought,
        equity_left=equity_left,
        write_up=write_up,
        inventory_write_up=inventory_write_up,
        identified=identified,
        residual=residual,
        goodwill=goodwill,
        equity_revalued=equity_left + write_up + inventory_write_up + goodwill,
    )


def fill_class(fair: float, left: float) -> float:
    """What one class takes of the price left by those before it: at most its fair value (26 CFR 1.338-6(b)(2))."""
    return least(fair, left)


def allocate(terms: Terms, closing: Closing, books: Revalued) -> Allocated:
    """The price for tax over the classes of s.1060: cash, receivables, inventory, all else, intangibles, goodwill.

    Price and costs of buying with liabilities taken over, class by class up to fair value; the class in which it runs
    out shares what is left by fair value (26 CFR 1.1060-1(c), 1.338-6). The books know no securities (class II).
    A promise not to compete is bought from a person: where shares are bought, or the company buys out its owner, it is
    an intangible by itself (26 U.S.C. 197(d)(1)(E); Frontier Chevrolet Co. v. Commissioner, 116 T.C. 289 (2001)).
    """
    price = terms.price + terms.inventory_beside + terms.price_adjustment + terms.cash_left_in
    consideration = terms.step_up * (price + books.liabilities_kept + closing.costs)
    cash = fill_class(terms.cash_left_in, consideration)
    after_cash = consideration - cash
    receivables = fill_class(terms.books_receivables, after_cash)
    after_receivables = after_cash - receivables
    inventory = fill_class(terms.inventory_fair, after_receivables)
    after_inventory = after_receivables - inventory
    five = terms.equipment_fair + terms.other_assets_kept
    class_five = fill_class(five, after_inventory)
    equipment = cents(class_five * ratio(terms.equipment_fair, five))
    after_five = after_inventory - class_five
    intangibles = fill_class(terms.intangibles, after_five)
    gap = receivables - terms.books_receivables + inventory - terms.books_inventory
    return Allocated(
        consideration=consideration,
        cash=cash,
        after_cash=after_cash,
        receivables=receivables,
        after_receivables=after_receivables,
        inventory=inventory,
        after_inventory=after_inventory,
        class_five=class_five,
        equipment=equipment,
        other_assets=class_five - equipment,
        after_five=after_five,
        intangibles=intangibles,
        goodwill=after_five - intangibles,
        tax_working=terms.step_up * gap,
        non_compete=(1.0 - terms.step_up) * least(terms.non_compete, most(0.0, closing.to_seller)),
    )


def start(terms: Terms, closing: Closing, books: Revalued, allocated: Allocated, opened: LoansOpened) -> Opening:
    """The opening balance sheet after financing, and the tax basis beside it.

    collective = seller's equity after revaluation + grants + entry fees - price for the shares - costs expensed.
    Of shares that the seller keeps the book value is a class of capital of its own.
    A buyout opens with a negative collective account: a correct result, never clamped.
    fair surplus: what is left of price and cash after all debts, a fair valuation for a statute's solvency test;
    less the preference of preferred shares it may be paid out. Deferred tax is a memo: the books show taxes payable.
    Tax: a step-up gives each class what the price allocates to it, s.1060 and s.197; otherwise the old basis follows.
    """
    seller_cash = closing.to_seller - opened.seller_paper
    given = terms.member_shares_paid + closing.class_shares + terms.grants
    financed = opened.new_loans + terms.line_drawn + closing.preferred + given
    old_claims = closing.to_seller + closing.debt_paid_off + closing.liabilities_paid_off
    paid = old_claims + closing.costs + closing.advice + closing.loan_fees
    cash = terms.cash_left_in + financed - paid
    equipment = books.equipment_bought + books.write_up
    entry_fees = cents(terms.member_shares_paid * terms.entry_fee_fraction)
    stake = cents((1.0 - terms.bought) * books.equity_left)
    gained = books.equity_revalued + terms.grants + entry_fees
    collective = gained - stake - closing.to_seller - closing.costs - closing.advice
    assets = cash + books.working + books.inventory_write_up + equipment + books.goodwill
    kept = books.liabilities_kept - closing.liabilities_paid_off
    liabilities = kept + opened.loans - closing.loan_fees + terms.line_drawn
    members = terms.member_shares_paid - entry_fees + closing.class_shares
    equity = closing.preferred + stake + members + collective
    tax_equipment = where(terms.step_up, allocated.equipment, terms.equipment_tax_basis)
    tax_goodwill = allocated.intangibles + allocated.goodwill + allocated.non_compete
    other_gap = terms.step_up * (terms.other_assets_kept - allocated.other_assets)
    untaxed = equipment - tax_equipment + books.inventory_write_up - allocated.tax_working + other_gap
    adjusted = terms.price + terms.inventory_beside + terms.price_adjustment + closing.liabilities_paid_off
    worth = adjusted + cash
    fair_surplus = worth - opened.loans - terms.line_drawn
    return Opening(
        stake=stake,
        seller_cash=seller_cash,
        financed=financed,
        paid=paid,
        cash=cash,
        equipment=equipment,
        entry_fees=entry_fees,
        collective=collective,
        assets=assets,
        liabilities=liabilities,
        equity=equity,
        tax_equipment=tax_equipment,
        tax_goodwill=tax_goodwill,
        deferred_tax_memo=cents(terms.tax_rate * terms.revalue * untaxed),
        fair_surplus=fair_surplus,
        may_be_paid=fair_surplus - closing.preferred,
        equipment_step=cents(equipment / terms.equipment_months),
        goodwill_step=cents(books.goodwill / terms.goodwill_months),
        tax_equipment_step=cents(tax_equipment / terms.tax_equipment_months),
        tax_goodwill_step=cents(tax_goodwill / terms.tax_goodwill_months),
        inventory_step=cents(books.inventory_write_up / terms.turn_months),
        tax_working_step=cents(allocated.tax_working / terms.turn_months),
    )
