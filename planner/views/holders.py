"""Who gets what of the price, where several hold the company: the list of holders, and each purchase divided."""

from planner import Plan, waterfall
from planner.scenario import Holder
from planner.views import ask, lists, show
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
    paid = waterfall.of_plan(plan.scenario, plan.run)
    if not paid:
        return
    months = [month for month, _ in waterfall.purchases_of(plan.run)]
    heads = (
        say("app.holders.name"),
        say("app.holders.way"),
        *(show.month_name_of(plan, month) for month in months),
        say("charts.total"),
    )
    rows = [
        (
            one.name,
            say(f"app.holders.{'converts' if one.converts else 'claims'}"),
            *(figure(amount) for amount in one.by_purchase),
            figure(one.amount),
        )
        for one in paid
    ]
    sums = [sum(one.by_purchase[place] for one in paid) for place in range(len(months))]
    rows.append((say("charts.total"), "", *(figure(one) for one in sums), figure(sum(one.amount for one in paid))))
    show.table(heads, rows, strong=(len(rows) - 1,), words=2)
