"""What does the law ask of this plan?"""

from planner.lawful import Lawfulness
from planner.views import form_meaning, lawful_shown, show
from planner.views.ask import ask
from planner.views.show import Headline, fold
from planner.words import say

ACT = ("bylaws.statute", "bylaws.works_in", "bylaws.minimum_wage")
ENTRIES = {
    "votes": (
        "one_member_one_vote",
        "outside_votes",
        "votes_in_articles",
        "board_seats",
        "all_serve_up_to",
        "seats_elected_by_members",
        "directors_who_are_members",
    ),
    "membership": ("employed_only", "one_share_each", "membership_offered"),
    "surplus": (
        "obligation_in_bylaws",
        "consent_in_bylaws",
        "return_in_bylaws",
        "return_by_profit",
        "reserve_from",
        "collective_to_members",
        "reserve_to_co_op_body",
        "rest_by_patronage",
        "remainder_to",
    ),
    "from_pay": ("deduction_authorised", "deduction_reviewed"),
    "offers": ("shares_rely_on", "preferred_relies_on", "residents_only", "offer_reviewed"),
}

here = show.page("app.rules.question")
law = here.plan.lawful


def counted(found: Lawfulness, state: str) -> float:
    """How many rules are in a state; broken: only those that make the plan unlawful or cost a tax treatment."""
    return float(len(found.grave if state == "failed" else found.of("unknown" if state == "open" else "passed")))


show.headlines(
    here,
    *(
        Headline(
            say(f"app.rules.{state}"),
            lambda plan, state=state: counted(plan.lawful, state),  # type: ignore[misc]
            "{:.0f}".format,
            more_is="normal" if state == "passed" else "inverse",
            note=say(f"app.rules.{state}_note"),
        )
        for state in ("failed", "open", "passed")
    ),
)
lawful_shown.answer(law)
show.words(say("app.rules.lead"))
lawful_shown.broken(law)
form_meaning.unsettled_patronage(here.plan)
show.section("app.rules.entry")
ask(*ACT)
for part, names in ENTRIES.items():
    with fold(f"app.rules.{part}") as is_open:
        if is_open:
            ask(*(f"bylaws.{name}" for name in names))
lawful_shown.unanswered(law)
with fold("app.rules.all_kept") as is_open:
    if is_open:
        lawful_shown.kept(law)
with fold("app.rules.pay") as is_open:
    if is_open:
        lawful_shown.pay(law)
with fold("app.rules.capital") as is_open:
    if is_open:
        lawful_shown.capital(here.plan)
