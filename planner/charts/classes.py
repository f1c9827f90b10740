"""Charts of further classes of members: what each got of the surplus, and the capital each holds."""

from planner import Plan
from planner.charts.parts import Chart, Series, by_year, dates_from_closing, from_closing, year_names
from planner.words import say
from planner.words.formats import money, percent


def surplus_by_class(plan: Plan, language: str = "en") -> Chart:
    """What each class is given of each ended fiscal year's surplus: patronage and returns on capital."""
    ended = len(plan.outcomes.fiscal_years) - (plan.case.clocks[-1].year_end == 0)
    workers = by_year(plan, "shared.patronage_dividend")[:ended]
    named = [Series(say("charts.workers", language), workers, "members")]
    for place, one in enumerate(plan.scenario.membership.classes):
        patronage, returns = (
            by_year(plan, f"classes.{place}.owed.{name}")[:ended] for name in ("patronage_dividend", "returns")
        )
        given = tuple(round(a + b, 2) for a, b in zip(patronage, returns, strict=True))
        named.append(Series(one.name, given, "cash" if one.patron else "preferred"))
    whole = sum(sum(one.values) for one in named)
    return Chart(
        key="surplus_by_class",
        kind="stacked",
        title=say("charts.surplus_by_class.title", language),
        takeaway=say(
            "charts.surplus_by_class.shared" if whole else "charts.surplus_by_class.nothing",
            language,
            total=money(whole, language=language),
            workers=percent(sum(workers) / whole if whole else 0.0, language=language, decimals=0),
            others=money(whole - sum(workers), language=language),
        ),
        categories=year_names(plan, language)[:ended],
        series=tuple(named),
        total=True,
        axis=say("charts.fiscal_year", language),
    )


def capital_by_class(plan: Plan, language: str = "en") -> Chart:
    """Shares and accounts of each class at closing and at each fiscal year-end."""

    def held(*names: str) -> tuple[float, ...]:
        each = [from_closing(plan, name) for name in names]
        return tuple(round(sum(values), 2) for values in zip(*each, strict=True))

    workers = held("members.member_shares", "members.accounts")
    named = [Series(say("charts.workers", language), workers, "members")]
    for place, one in enumerate(plan.scenario.membership.classes):
        capital = held(f"classes.{place}.capital.member_shares", f"classes.{place}.capital.accounts")
        named.append(Series(one.name, capital, "cash" if one.patron else "preferred"))
    return Chart(
        key="capital_by_class",
        kind="stacked",
        title=say("charts.capital_by_class.title", language),
        takeaway=say(
            "charts.capital_by_class.takeaway",
            language,
            total=money(sum(one.values[-1] for one in named), language=language),
            workers=money(workers[-1], language=language),
        ),
        categories=dates_from_closing(plan, language),
        series=tuple(named),
        total=True,
        axis=say("charts.year_end", language),
    )
