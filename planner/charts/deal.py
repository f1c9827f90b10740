"""Charts of the deal: where the money comes from and goes, the equity of the closing day, the seller's cash."""

from planner import Plan
from planner.charts.business import LOAN_ROLES
from planner.charts.parts import Chart, Series
from planner.words import say
from planner.words.formats import listed, money


def sources(plan: Plan, language: str = "en") -> tuple[Series, ...]:
    """Each source of the closing day, in the order in which it is paid back; one value each."""
    deal, start, terms = plan.scenario.deal, plan.run.start, plan.case.terms
    listed = [
        (loan.name, opened.principal, LOAN_ROLES[loan.kind])
        for loan, opened in zip(deal.loans, start.loans, strict=False)
        if loan.kind != "assumed"
    ]
    listed += [
        (say("charts.line", language), terms.line_drawn, "plain"),
        (say("charts.preferred", language), start.closing.preferred, "preferred"),
        (say("charts.member_shares", language), terms.member_shares_paid, "members"),
        *(
            (one.name, told.paid_at_closing, "members")
            for one, told in zip(plan.scenario.membership.classes, terms.classes, strict=True)
        ),
        (say("charts.grants", language), terms.grants, "collective"),
        (say("charts.cash_left_in", language), terms.cash_left_in, "cash"),
    ]
    return tuple(Series(label, (round(value, 2),), role) for label, value, role in listed if value)


def uses(plan: Plan, language: str = "en") -> tuple[Series, ...]:
    """Each use of the closing day, one value each; what the seller gets in paper stands apart from cash."""
    start = plan.run.start
    closing = start.closing
    listed = (
        ("to_seller_cash", start.opening.seller_cash, "seller"),
        ("to_seller_paper", start.loans_opened.seller_paper, "seller"),
        ("debt_paid_off", closing.debt_paid_off, "debt"),
        ("liabilities_paid_off", closing.liabilities_paid_off, "debt"),
        ("opening_cash", closing.cash_at_opening, "cash"),
        ("costs", closing.costs, "tax"),
        ("advice", closing.advice, "tax"),
        ("loan_fees", closing.loan_fees, "tax"),
    )
    return tuple(
        Series(say(f"charts.{key}", language), (round(value, 2),), role) for key, value, role in listed if value
    )


def sources_and_uses(plan: Plan, language: str = "en") -> Chart:
    """Two stacks of the same height: what is paid on the closing day, and from what."""
    closing = plan.run.start.closing
    brought, used = sources(plan, language), uses(plan, language)
    return Chart(
        key="sources_and_uses",
        kind="stacked",
        title=say("charts.sources_and_uses.title", language),
        takeaway=say(
            "charts.sources_and_uses.takeaway",
            language,
            uses=money(closing.uses, language=language),
            cash=money(plan.run.start.opening.seller_cash, language=language),
            parts=_by_giver(plan, language),
        ),
        categories=(say("charts.sources", language), say("charts.uses", language)),
        series=(
            *(Series(one.label, (one.values[0], 0.0), one.role) for one in brought),
            *(Series(one.label, (0.0, one.values[0]), one.role) for one in used),
        ),
        total=True,
        axis=say("charts.side", language),
    )


def _by_giver(plan: Plan, language: str) -> str:
    """Who brings how much of the closing day's money, in words."""
    start, terms = plan.run.start, plan.case.terms
    paper = start.loans_opened.seller_paper
    givers = (
        ("lenders", start.loans_opened.new_loans - paper + terms.line_drawn),
        ("seller", paper),
        ("investors", start.closing.preferred),
        ("members", terms.member_shares_paid),
        ("classes", start.closing.class_shares),
        ("givers", terms.grants),
        ("business", terms.cash_left_in),
    )
    return listed(
        [
            say(f"charts.sources_and_uses.{key}", language, amount=money(value, language=language))
            for key, value in givers
            if value
        ],
        language=language,
    )


def opening_bridge(plan: Plan, language: str = "en") -> Chart:
    """From the seller's equity in the last books to the co-op's opening equity."""
    start, terms = plan.run.start, plan.case.terms
    books, closing, opening = start.revalued, start.closing, start.opening
    taken_out = books.cash_taken_out + terms.books_other_assets - terms.other_assets_kept + terms.equipment_kept
    steps = [
        ("books_equity", books.equity_left + taken_out + terms.unbooked_liabilities),
        ("taken_out", -taken_out),
        ("unbooked_liabilities", -terms.unbooked_liabilities),
        ("write_up", books.write_up),
        ("inventory_write_up", books.inventory_write_up),
        ("goodwill", books.goodwill),
        ("paid_to_seller", -closing.to_seller),
        ("costs_and_advice", -(closing.costs + closing.advice)),
        ("preferred", closing.preferred),
        ("member_shares", terms.member_shares_paid),
        ("class_shares", closing.class_shares),
        ("grants", terms.grants),
        ("opening_equity", opening.equity),
    ]
    ends = (0, len(steps) - 1)
    kept = [(key, value) for place, (key, value) in enumerate(steps) if value or place in ends]
    return Chart(
        key="opening_bridge",
        kind="waterfall",
        title=say("charts.opening_bridge.title", language),
        takeaway=say(
            f"charts.opening_bridge.{_bridge_case(plan)}",
            language,
            equity=money(opening.equity, language=language),
            collective=money(opening.collective, language=language),
            price=money(closing.to_seller, language=language),
            goodwill=money(books.goodwill, language=language),
        ),
        categories=tuple(say(f"charts.{key}", language) for key, _ in kept),
        series=(Series(say("charts.equity_line", language), tuple(round(value, 2) for _, value in kept), "plain"),),
        total=True,
        axis=say("charts.step", language),
    )


def _bridge_case(plan: Plan) -> str:
    if plan.scenario.deal.form == "buyout":
        return "buyout" if plan.run.start.opening.collective < 0 else "buyout_positive"
    return "purchase"


def seller_cash(plan: Plan, language: str = "en") -> Chart:
    """What the seller gets by calendar year, and the tax that the sale adds, downwards."""
    years, totals = plan.seller.years, plan.seller.totals
    series = (
        Series(say("seller.line.cash_at_closing", language), tuple(one.cash_at_closing for one in years), "seller"),
        Series(say("seller.line.principal", language), tuple(one.principal for one in years), "cash"),
        Series(say("seller.line.interest", language), tuple(one.interest for one in years), "collective"),
        Series(say("seller.line.later_cash", language), tuple(one.later_cash for one in years), "seller"),
        Series(say("seller.line.later_principal", language), tuple(one.later_principal for one in years), "cash"),
        Series(say("seller.line.dividends", language), tuple(one.dividends for one in years), "members"),
        Series(say("seller.line.tax_of_sale", language), tuple(0.0 - one.tax_of_sale for one in years), "tax"),
    )
    paid = [one for one in years if one.cash]
    takeaway = say(
        f"charts.seller_cash.{'at_once' if len(paid) <= 1 else 'over_years'}",
        language,
        cash=money(totals.cash, language=language),
        kind=say(f"seller.kind.{plan.seller.taxed_by}", language),
        tax=money(totals.tax_of_sale, language=language),
        kept=money(totals.cash_after_tax, language=language),
        last=paid[-1].year if paid else years[-1].year,
    )
    return Chart(
        key="seller_cash",
        kind="stacked",
        title=say("charts.seller_cash.title", language),
        takeaway=takeaway,
        categories=tuple(str(one.year) for one in years),
        series=tuple(one for one in series if any(one.values)),
        total=True,
        axis=say("charts.calendar_year", language),
    )
