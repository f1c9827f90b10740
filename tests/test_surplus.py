"""How the surplus is shared: published cases and cases by hand, each with its source."""

from pathlib import Path

import pytest
from firm import lowered, scenario

from planner import cover, deal, members, places, plan, work, workforce
from planner.board import credited, policies
from planner.board.redeemed import neutral_cash
from planner.board.told import policies_in_words
from planner.board.went import STEPS
from planner.division import split
from planner.explain import explain, part, recomputed
from planner.faults import read
from planner.model import one
from planner.model.surplus import allot_cash, entitle, find_surplus, reckon, share
from planner.scenario import Coop, Scenario, Worker, Workforce
from planner.scenario.coop import PatronageBasis, Vesting
from planner.worker.untaxed import untaxed

SCENARIOS = Path(__file__).parent.parent / "scenarios"
BY = dict.fromkeys(("wages", "hours", "equal", "seniority", "skill"), 0.0)


def with_coop(made: Scenario, **coop: object) -> Scenario:
    return made.model_copy(update={"coop": made.coop.model_copy(update=coop)})


def basis(cap: float = 10.0, **parts: float) -> work.Basis:
    return work.basis_of(PatronageBasis(**{**BY, **parts}, seniority_cap=cap))


def reckoned(**terms: float) -> tuple:
    """One fiscal year of 200,000 before patronage and tax, members' labour 80 %, no preferred shares."""
    case = lowered(scenario())
    asked = {"collective_fraction": 0.2, "cash_fraction": 0.25, "heads": 0.0, "basis_taxable": 1.0, "tax_rate": 0.21}
    held = case.terms._replace(**{**asked, **terms})
    month = one.run(case).months[0]
    year = month.year._replace(
        months=12.0,
        book_surplus=2e5,
        before_goodwill_surplus=2e5,
        taxable_surplus=2e5,
        members_payroll=16_000.0,
        labour=20_000.0,
    )
    return held, year, month


# --- published cases -----------------------------------------------------------------------------------------------


def test_habitat_s_walk_through_rounds_percentages_first() -> None:
    """Labour 40, revenue 30, cash 20, community 10 %: 4,050 / 3,000 / 2,200 of 9,250, and 12,000 to share.

    Published (Habitat patronage walk-through): 5,253.60, 3,891.60, 2,853.60 and 1.20 over for the largest, since shares
    were rounded to hundredths of a percent first. Divided unrounded the parts are 5,254.05, 3,891.89, 2,854.05 and one
    cent, which the largest remainder takes.
    """
    named = {"hours": 0.4, "skill": 0.3, "wages": 0.2, "seniority": 0.1}
    done = ((6000, 4000, 2000, 500), (4000, 1000, 5000, 1000), (3000, 2000, 1000, 2000))
    # the walk-through adds weighted units; the engine divides each measure by its own total first, so each measure's
    # weight is given the part that its units have of all weighted units
    columns = [[float(each[place]) for each in done] for place in range(4)]
    units = [part * sum(column) for part, column in zip(named.values(), columns, strict=True)]
    counted = work.Basis(dict(zip(named, [one / sum(units) for one in units], strict=True)), 10.0)
    parts = work.parts(dict(zip(named, columns, strict=True)), counted).tolist()
    given = split(12_000.0, parts)
    assert given == [5254.06, 3891.89, 2854.05]
    assert sum(given) == 12_000.0
    for mine, theirs in zip(given, (5253.60, 3891.60, 2853.60), strict=True):
        assert 0 < mine - theirs < 1.20  # the page's own parts are all too small, by what it rounds away


def test_united_prairie_pays_thirty_and_keeps_seventy() -> None:
    # 1,000 of trade at a margin of 10 % is 100: 30 in cash, 70 in equity
    held, _, _ = reckoned(cash_fraction=0.3)
    cash = allot_cash(held, 1000 * 0.10, 0.0)
    assert (cash.all, 100 - cash.all) == (30.0, 70.0)


def test_labour_of_one_over_labour_of_all() -> None:
    # UWCC, Northcountry: own labour / all members' labour x what is allocated
    assert work.parts({"hours": [1000.0, 600.0, 400.0]}, basis(hours=1.0)).tolist() == pytest.approx([0.5, 0.3, 0.2])


def test_ten_hours_are_one_unit_and_change_nothing() -> None:
    # dojo4's policies: one patronage unit for each ten hours
    hours = [1840.0, 920.0, 377.0]
    by_hours = work.parts({"hours": hours}, basis(hours=1.0))
    units = work.parts({"hours": [one / 10 for one in hours]}, basis(hours=1.0))
    assert split(10_000.0, by_hours.tolist()) == split(10_000.0, units.tolist())


def test_a_mixture_of_measures_by_hand() -> None:
    """Half by hours (30:10), a fifth alike, a fifth by years (10:5), a tenth by skill (30:20)."""
    counted = basis(hours=0.5, equal=0.2, seniority=0.2, skill=0.1)
    own = {"hours": [30.0, 10.0], "equal": [1.0, 1.0], "seniority": [10.0, 5.0], "skill": [30.0, 20.0]}
    first = 0.5 * 30 / 40 + 0.2 / 2 + 0.2 * 10 / 15 + 0.1 * 30 / 50
    assert work.parts(own, counted).tolist() == pytest.approx([first, 1 - first])


def test_a_measure_that_nobody_has_leaves_its_part_to_the_others() -> None:
    shares = work.parts({"hours": [3.0, 1.0], "skill": [0.0, 0.0]}, basis(hours=0.5, skill=0.5))
    assert shares.tolist() == [0.75, 0.25]


@pytest.mark.parametrize(
    ("qualified", "taxable", "tax"),
    [(True, 72_000.0, 15_120.0), (False, 200_000 - 32_000.0, 35_280.0)],
)
def test_a_published_surplus_is_shared_and_taxed(qualified: bool, taxable: float, tax: float) -> None:
    """200,000; members worked 16,000 of 20,000 hours; 20 % to the reserve; 25 % in cash: 32,000 and 96,000.

    Qualified: taxed on 72,000 = 15,120. Not qualified: only the cash is deducted. IRC 1382(b), 1388(c), 11(b).
    """
    held, year, month = reckoned(qualified=float(qualified))
    entitled = entitle(0.0, 0.0, held, year, 0.0, month.stake)
    before = find_surplus(held, year, entitled, 0.0, 0.0, month.stake, month.owed)
    found = reckon(held, year, entitled, before, 0.0, 0.0, 0.0, 0.0, month.stake, month.owed)
    assert (found.members_surplus, found.to_collective, found.patronage_dividend) == (160_000, 32_000, 128_000)
    assert (found.cash_patronage, found.notices) == (32_000, 96_000)
    assert (found.taxable_after_patronage, found.tax) == (taxable, tax)
    assert share(held, year, entitled, before, found, month.stake).collective_change == 200_000 - 128_000 - tax
    # what the co-op keeps in cash: 152,880 where notices are qualified (rules of the case), 132,720 where they are not
    assert 200_000 - found.cash_patronage - found.tax == (152_880 if qualified else 132_720)
    # a member with 2,000 of the 16,000 hours: 16,000, of it 4,000 in cash; at 22 % of 16,000 taxed, 480 is left
    mine = work.parts({"hours": [2_000.0, 14_000.0]}, basis(hours=1.0)).tolist()
    assert (split(found.patronage_dividend, mine)[0], split(found.cash_patronage, mine)[0]) == (16_000, 4_000)


def paid_alone(months: int = 60, **coop: object) -> Scenario:
    """Nobody leaves and nothing revolves: members' cash is their cash patronage alone, and no lender holds it back."""
    made = with_coop(scenario(months=months), revolving_years=None, **coop)
    people = made.workforce.model_copy(update={"turnover": 0.0, "deaths": 0.0})
    helped = made.deal.model_copy(update={"grants": 140_000.0})
    return made.model_copy(update={"workforce": people, "deal": helped})


@pytest.mark.parametrize(("rate", "each"), [(0.12, 80), (0.22, -20), (0.30, -100)])
def test_a_members_own_tax_on_a_published_dividend(rate: float, each: float) -> None:
    """Of 1,000 qualified, a fifth in cash (nsacoop.org 2017): at 12 % net cash +80, at 22 % -20, at 30 % -100."""
    made = plan(paid_alone(members_tax_rate=rate, cash_fraction=0.2, qualified=True))
    own = made.board.own
    dividends = sum(month.confirmed.deduction for month in made.run.months)
    assert dividends > 100_000
    assert own.members_cash == pytest.approx(0.2 * dividends, rel=1e-4)
    assert own.members_after_tax * 1_000 / dividends == pytest.approx(each, abs=0.1)


@pytest.mark.parametrize("share", [0.2, 0.3, 0.45])
def test_a_member_breaks_even_where_the_tax_rate_is_the_part_in_cash(share: float) -> None:
    """26 U.S.C. 1385(a): taxed on cash and qualified notices, so net cash = (c - t) x dividend: zero at t = c."""
    after = {}
    for rate in (share - 0.02, share, share + 0.02):
        made = plan(paid_alone(members_tax_rate=rate, cash_fraction=share))
        dividends = sum(month.confirmed.deduction for month in made.run.months)
        after[rate] = made.board.own.members_after_tax / dividends
    below, at, above = after.values()
    assert at == pytest.approx(0.0, abs=1e-4)
    assert below == pytest.approx(0.02, abs=1e-4)
    assert above == pytest.approx(-0.02, abs=1e-4)


def test_cash_neutral_notices_that_are_not_qualified() -> None:
    """Kenkel: c' = 1 - (1 - c) / (1 - t); with half in cash at 21 %, 1 - 0.5 / 0.79; with a fifth it is below zero."""
    assert neutral_cash(0.5, 0.21) == pytest.approx(0.36708861)
    assert neutral_cash(0.2, 0.21) == pytest.approx(-0.01265823)
    assert neutral_cash(0.21, 0.21) == pytest.approx(0.0)
    # what the engine keeps of 128,000: qualified with half in cash, and not qualified with c' in cash
    kept = {}
    for name, terms in {
        "qualified": {"qualified": 1.0, "cash_fraction": 0.5},
        "not": {"qualified": 0.0, "cash_fraction": neutral_cash(0.5, 0.21)},
    }.items():
        held, year, month = reckoned(**terms)
        entitled = entitle(0.0, 0.0, held, year, 0.0, month.stake)
        before = find_surplus(held, year, entitled, 0.0, 0.0, month.stake, month.owed)
        found = reckon(held, year, entitled, before, 0.0, 0.0, 0.0, 0.0, month.stake, month.owed)
        kept[name] = 200_000 - found.cash_patronage - found.tax
    assert kept["not"] == pytest.approx(kept["qualified"], abs=0.02)


@pytest.mark.parametrize(("share", "key"), [(0.5, "board.neutral"), (0.2, "board.neutral_none")])
def test_a_part_in_cash_that_cannot_be_is_said(share: float, key: str) -> None:
    """Below zero no part in cash is neutral, and the board is told that none is."""
    made = plan(with_coop(scenario(months=60), cash_fraction=share, qualified=True))
    said = {one.key: one.said() for one in policies_in_words(made.board.policies, made.scenario, made.board.horizon)}
    assert {one for one in said if one.startswith("board.neutral")} == {key}
    assert "{" not in said[key]
    assert ("36.7" in said[key]) == (key == "board.neutral")
    other = plan(with_coop(scenario(months=60), qualified=False))
    told = policies_in_words(other.board.policies, other.scenario, other.board.horizon)
    assert not any(one.key.startswith("board.neutral") for one in told)


def test_patronage_of_the_ready_plans_is_of_the_size_that_a_census_found() -> None:
    """2019 census of worker co-ops: those that share have a median of 190,890 in all, 8,241 each on average.

    A sanity range, no rule: a fifteenth to fifteen times as much for each worker who is a member, in a typical year.
    """
    for stem in ("sample_company", "real_pickles", "project_equity_2_0m", "three_class_grocery"):
        made = plan(read((SCENARIOS / f"{stem}.json").read_bytes()))
        ends = [made.run.months[period.last].shared.patronage_dividend for period in made.outcomes.fiscal_years]
        heads = [made.outcomes.worker.expected_members[period.last] for period in made.outcomes.fiscal_years]
        each = sorted(paid / number for paid, number in zip(ends, heads, strict=True) if paid and number)
        assert 8_241 / 15 < each[len(each) // 2] < 8_241 * 15, stem
        assert 190_890 / 15 < sorted(ends)[len(ends) // 2] < 190_890 * 15, stem


# --- an LLC taxed as a partnership ---------------------------------------------------------------------------------


def partnership(**coop: object) -> Scenario:
    """Three members of 1,000, 2,000 and 2,000 hours."""
    made = with_coop(
        scenario(months=60),
        taxed_as="partnership",
        patronage_basis=PatronageBasis(wages=0, hours=1),
        cash_fraction=0.0,
        losses_made_good=False,
        **coop,
    )
    crew = (
        Worker(alias="A", hours=1000 / 52, pay=20.0),
        Worker(alias="B", hours=2000 / 52, pay=25.0),
        Worker(alias="C", hours=2000 / 52, pay=30.0),
    )
    return made.model_copy(update={"workforce": Workforce(workers=crew, turnover=0.0)})


def test_a_partnership_s_profit_goes_by_hours_and_pays_for_its_tax() -> None:
    """150,000 over 1,000 / 2,000 / 2,000 hours: 30,000 / 60,000 / 60,000; at 35 %: 10,500 / 21,000 / 21,000."""
    parts = work.parts({"hours": [1000.0, 2000.0, 2000.0]}, basis(hours=1.0)).tolist()
    assert split(150_000.0, parts) == [30_000, 60_000, 60_000]
    terms = lowered(with_coop(scenario(), taxed_as="partnership", cash_fraction=0.0)).terms
    cash = allot_cash(terms, 150_000.0, 150_000.0)
    assert split(cash.all, parts) == [10_500, 21_000, 21_000]
    assert cash.least == cash.all == 52_500


def test_a_partnership_owes_no_tax_and_its_accounts_are_its_equity() -> None:
    made = plan(partnership())
    assert sum(month.payments.tax_paid for month in made.run.months) == 0
    opening = made.run.months[0].balance.collective
    for month, clock in zip(made.run.months, made.case.clocks, strict=True):
        if clock.year_end:
            balance, held = month.balance, month.members
            capital = held.member_shares + held.accounts + balance.preferred + opening
            assert capital == pytest.approx(balance.net_book_value, abs=0.02)
            assert (
                month.shared.cash_patronage
                >= min(month.shared.patronage_dividend, 0.35 * month.shared.allocated) - 0.01
            )
    years = made.members.people
    shares = [person.years[0].dividend for person in years]
    assert shares == pytest.approx([sum(shares) / 5, sum(shares) * 2 / 5, sum(shares) * 2 / 5], abs=0.011)
    assert {one.key for one in made.board.policies} >= {"all_cash", "tax_alone"}


# --- interest, losses, accounts called when cash allows ------------------------------------------------------------


def run_of(made: Scenario) -> one.Run:
    rules = places.rules("US", on=made.rules_date)
    return one.run(deal.lower(made, rules, workforce.follow(made)))


def growing(then: float, **coop: object) -> Scenario:
    """Eight good years, then sales that change by `then` and stand still."""
    made = with_coop(scenario(), **coop)
    return made.model_copy(update={"business": made.business.model_copy(update={"growth": (0.03,) * 8 + (then, 0.0)})})


def losing(**coop: object) -> Scenario:
    """Eight good years, then a quarter of sales is lost for good."""
    return growing(-0.25, **coop)


def test_interest_is_the_rate_on_what_stays_and_never_more_than_the_surplus() -> None:
    paid, greedy = run_of(growing(0.0, account_interest=0.04)), run_of(growing(-0.09, account_interest=0.2))
    ends = [month for month in paid.months if month.members.interest]
    assert len(ends) > 3
    for month in ends:
        assert month.members.interest == pytest.approx(0.04 * month.entitled.staying, abs=0.2)
    for month in greedy.months:
        assert month.surplus.interest <= month.surplus.after_losses + 0.01
    assert any(month.surplus.interest < month.entitled.interest for month in greedy.months)


def test_a_loss_is_charged_by_balance_and_leaves_no_account_below_zero() -> None:
    to_accounts, kept = run_of(losing(losses_to="accounts")), run_of(losing(losses_to="collective"))
    charged = [month for month in to_accounts.months if month.members.charged]
    assert charged
    assert not any(month.members.charged for month in kept.months)
    first = charged[0]
    stays = [layer.stays for layer in first.stayed if layer.stays]
    parts = [borne.charged for borne, layer in zip(first.borne, first.stayed, strict=True) if layer.stays]
    rate = first.members.charged / sum(stays)
    assert parts == pytest.approx([one * rate for one in stays], abs=0.011)
    assert all(layer.balance >= 0 for month in to_accounts.months for layer in month.layers)
    assert first.members.charged <= -first.surplus.surplus + 0.05
    books = first.balance
    assert books.equity == pytest.approx(books.net_book_value, abs=0.01)


def test_the_oldest_accounts_are_called_first_from_spare_cash() -> None:
    found = run_of(with_coop(scenario(months=120), revolving_years=None, revolving_cash=0.5))
    called = [month for month in found.months if month.members.called]
    assert called
    for month in called:
        assert month.members.called <= 0.5 * month.decided.spare + 0.01
        layers = [(one.called, own.kept) for one, own in zip(month.aged, month.borne, strict=True)]
        left_older = 0.0
        for taken, kept in reversed(layers):  # the oldest last
            assert not (taken and left_older), "a newer layer is called while an older one is left"
            left_older = max(left_older, round(kept - taken, 2))


def test_people_share_interest_losses_and_calls_to_the_cent() -> None:
    made = losing(
        losses_to="accounts",
        account_interest=0.05,
        revolving_years=None,
        revolving_cash=0.4,
        patronage_basis=PatronageBasis(wages=0.3, hours=0.3, equal=0.2, seniority=0.2),
    )
    found = plan(made)
    assert next(check for check in found.checks if check.name == "members_add_up").holds
    assert next(check for check in found.checks if check.name == "accounts_tie").holds
    for name in ("interest", "charged", "revolved"):
        assert sum(getattr(year, name) for year in found.members.totals) > 0


# --- the board's tables --------------------------------------------------------------------------------------------


def test_profit_leads_to_cash_to_the_cent() -> None:
    made = plan(scenario())
    for year in made.board.went:
        assert year.change == pytest.approx(sum(year.steps), abs=0.001)
        assert year.change + year.by_line == pytest.approx(year.in_cash, abs=0.011)


def test_each_policy_is_a_run_of_its_own() -> None:
    made = plan(scenario())
    policies = {one.key: one for one in made.board.policies}
    assert list(policies) == ["all_cash", "least_cash", "chosen_cash", "nonqualified", "collective"]
    assert [key for key, one in policies.items() if one.same] == ["chosen_cash"]
    assert policies["collective"].figures.members_tax == 0
    assert policies["collective"].figures.accounts == 0
    assert policies["collective"].figures.for_debt > policies["all_cash"].figures.for_debt
    assert policies["nonqualified"].figures.saved_later > policies["least_cash"].figures.saved_later
    other = plan(with_coop(scenario(), qualified=False, cash_fraction=0.1))
    assert other.board.policies[0].key == "planned"


def test_the_board_s_figures_open_to_the_same_figure() -> None:
    made = plan(scenario(months=72))
    for period in made.outcomes.fiscal_years:
        for name in (*STEPS, "change", "by_line", "in_cash"):
            address = ("board", f"went.{name}", period.last)
            assert recomputed(made, *address) == part(made, *address).value, name
            assert explain(made, *address).figure.label
    for name in made.board.own._fields:
        address = ("board", f"own.{name}", 0)
        assert recomputed(made, *address) == part(made, *address).value, name
        assert explain(made, *address).words


@pytest.mark.parametrize("stem", ["three_class_grocery", "home_care_platform", "machine_shop_in_stages"])
def test_the_board_s_figures_count_every_class_and_open(stem: str) -> None:
    """Profit leads to cash to the cent with further classes and with shares kept; own policy and cover open."""
    made = plan(read((SCENARIOS / f"{stem}.json").read_bytes()))
    for year in made.board.went:
        assert year.change + year.by_line == pytest.approx(year.in_cash, abs=0.011)
        for name in (*STEPS, "change", "in_cash"):
            address = ("board", f"went.{name}", year.last)
            assert recomputed(made, *address) == part(made, *address).value, name
    for name in made.board.own._fields:
        address = ("board", f"own.{name}", 0)
        assert recomputed(made, *address) == part(made, *address).value, name
    for ended in made.cover:
        for name in cover.LINES:
            address = ("cover", name, ended.last)
            assert recomputed(made, *address) == part(made, *address).value, name
            assert explain(made, *address).words
    assert recomputed(made, "cover", "multiple", 0) == part(made, "cover", "multiple", 0).value


def test_a_policy_holds_for_every_class_and_users_are_not_taxed() -> None:
    """What users get back on what they buy for themselves is no income: 26 U.S.C. 1385(b)(2)(A)."""
    made = read((SCENARIOS / "three_class_grocery.json").read_bytes())
    all_cash = policies.with_bylaws(made, {"qualified": True, "cash_fraction": 1.0})
    assert [one.cash_fraction for one in all_cash.membership.classes[:2]] == [1.0, 1.0]
    assert all_cash.membership.classes[2] == made.membership.classes[2]  # community members have no patronage
    assert {line for line, _ in policies.taxed(made)} == {
        *("confirmed.deduction", "payments.notices_redeemed"),
        *("payments.leaver_interest_paid", "class_flows.leaver_interest_paid"),
        *("class_paid.1.confirmed.deduction", "class_paid.1.notices_redeemed"),
    }
    told = plan(made).board
    own = next(policy for policy in told.policies if policy.same)
    paid = [month.treasury.to_members for month in own.run.months[1:121]]
    others = [sum(one.portion.minimum + one.portion.further for one in month.class_paid) for month in own.run.months]
    assert own.figures.members_cash > sum(paid) + sum(others[1:121])  # and leavers and accounts called
    assert told.own.accounts > own.run.months[120].members.accounts


def with_interest(**coop: object) -> Scenario:
    """Interest on accounts, and each layer called after three years; nobody leaves."""
    made = paid_alone(months=120, account_interest=0.05)
    return with_coop(made, revolving_years=3, **coop)


def test_interest_on_accounts_is_taxed_when_it_is_paid_out() -> None:
    """Nobody leaves: all that is paid on accounts is notices and interest, to the cent.

    Not qualified, both are income when they are paid: 26 U.S.C. 1385(c)(2)(A)(i), 26 CFR 1.451-1(a).
    """
    made = plan(with_interest(qualified=False, members_tax_rate=0.22))
    months, own = made.run.months[1:], made.board.own
    paid, notices = (
        sum(getattr(one.payments, name) for one in months) for name in ("revolved_paid", "notices_redeemed")
    )
    interest = credited.paid_out(made.scenario.coop, made.case, made.run, 120)
    assert interest == pytest.approx(paid - notices, abs=0.05)
    assert 10_000 < interest < sum(one.members.interest for one in months)
    cash = sum(one.confirmed.deduction for one in months)
    assert own.members_tax == pytest.approx(0.22 * (cash + paid), abs=0.05)
    assert own.members_cash == pytest.approx(cash + paid, abs=0.05)


def test_interest_of_all_who_stay_is_that_of_the_books() -> None:
    """Against each worker's own view, which follows that worker's layers alone: qualified, so interest is all of it."""
    made = plan(with_interest(qualified=True))
    people = range(len(made.members.people))
    own = sum(sum(untaxed(made, place).called[:-1]) for place in people)  # the last call is paid after the plan's end
    assert made.run.months[-1].payments.revolved_paid == 0 < made.run.months[-1].members.called
    books = credited.paid_out(made.scenario.coop, made.case, made.run, 120)
    assert books == pytest.approx(own, abs=0.01 * 12 * len(people))


def test_interest_to_leavers_is_income_in_every_policy() -> None:
    """26 U.S.C. 61(a)(4): a rate on what leavers wait for raises members' tax by its part of that interest, no more."""
    made = plan(with_coop(scenario(months=96), redemption_rate=0.08, redemption_years=5, members_tax_rate=0.25))
    for policy in made.board.policies:
        run = policy.run
        interest = sum(one.payments.leaver_interest_paid for one in run.months)
        other = sum(one.confirmed.deduction + one.payments.notices_redeemed for one in run.months)
        assert interest > 0
        assert policy.figures.members_tax == pytest.approx(0.25 * (interest + other), abs=0.02)


def test_interest_paid_out_opens_to_the_bit() -> None:
    """Layers, losses, calls, leavers on a scale: each figure is what its own explanation says, and no more is paid."""
    made = plan(
        with_coop(
            scenario(months=96),
            account_interest=0.06,
            revolving_years=2,
            redemption_rate=0.04,
            vesting=(Vesting(years=2, fraction=0.5), Vesting(years=5, fraction=1.0)),
        )
    )
    paid = credited.paid_out(made.scenario.coop, made.case, made.run, 96)
    assert 0 < paid <= sum(one.members.interest for one in made.run.months)
    assert part(made, "board", "paid_out", 0).value == recomputed(made, "board", "paid_out", 0) == paid
    assert recomputed(made, "board", "own.members_tax", 0) == made.board.own.members_tax
    for name in ("credited.paid", "credited.waiting", "credited.layers.1.kept", "credited.cohorts.0.held"):
        assert explain(made, "board", name, 60).figure.label
        assert recomputed(made, "board", name, 60) == part(made, "board", name, 60).value


def test_parts_that_are_not_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="100 %"):
        PatronageBasis(wages=0.5, hours=0.4)
    assert Coop().patronage_basis.only_wages


def test_who_is_asked_about_is_paid_by_hours() -> None:
    made = with_coop(scenario(months=24), patronage_basis=PatronageBasis(wages=0, hours=1))
    crew = (Worker(alias="Half", hours=20.0, pay=50.0), Worker(alias="Full", hours=40.0, pay=10.0))
    made = made.model_copy(update={"workforce": Workforce(workers=crew, turnover=0.0)})
    rules = places.rules("US", on=made.rules_date)
    found = members.accounts(made, deal.calendar_of(made, rules), run_of(made), 0.2)
    half, full = (person.years[0].dividend for person in found.people)
    assert full == pytest.approx(2 * half, abs=0.02)
    assert found.people[1].staying[0].dividend == pytest.approx(full, abs=0.02)
