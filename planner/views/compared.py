"""The deal in its four forms beside one another, and how the opening balance sheet comes about."""

from typing import get_args

from planner import Plan, charts
from planner.faults import Faulty
from planner.scenario import DealForm
from planner.views import ask, show, state
from planner.words import say
from planner.words.formats import figure, times


def in_each_form(plan: Plan) -> dict[str, Plan | Faulty]:
    """The plan by form of its deal; where a form cannot be, what says why."""
    found: dict[str, Plan | Faulty] = {}
    for form in get_args(DealForm):
        deal = plan.scenario.deal.model_copy(update={"form": form})
        try:
            found[form] = state.planned(plan.scenario.model_copy(update={"deal": deal}))
        except Faulty as fault:
            found[form] = fault
    return found


def forms(here: state.Desk) -> None:
    """The same deal in each form: what differs, in words and figures."""
    rows = []
    for form, plan in here.once(in_each_form).items():
        name = ask.option_name("form", form)
        if isinstance(plan, Faulty):
            show.words(say("app.compared.impossible", form=name, why=plan.faults[0]))
            continue
        opening, lender = plan.run.start.opening, plan.outcomes.lender
        rows.append(
            (
                name,
                figure(opening.equity),
                figure(plan.run.start.revalued.goodwill),
                figure(plan.seller.totals.cash_after_tax),
                times(lender.lowest_dscr) if lender.lowest_dscr is not None else say("app.none"),
                figure(lender.lowest_cash),
                figure(sum(month.shared.tax for month in plan.run.months)),
            )
        )
        show.words(say(f"app.compared.{form}", form=name))
    heads = ("form", "equity", "goodwill", "seller", "dscr", "cash", "tax")
    show.table((say(f"app.compared.head.{head}") for head in heads), rows)


def opening_sheet(plan: Plan) -> None:
    """The balance sheet in five columns, from the last books to the opening."""
    books, terms, now = plan.scenario.business.books, plan.case.terms, plan.run.months[0]
    bought = plan.run.start.revalued
    booked = books.payables + books.accrued + books.other_liabilities + books.debt
    owed = bought.liabilities_kept + books.debt
    left, goods = bought.equipment_bought, now.working.inventory + now.assets.inventory_write_up
    rows = (
        ("cash", books.cash, terms.cash_left_in, terms.cash_left_in, now.treasury.cash),
        ("receivables", *(books.receivables,) * 3, now.working.receivables),
        ("inventory", *(books.inventory,) * 2, books.inventory + bought.inventory_write_up, goods),
        ("other_assets", books.other_assets, *(terms.other_assets_kept,) * 2, now.balance.other_assets),
        ("equipment", books.equipment, left, left + bought.write_up, now.assets.equipment),
        ("goodwill", 0.0, 0.0, bought.goodwill, now.assets.goodwill),
        ("liabilities", booked, owed, owed, now.balance.liabilities),
        ("equity", books.equity, bought.equity_left, bought.equity_revalued, now.balance.equity),
    )
    heads = ("line", "books", "left", "revalued", "financing", "opening")
    show.table(
        (say(f"app.sheet.head.{head}") for head in heads),
        (
            (say(f"app.sheet.{name}"), figure(was), figure(left), figure(fair), figure(opening - fair), figure(opening))
            for name, was, left, fair, opening in rows
        ),
        [len(rows) - 1],
    )


def closing_day(plan: Plan) -> None:
    """What is paid on the closing day and from what: two lists of the same total."""
    for heading, parts in (("charts.sources", charts.sources(plan)), ("charts.uses", charts.uses(plan))):
        rows = [(part.label, figure(part.values[0])) for part in parts]
        rows.append((say("app.deal.total"), figure(sum(part.values[0] for part in parts))))
        show.table((say(heading), say("app.deal.amount")), rows, [len(parts)])
