"""Who gets what of the price, where several hold the company: the list of holders, and each purchase divided."""

from planner import Plan, charts
from planner.holders import Paid
from planner.scenario import Holder
from planner.views import ask, explainer, lists, show
from planner.words import choice_key, say
from planner.words.formats import figure

PATH = "deal.holders"
FIELDS = (
    *("name", "instrument", "fraction", "invested", "multiple", "participating", "most", "rank"),
    *("rate", "years", "valuation_cap", "discount"),
)
NEW = Holder(name="-")


def _column(field: str) -> lists.Column:
    path = f"{PATH}.0.{field}"
    new = say("app.list.new") if field == "name" else getattr(NEW, field)
    one = lists.column(path, new)
    options = ask.options_of(ask.field_of(path))
    if not options or isinstance(new, bool):
        return one
    return one._replace(kind="one_of", options=options, said=lambda word: say(choice_key(field, word)))


def section(plan: Plan) -> None:
    """The holders as a table to change; below it what each gets, purchase by purchase."""
    show.words(say("app.holders.help"))
    lists.edit(lists.Shape("holders", PATH, tuple(map(_column, FIELDS)), lists.copied, lambda rows: rows))
    if plan.holders is not None:
        divided(plan, plan.holders)
        years(plan)


def divided(plan: Plan, paid: Paid) -> None:
    """What each gets of the price, purchase by purchase; each figure can be opened."""
    months = [month for month, _ in paid.purchases]
    heads = (
        say("holders.holder"),
        say("holders.way"),
        *(show.month_name_of(plan, month) for month in months),
        say("charts.total"),
    )
    rows = [
        (one.name, _way(paid, place), *(figure(amount) for amount in one.by_purchase), figure(one.amount))
        for place, one in enumerate(paid.payouts)
    ]
    sums = [amount for _, amount in paid.purchases]
    rows.append((say("charts.total"), "", *(figure(one) for one in sums), figure(sum(sums))))
    show.table(heads, rows, strong=(len(rows) - 1,), words=2)
    lines = {say("holders.whole"): ("holders", "price")}
    for place, one in enumerate(paid.payouts):
        lines[say("explain.of", label=say("holders.of_price"), which=one.name)] = ("holders", f"{place}.amount")
    explainer.pick("holders.price", lines)


def years(plan: Plan) -> None:
    """What each is paid by calendar year, in money; each figure can be opened."""
    paid = plan.holders
    if paid is None:
        return
    show.chart(charts.holders_paid(plan), tabled=lambda: _years(paid))
    show.words(say("holders.lead"))
    show.words(say("holders.order"))


def _years(paid: Paid) -> None:
    heads = (say("holders.holder"), *map(str, paid.years), say("charts.total"))
    rows, lines = [], {}
    for place, one in enumerate(paid.payouts):
        cash = [year[place].cash for year in paid.by_year]
        rows.append((one.name, *map(figure, cash), figure(sum(cash))))
        lines[one.name] = ("holders", f"{place}.year.cash")
    show.table(heads, rows)
    explainer.pick("holders.years", lines, {str(year): year for year in paid.years})


def _way(paid: Paid, place: int) -> str:
    """As what a holder takes part."""
    if paid.division.order[place] == max(paid.division.order):
        return say("holders.converts" if paid.payouts[place].converts else "holders.common")
    return say("holders.claims")
