"""Charts of the co-op's people: how surplus is shared, whose the equity is, leavers, one worker, the roadmap."""

from math import ceil, floor

from planner import Plan
from planner.charts.business import when
from planner.charts.parts import (
    MONTHS_A_YEAR,
    Bar,
    Chart,
    Mark,
    Series,
    by_year,
    dates_from_closing,
    from_closing,
    year_names,
)
from planner.members import Person
from planner.model.calendar import month_name
from planner.words import say
from planner.words.formats import listed, money, percent
from planner.words.formats import month_of as month_of_year


def surplus_split(plan: Plan, language: str = "en") -> Chart:
    """Each ended fiscal year's surplus by who gets it; more than was earned comes off the collective account."""
    ended = len(plan.outcomes.fiscal_years) - (plan.case.clocks[-1].year_end == 0)
    cash, notices, tax, preferred, kept, collective = (
        by_year(plan, f"shared.{name}")[:ended]
        for name in (
            "cash_patronage",
            "notices",
            "tax",
            "preferred_dividend",
            "stake_profit",
            "collective_change",
        )
    )
    of_classes, returns = (by_year(plan, f"of_classes.{name}")[:ended] for name in ("patronage_dividend", "returns"))
    series = (
        Series(say("charts.cash_patronage", language), cash, "members"),
        Series(say("charts.notices", language), notices, "members"),
        Series(say("charts.class_patronage", language), of_classes, "members"),
        Series(say("charts.preferred_dividend", language), preferred, "preferred"),
        Series(say("charts.stake_profit", language), kept, "seller"),
        Series(say("charts.class_returns", language), returns, "preferred"),
        Series(say("charts.tax", language), tax, "tax"),
        Series(say("charts.collective", language), collective, "collective"),
    )
    to_members = sum(cash) + sum(notices)
    earned = to_members + sum(tax) + sum(preferred) + sum(kept) + sum(collective) + sum(of_classes) + sum(returns)
    return Chart(
        key="surplus_split",
        kind="stacked",
        title=say("charts.surplus_split.title", language),
        takeaway=say(
            "charts.surplus_split.shared" if to_members > 0 else "charts.surplus_split.nothing",
            language,
            earned=money(earned, language=language),
            members=money(to_members, language=language),
            cash=money(sum(cash), language=language),
            cash_part=percent(sum(cash) / to_members if to_members else 0.0, language=language, decimals=0),
            tax=money(sum(tax), language=language),
        ),
        categories=year_names(plan, language)[:ended],
        series=tuple(one for one in series if any(one.values)) or series[:1],
        total=True,
        axis=say("charts.fiscal_year", language),
    )


def equity(plan: Plan, language: str = "en") -> Chart:
    """Whose the equity is at closing and at each fiscal year-end; the collective account may be below zero."""
    shares, accounts = from_closing(plan, "members.member_shares"), from_closing(plan, "members.accounts")
    preferred, collective = from_closing(plan, "balance.preferred"), from_closing(plan, "balance.collective")
    unshared, kept = from_closing(plan, "balance.unshared"), from_closing(plan, "balance.stake")
    classes = from_closing(plan, "balance.class_capital")
    series = (
        Series(say("charts.member_shares", language), shares, "members"),
        Series(say("charts.accounts", language), accounts, "members"),
        Series(say("charts.class_capital", language), classes, "members"),
        Series(say("charts.preferred", language), preferred, "preferred"),
        Series(say("charts.stake", language), kept, "seller"),
        Series(say("charts.collective_account", language), collective, "collective"),
        Series(say("charts.unshared", language), unshared, "plain"),
    )
    parts = (shares, accounts, classes, preferred, kept, collective, unshared)
    total = [sum(values) for values in zip(*parts, strict=True)]
    names = (say("charts.closing", language), *(period.label for period in plan.outcomes.fiscal_years))
    above = next((names[place] for place, value in enumerate(total) if value >= 0), "")
    key = "positive" if total[0] >= 0 else "turns" if above else "negative"
    return Chart(
        key="equity",
        kind="stacked",
        title=say("charts.equity.title", language),
        takeaway=say(
            f"charts.equity.{key}",
            language,
            before=money(total[0], language=language),
            now=money(total[-1], language=language),
            last=names[-1],
            year=above,
            members=money(shares[-1] + accounts[-1], language=language),
        ),
        categories=dates_from_closing(plan, language),
        series=tuple(one for one in series if any(one.values)) or series[:1],
        total=True,
        axis=say("charts.year_end", language),
    )


def leavers(plan: Plan, language: str = "en") -> Chart:
    """What is paid for old accounts in each fiscal year, and what is still owed at its end."""
    to_all = (
        "payments.leavers_paid",
        "payments.revolved_paid",
        "class_flows.leavers_paid",
        "class_flows.revolved_paid",
    )
    to_come = ("members.leavers_owed", "owed.revolving_payable", "of_classes.leavers_owed")
    paid = tuple(round(sum(one), 2) for one in zip(*(by_year(plan, name) for name in to_all), strict=True))
    owed = tuple(
        round(sum(one), 2)
        for one in zip(
            *(by_year(plan, name, stock=True) for name in (*to_come, "of_classes.revolving_payable")), strict=True
        )
    )
    most = max(range(len(paid)), key=paid.__getitem__)
    return Chart(
        key="leavers",
        kind="bar",
        title=say("charts.leavers.title", language),
        takeaway=say(
            "charts.leavers.paid" if any(paid) else "charts.leavers.none",
            language,
            total=money(sum(paid), language=language),
            most=money(paid[most], language=language),
            year=plan.outcomes.fiscal_years[most].label,
            owed=money(owed[-1], language=language),
        ),
        categories=year_names(plan, language),
        series=(
            Series(say("charts.paid_out", language), paid, "members"),
            Series(say("charts.still_owed", language), owed, "debt"),
        ),
        axis=say("charts.fiscal_year", language),
    )


def redemptions(plan: Plan, language: str = "en") -> Chart:
    """What falls due to leavers and on old accounts against the cash that debt leaves, by fiscal year."""
    years = plan.redemptions.years
    short = [year for year in years if year.due > max(0.0, year.free) and year.due > 0]
    worst = max(short or years, key=lambda year: year.due - year.free if short else year.due)
    key = "short" if short else "enough" if any(year.due for year in years) else "nothing"
    return Chart(
        key="redemptions",
        kind="bar",
        title=say("redemption.title", language),
        takeaway=say(
            f"redemption.{key}",
            language,
            years=listed([year.fiscal_year for year in short], language=language),
            year=worst.fiscal_year,
            worst=worst.fiscal_year,
            due=money(worst.due, language=language),
            free=money(worst.free, language=language),
        ),
        categories=year_names(plan, language),
        series=(
            Series(say("redemption.due", language), tuple(year.due for year in years), "debt"),
            Series(say("redemption.free", language), tuple(year.free for year in years), "cash"),
        ),
        axis=say("charts.fiscal_year", language),
    )


def worker_account(plan: Plan, person: Person, language: str = "en") -> Chart:
    """What one member who stays holds at each fiscal year-end: the share paid in, and the account."""
    years = person.staying
    return Chart(
        key="worker_account",
        kind="stacked",
        title=say("charts.worker_account.title", language, alias=person.alias),
        takeaway=say(
            "charts.worker_account.takeaway" if years else "charts.worker_account.none",
            language,
            alias=person.alias,
            joins=when(plan, person.joins_month, language),
            paid=money(sum(year.deductions for year in years), language=language),
            cash=money(sum(year.cash + year.revolved for year in years), language=language),
            holds=money(years[-1].shares + years[-1].account if years else 0.0, language=language),
            last=years[-1].fiscal_year if years else "",
        ),
        categories=tuple(year.fiscal_year for year in years),
        series=(
            Series(say("charts.member_share", language), tuple(year.shares for year in years), "members"),
            Series(say("charts.account", language), tuple(year.account for year in years), "collective"),
        ),
        total=True,
        axis=say("charts.fiscal_year", language),
    )


def roadmap(plan: Plan, language: str = "en") -> Chart:
    """The steps to the closing day and the first year after it; what decides the date is marked."""
    way, closing = plan.roadmap, plan.scenario.deal.closing
    first = floor(min(step.start_month for step in way.steps))
    shown = [step for step in way.steps if step.start_month <= MONTHS_A_YEAR]
    last = ceil(max(step.start_month + step.months for step in shown))
    bars = []
    for step in shown:
        label = step.said.said(language).split(" (")[0]
        bars.append(
            Bar(
                label=say("charts.roadmap.critical", language, label=label) if step.critical else label,
                start=step.start_month - first,
                length=step.months,
                row=say(f"roadmap.phase.{step.phase}", language),
                role="debt" if step.critical else "members" if step.start_month > 0 else "plain",
            )
        )
    return Chart(
        key="roadmap",
        kind="gantt",
        title=say("charts.roadmap.title", language),
        takeaway=say(
            "charts.roadmap.takeaway",
            language,
            begins=month_of_year(way.begins, language=language),
            months=f"{way.months_before_closing:g}",
            closing=month_of_year(closing, language=language),
        ),
        categories=tuple(month_name(closing, month) for month in range(first, last + 1)),
        unit="months",
        marks=(Mark(say("charts.closing", language), float(-first)),),
        bars=tuple(bars),
        axis=say("charts.step", language),
    )
