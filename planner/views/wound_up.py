"""If the co-op were wound up: who would get what, year by year."""

from planner import Plan, dissolution
from planner.report import wound_up_tables as tables
from planner.views import explainer, show
from planner.words import say


def shown(plan: Plan) -> None:
    """In words, by fiscal year, and who gets it at the end of the last; each figure by year can be opened."""
    show.words(say("dissolution.lead"))
    for one in dissolution.told(plan.scenario, plan.dissolution):
        show.words(one.said())
    if not plan.dissolution:
        return
    with show.fold("dissolution.years") as is_open:
        if is_open:
            names, years = tables.lines(plan), plan.dissolution
            rows = [
                (
                    show.kept_together(tables.row(name)),
                    *(tables.shown(name, one) for one in tables.written(plan, name)),
                )
                for name in names
            ]
            strong = tuple(place for place, name in enumerate(names) if name.endswith("for_each"))
            show.table((say("app.statement.line"), *(one.fiscal_year for one in years)), rows, strong)
            lines = {tables.label(name): ("wound_up", name) for name in names}
            explainer.pick("wound_up", lines, {one.fiscal_year: one.last for one in years})
            show.words(say("dissolution.payees", year=years[-1].fiscal_year))
            show.table(tables.payee_heads(plan), tables.payee_rows(plan))
