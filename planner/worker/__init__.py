"""One worker's view of the plan: what I pay, my account, cash and tax, leaving, when I am ahead, what I can lose.

`view(plan, alias)` reads the plan and hands on an object that holds nothing of anybody else (see `records`), so that
whatever is made of it, on screen, on paper or as JSON, cannot show more. It is no advice on tax.
"""

from planner import Plan, classes, roster, workforce
from planner.members import Person
from planner.words import Sentence, sentence
from planner.worker import account, paid
from planner.worker.joining import day_of, joining, monthly_pay, paid_in
from planner.worker.leaving import due
from planner.worker.records import Assumed, Bylaws, CoverYear, PlaceYear, Stage, Units, VestedFrom, View
from planner.worker.untaxed import untaxed

__all__ = ["FEWEST_TOGETHER", "UnknownAliasError", "View", "due", "view"]

FEWEST_TOGETHER = 5  # of fewer workers no count and no total is shown


class UnknownAliasError(LookupError):
    """No member goes by that alias; who does is nobody's business here."""

    def __init__(self, alias: str) -> None:
        super().__init__(alias)
        self.said: Sentence = sentence("worker.unknown", alias=alias)


def view(plan: Plan, alias: str) -> View:
    """The view of the member who goes by an alias; capitals may differ where that leaves no doubt."""
    entries = roster.entries(plan.scenario)
    place = _place(_listed(plan, entries), alias.strip())
    entry, person = entries[place], plan.members.people[place]
    taxes = paid.Taxes(plan)
    wages = paid.wages_by_year(plan, monthly_pay(plan, entry))
    to_tax = untaxed(plan, place)
    payments = paid.payments(plan, person.staying, to_tax.called)
    years = account.years(plan, person, payments, to_tax, (paid_in(plan, entry), taxes, wages))
    cash = paid.by_calendar_year(plan, payments, wages, taxes)
    return View(
        alias=person.alias,
        role=person.role,
        business=plan.scenario.business.name,
        closing=plan.scenario.deal.closing,
        plan_ends=day_of(plan, plan.scenario.months),
        members_at_start=_if_enough(workforce.founding_members(plan.scenario)),
        joining=joining(plan, entry),
        bylaws=_bylaws(plan),
        years=years,
        cash=cash,
        leaving=tuple(account.leaving(plan, person, to_tax, asked) for asked in account.YEARS_ASKED),
        ahead=account.ahead(years),
        cover=_cover(plan, person.joins_month),
        assumed=Assumed(paid.FILING, taxes.known_year),
        currency=_currency(plan),
        stages=_stages(plan),
        tax_at_risk=account.tax_at_risk(plan, person, cash),
        place=_books(person) if _alone_or_enough(person.number) else None,
    )


def _listed(plan: Plan, entries: list[roster.Entry]) -> list[roster.Entry]:
    """Those on the roster, who stand first; who is hired later is nobody yet, at everybody's average pay."""
    return [entry for entry in entries if entry.row < len(plan.scenario.workforce.workers)]


def _place(entries: list[roster.Entry], alias: str) -> int:
    exact = [place for place, entry in enumerate(entries) if entry.alias == alias]
    alike = [place for place, entry in enumerate(entries) if entry.alias.casefold() == alias.casefold()]
    for found in (exact, alike):
        if len(found) == 1:
            return found[0]
    raise UnknownAliasError(alias)


def _if_enough(number: float) -> int | None:
    return int(number) if number >= FEWEST_TOGETHER else None


def _alone_or_enough(number: int) -> bool:
    return number == 1 or number >= FEWEST_TOGETHER


def _bylaws(plan: Plan) -> Bylaws:
    coop, membership = plan.scenario.coop, plan.scenario.membership
    told = _enough_on_both_sides(plan)
    return Bylaws(
        collective_fraction=coop.kept_together,
        cash_fraction=coop.cash_fraction,
        by_pay=coop.patronage_basis.only_wages,
        qualified=coop.qualified,
        partnership=paid.is_partner(plan),
        payout_months=coop.payout_months,
        revolving_years=coop.revolving_years,
        as_cash_allows=coop.revolving_cash > 0,
        redemption_months=classes.redemption_months(coop.redemption_years),
        vesting=tuple(VestedFrom(one.years, one.fraction) for one in coop.vesting),
        vesting_of_shares=coop.vesting_of_shares,
        most_redeemed=coop.most_redeemed,
        retired_first=coop.retired_first,
        redemption_rate=coop.redemption_rate,
        groups=tuple(dict.fromkeys(one.who for one in membership.classes)),
        workers_slice=membership.of_workers if told else None,
        workers_votes=membership.workers_votes / membership.all_votes if told else None,
    )


def _enough_on_both_sides(plan: Plan) -> bool:
    """Whether workers, and all other members together, are five at least; one side's part tells the other's."""
    others = min(map(sum, zip(*(path.members for path in classes.follow_all(plan.scenario)), strict=True)), default=0.0)
    alone = not plan.scenario.membership.classes
    return alone or min(others, workforce.founding_members(plan.scenario)) >= FEWEST_TOGETHER


def _currency(plan: Plan) -> Units | None:
    told = plan.scenario.community_currency
    if not told.used:
        return None
    return Units(
        of_pay=told.of_pay,
        of_patronage=told.of_patronage,
        of_sales=told.of_sales,
        most_taken=told.most_taken,
        redeemable=told.redeemable,
        months=told.months,
    )


def _stages(plan: Plan) -> tuple[Stage, ...]:
    """The purchases as they come about; none where the co-op buys the whole firm on the closing day."""
    staged = plan.stakes
    if not staged.in_stages:
        return ()
    return tuple(
        Stage(
            planned=day_of(plan, closing.earliest),
            closed=None if closing.closed is None else day_of(plan, closing.closed),
            waited=closing.waited > 0,
            held=voice.held,
            votes=voice.votes,
            by_work=voice.patronage,
        )
        for closing, voice in zip(staged.closings, staged.voices, strict=True)
    )


def _cover(plan: Plan, joins: int) -> tuple[CoverYear, ...]:
    return tuple(
        CoverYear(one.fiscal_year, day_of(plan, one.last), one.book_ratio, one.fair_ratio)
        for one in plan.cover
        if one.last >= joins
    )


def _books(person: Person) -> tuple[PlaceYear, ...]:
    return tuple(
        PlaceYear(
            fiscal_year=year.fiscal_year,
            shares=year.shares,
            dividend=year.dividend,
            cash=year.cash,
            notice=year.notice,
            revolved=year.revolved,
            account=year.account_in_expectation,
        )
        for year in person.years
    )
