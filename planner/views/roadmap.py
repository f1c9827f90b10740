"""What happens next, and when?"""

from planner import charts
from planner.views import show
from planner.views.ask import ask
from planner.views.show import Headline, fold
from planner.words import say
from planner.words.formats import day, month_of

here = show.page("app.roadmap.question")
road = here.plan.roadmap

show.headlines(
    here,
    Headline(
        say("app.roadmap.before"),
        lambda plan: plan.roadmap.months_before_closing,
        lambda months: say("app.roadmap.months", months=f"{months:g}"),
        more_is="off",
        note=say("app.roadmap.begins", month=month_of(road.begins)),
    ),
    Headline(say("app.roadmap.cost"), lambda plan: plan.roadmap.cost, more_is="off", note=say("app.roadmap.cost_note")),
)
show.findings(one.said() for one in road.findings)
show.chart(charts.roadmap(here.plan))

with fold("app.roadmap.steps") as is_open:
    if is_open:
        heads = ("step", "phase", "who", "starts", "ends", "slack", "source")
        show.table(
            (say(f"app.roadmap.head.{head}") for head in heads),
            (
                (
                    step.said.said(),
                    say(f"roadmap.phase.{step.phase}") if step.phase else "",
                    ", ".join(say(f"roadmap.who.{who}") for who in step.who),
                    day(step.starts),
                    day(step.ends),
                    say("app.roadmap.critical") if step.critical else f"{step.slack:.1f}",
                    say("app.roadmap.assumed", source=step.source) if step.assumption else step.source,
                )
                for step in road.steps
            ),
            [place for place, step in enumerate(road.steps) if step.critical],
            words=len(heads),
        )

show.section("app.roadmap.change")
ask("deal.closing", "deal.support", "deal.support_months")
