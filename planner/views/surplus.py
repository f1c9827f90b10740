"""Where does the surplus go, and which policy for it?"""

from planner.board import told
from planner.views import board_shown, lists, show, wound_up
from planner.views.ask import ask
from planner.views.explainer import Stop
from planner.views.show import Headline, fold
from planner.words import say

BASIS = ("wages", "hours", "equal", "seniority", "skill", "seniority_cap")
POLICY = ("collective_fraction", "cash_fraction", "qualified", "members_tax_rate", "taxed_as", "tax_distribution")
ACCOUNTS = (
    "losses_to",
    "accounts_below_zero",
    "losses_made_good",
    "account_interest",
    "revolving_years",
    "revolving_cash",
)

here = show.page("app.surplus.question")
year = board_shown.first_whole(here.plan)

show.headlines(
    here,
    Headline(
        say("app.surplus.profit", year=year.label),
        lambda plan: board_shown.went_in(plan).step("profit"),
        opens=lambda plan: Stop("board", "went.profit", board_shown.first_whole(plan).last),
    ),
    Headline(
        say("app.surplus.cash", year=year.label),
        lambda plan: board_shown.went_in(plan).change,
        opens=lambda plan: Stop("board", "went.change", board_shown.first_whole(plan).last),
        note=say("app.surplus.before_line"),
    ),
    Headline(
        say("app.surplus.accounts" if not here.scenario.membership.classes else "app.surplus.workers_accounts"),
        lambda plan: plan.run.months[-1].members.accounts,
        opens=lambda plan: Stop("now", "members.accounts", plan.scenario.months),
    ),
)

show.section("app.surplus.went")
board_shown.told(here.plan)
with fold("app.surplus.years") as is_open:
    if is_open:
        board_shown.went(here.plan)

show.section("cover.table")
board_shown.covered(here.plan)

show.section("dissolution.table")
wound_up.shown(here.plan)

show.section("app.surplus.policies")
show.words(say("app.surplus.policies_lead"))
with fold("app.surplus.compare") as is_open:
    if is_open:
        board_shown.policies(here.plan)

show.section("app.surplus.change")
ask(*(f"coop.{one}" for one in POLICY))
with fold("app.surplus.reserves") as is_open:
    if is_open:
        show.words(say("app.surplus.reserves_help"))
        lists.edit(lists.reserves())
        for said in told.reserves_in_words(here.plan.scenario.coop):
            show.words(said.said())
with fold("app.surplus.basis") as is_open:
    if is_open:
        show.words(say("app.surplus.basis_help"))
        ask(*(f"coop.patronage_basis.{one}" for one in BASIS))
with fold("app.surplus.accounts_kept") as is_open:
    if is_open:
        ask(*(f"coop.{one}" for one in ACCOUNTS))
