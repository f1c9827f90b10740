"""Lists behind the value, edited as tables: add-backs by year, owners and rent, fair values, debt-like items."""

from typing import Any

from planner.scenario.settlement import MONTHS
from planner.views import ask, state
from planner.views.lists import Column, Rows, Shape, column, copied
from planner.words import say

STATEMENTS = "business.statements"
OF_YEAR: dict[str, float | None] = {"second_owner_pay": 0.0, "rent_to_owner": 0.0, "market_rent": None, "weight": None}
OF_ITEM = ("name", "reason", "evidence", "recurring", "accepted")
NEW_ITEM = {"reason": "", "evidence": "", "recurring": False, "accepted": True}


def add_backs() -> Shape:
    """The schedule of add-backs: a row for each item, its amount by year."""
    years = tuple(one["year"] for one in state.entered_at(STATEMENTS))
    inside = f"{STATEMENTS}.0.add_backs.0"
    amount = column(f"{inside}.amount", 0.0)
    amounts = (amount._replace(field=str(year), label=say("app.list.in_year", year=year)) for year in years)
    item = {name: column(f"{inside}.{name}", NEW_ITEM.get(name, say("app.list.new"))) for name in OF_ITEM}
    return Shape("add_backs", STATEMENTS, (item["name"], *amounts, *(item[one] for one in OF_ITEM[1:])), read, put_back)


def read(statements: Rows) -> Rows:
    """Items by name and by what is said of them, an amount for each year; twice in a year is added up."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in statements:
        for held in one.get("add_backs", []):
            item = {**NEW_ITEM, **held}
            key = tuple(item[name] for name in OF_ITEM)
            row = rows.setdefault(key, {name: item[name] for name in OF_ITEM})
            row[str(one["year"])] = row.get(str(one["year"]), 0.0) + item["amount"]
    years = [str(one["year"]) for one in statements]
    return [{**dict.fromkeys(years, 0.0), **row} for row in rows.values()]


def put_back(rows: Rows) -> Rows:
    """The statements with each item in the years in which it has an amount; one without any stays in the last."""
    statements = state.entered_at(STATEMENTS)
    last = statements[-1]["year"]
    years = [one["year"] for one in statements]
    empty = [row for row in rows if not any(row.get(str(year)) for year in years)]
    return [
        {
            **one,
            "add_backs": [
                {"amount": row.get(str(one["year"])) or 0.0, **{name: row[name] for name in OF_ITEM}}
                for row in rows
                if row.get(str(one["year"])) or (one["year"] == last and row in empty)
            ],
        }
        for one in statements
    ]


def of_the_years() -> Shape:
    """Second owners, rent and weights, a row for each year; the rows are those of the statements."""

    def back(rows: Rows) -> Rows:
        held = state.entered_at(STATEMENTS)
        return [{**one, **{name: row[name] for name in OF_YEAR}} for one, row in zip(held, rows, strict=True)]

    return Shape(
        "of_the_years",
        STATEMENTS,
        tuple(column(f"{STATEMENTS}.0.{name}", None) for name in OF_YEAR),
        lambda held: [{name: one.get(name, new) for name, new in OF_YEAR.items()} for one in held],
        back,
        grows=False,
    )


def fair_items() -> Shape:
    """What net assets are worth beyond the books."""
    path = "value.fair_items"
    columns = (column(f"{path}.0.name", say("app.list.new")), column(f"{path}.0.amount", 0.0))
    return Shape("fair_items", path, columns, copied, lambda rows: rows)


def debt_like() -> Shape:
    """Debt-like items."""
    path = "deal.debt_like"
    new = {"name": say("app.list.new"), "kind": "other", "amount": 0.0, "booked": "accrued", "paid_off": False}
    columns = tuple(_choice(column(f"{path}.0.{name}", held), f"{path}.0.{name}") for name, held in new.items())
    return Shape("debt_like", path, columns, copied, lambda rows: rows)


def _choice(one: Column, path: str) -> Column:
    """A column of a few words is chosen from, as they are said."""
    options = ask.options_of(ask.field_of(path))
    if not options:
        return one
    return one._replace(kind="one_of", options=options, said=lambda word: say(f"app.choice.debt_like.{word}"))


def month_ends() -> Shape:
    """The twelve month-ends of the peg; all empty, there are none."""
    path = "deal.working_capital.months"
    only = Column("value", say("app.worth.month_end"), "", "money", -1e10, 1e10)
    return Shape(
        "month_ends",
        path,
        (only,),
        lambda held: [{"value": one} for one in (held or [None] * MONTHS)],
        lambda rows: [] if all(row["value"] is None for row in rows) else [row["value"] or 0.0 for row in rows],
        grows=False,
    )
