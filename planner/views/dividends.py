"""Below control: the dividends that must carry the co-op's loans, for the page of the stages and for the lender."""

from planner import Plan
from planner.report.stages_tables import DIVIDENDS, Stages
from planner.stakes import told
from planner.views import explainer, show
from planner.views.show import fold
from planner.words import say


def section(plan: Plan) -> None:
    """What the co-op needs, what of it goes to the seller, and what the company can lawfully pay, year by year."""
    found, tables = plan.stakes, Stages(plan)
    show.section("app.stages.dividends")
    show.words(tables.lead())
    for one in found.upstream:
        show.words(told.dividends(one))
    if found.upstream:
        with fold("app.stages.upstream") as is_open:
            if is_open:
                show.table(tables.heads(DIVIDENDS), tables.dividends())
                names = {say(f"stakes.head.{name}"): ("stakes", f"need.{name}") for name in DIVIDENDS[1:-1]}
                explainer.pick("upstream", names, {one.fiscal_year: one.month for one in found.upstream})
