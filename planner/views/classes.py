"""Further classes of members: who they are, their votes and seats, what each gets and holds."""

from planner import Plan, charts
from planner.scenario import MemberClass
from planner.views import ask, explainer, lists, show, state
from planner.words import choice_key, say
from planner.words.formats import figure, percent

PATH = "membership.classes"
OF_ALL = ("workers_slice", "workers_votes", "workers_seats", "returns_of_patronage")
WHO = ("name", "who", "members", "growth", "leaving", "share_price", "paid_over", "votes", "board_seats")
GETS = (
    *("basis", "slice", "member_business", "collective_fraction", "cash_fraction", "qualified"),
    *("return_rate", "return_by_profit", "return_first", "relies_on"),
    *("revolving_years", "redemption_years", "redemption_rate"),
)
NEW = MemberClass(name="-")
OF_YEAR = ("patronage_dividend", "returns", "patronage_payable")
OF_CAPITAL = ("member_shares", "accounts", "leavers_owed")


def _column(field: str) -> lists.Column:
    path = f"{PATH}.0.{field}"
    new = say("app.list.new") if field == "name" else getattr(NEW, field)
    one = lists.column(path, new)
    options = ask.options_of(ask.field_of(path))
    if not options or isinstance(new, bool):
        return one
    return one._replace(kind="one_of", options=options, said=lambda word: say(choice_key(field, word)))


def _who() -> lists.Shape:
    def back(rows: lists.Rows) -> lists.Rows:
        held = {one["name"]: one for one in state.entered_at(PATH)}
        blank = NEW.model_dump(mode="json")
        return [{**blank, **held.get(row["name"], {}), **row} for row in rows]

    def read(held: lists.Rows) -> lists.Rows:
        return [{name: one[name] for name in WHO} for one in held]

    return lists.Shape("classes", PATH, tuple(_column(one) for one in WHO), read, back)


def _gets() -> lists.Shape:
    def back(rows: lists.Rows) -> lists.Rows:
        held = state.entered_at(PATH)
        return [{**one, **row} for one, row in zip(held, rows, strict=True)]

    def read(held: lists.Rows) -> lists.Rows:
        return [{name: one[name] for name in GETS} for one in held]

    return lists.Shape("class_terms", PATH, tuple(_column(one) for one in GETS), read, back, grows=False)


def edit() -> None:
    """The classes as two tables, and what the workers keep."""
    show.words(say("app.classes.help"))
    lists.edit(_who())
    named = [one["name"] for one in state.entered_at(PATH)]
    if named:
        show.words(say("app.classes.gets"))
        lists.edit(_gets(), named)
    ask.ask(*(f"membership.{one}" for one in OF_ALL), columns=2)


def shown(plan: Plan) -> None:
    """Votes, seats and slices of every class; then what each was given and holds, by year."""
    told = plan.scenario.membership
    workers = (told.workers_votes, told.workers_seats, told.of_workers, 0.0)
    others = [(one.votes, one.board_seats, one.slice, one.return_rate) for one in told.classes]
    named = [(say("charts.workers"), say("app.classes.by_pay"))]
    named += [(one.name, say(choice_key("basis", one.basis))) for one in told.classes]
    rows = [
        (
            *words,
            percent(votes / told.all_votes, decimals=0),
            figure(seats),
            percent(part, decimals=0),
            percent(most) if most else "",
        )
        for words, (votes, seats, part, most) in zip(named, (workers, *others), strict=True)
    ]
    heads = tuple(say(f"app.classes.head.{name}") for name in ("name", "basis", "votes", "seats", "slice", "return"))
    show.table(heads, rows, words=2)
    show.chart(charts.surplus_by_class(plan))
    show.chart(charts.capital_by_class(plan))
    lines = {
        say("app.classes.of", name=one.name, label=say(f"line.classes.{kind}.{name}")): (
            "now",
            f"classes.{place}.{kind}.{name}",
        )
        for place, one in enumerate(told.classes)
        for kind, names in (("owed", OF_YEAR), ("capital", OF_CAPITAL))
        for name in names
    }
    explainer.pick("classes", lines, {period.label: period.last for period in plan.outcomes.fiscal_years})
