"""The community currency: what goes out and comes back, whether money is at hand, and its inputs."""

from planner import Plan, circulation
from planner.views import explainer, show
from planner.views.ask import ask
from planner.words import say
from planner.words.formats import figure

FLOWS, STOCKS = ("as_pay", "as_patronage", "spent", "redeemed"), ("outstanding", "redeemable")
FIELDS = (
    *("name", "of_pay", "of_patronage", "of_sales", "most_taken", "spent", "redeemable", "months"),
    *("agreed_in_writing", "reviewed"),
)


def shown(plan: Plan) -> None:
    """In words, and year by year; nothing where there is none."""
    found = plan.circulation
    if not found.years:
        return
    for said in circulation.told(found):
        show.words(said.said())
    names = (*FLOWS, *STOCKS, "at_hand")
    heads = (say("app.workers.head.year"), *(say(f"currency.head.{name}") for name in names))
    show.table(heads, [(year.fiscal_year, *(figure(getattr(year, name)) for name in names)) for year in found.years])
    lines = {say(f"currency.head.{name}"): ("year", f"currency.{name}") for name in FLOWS}
    lines |= {say(f"currency.head.{name}"): ("now", f"currency.{name}") for name in STOCKS}
    explainer.pick("currency", lines, {year.fiscal_year: year.last for year in found.years})
    show.words(say("currency.rank"))
    show.words(say("currency.law"))


def edit() -> None:
    """Its inputs."""
    ask(*(f"community_currency.{one}" for one in FIELDS))
