"""What needs saying of earnings, value and price, each with its figures; conventions come from the dated table."""

from collections.abc import Iterable, Iterator

from planner.faults import Faulty
from planner.places import Rules
from planner.scenario import Business, Scenario, Statement, Value
from planner.valuation.records import Discounting, Earnings, Market, Turnover, Valuation
from planner.valuation.settlement import at_closing, quarter_up_to
from planner.words import Sentence, sentence
from planner.words.formats import listed, money, month_name, percent, times

FEW = 3
KEPT_IN_STEP = 0.005  # a change of price below this is none
SEASONS_MAY_DIFFER = 0.1  # sales of the balance sheet's three months and of those up to closing, before it is said
LIKELY_DAYS = 182.5  # half a year: customers who take longer are not likely to be meant


def refuse_impossible(market: Market, told: Discounting) -> None:
    """Raise `Faulty` where growth for ever reaches the lowest rate: a perpetuity would have no value."""
    faults = [
        sentence(key, rate=percent(rate), growth=percent(market.growth), spread=percent(market.rate_spread)).said()
        for key, rate, lowest in (
            (
                "valuation.rate_below_growth",
                market.capitalisation_rate,
                market.capitalisation_rate - market.rate_spread,
            ),
            ("valuation.discount_below_growth", told.discount_rate, told.low_rate),
        )
        if lowest <= market.growth
    ]
    if faults:
        raise Faulty(faults)


def refusals(business: Business) -> tuple[Sentence, ...]:
    """Why the days that customers take cannot be told from the books: nothing was sold in the months before them.

    Of a business that sold nothing all year no days can be asked for: what it is owed comes in at once.
    """
    owed, month = business.books.receivables, business.books_of_month
    told = business.receivable_days is not None or owed <= 0 or business.statements[-1].sales <= 0
    if told or quarter_up_to(business, month) > 0:
        return ()
    return (sentence("valuation.no_sales_in_books_quarter", month=month_name(month), receivables=money(owed)),)


def findings_of(scenario: Scenario, rules: Rules, found: Valuation) -> tuple[Sentence, ...]:
    """Earnings first, then value, then price."""
    return (
        sentence("valuation.no_appraisal"),
        *_of_earnings(scenario, rules, found),
        *_of_add_backs(scenario, rules, found),
        *_of_value(scenario, rules, found),
        *_of_price(scenario, found),
    )


def _of_earnings(scenario: Scenario, rules: Rules, found: Valuation) -> Iterator[Sentence]:
    years, business = scenario.business.statements, scenario.business
    earnings = found.earnings[-len(years) :]
    if len(years) < FEW:
        known = len(years)
        yield sentence(f"valuation.earnings.{'few_years' if known > 1 else 'one_year'}", years=known)
    if scenario.owner.replacement_pay == 0:
        yield sentence("valuation.earnings.no_replacement")
    elif years[-1].payroll_burden == 0:
        yield sentence("valuation.earnings.no_burden")
    if any(year.second_owner_pay for year in years) and scenario.owner.second_replacement_pay is None:
        yield sentence("valuation.earnings.second_owner")
    most = rules.value("valuation.customer_share")
    if business.largest_customer is not None and business.largest_customer >= most:
        yield sentence("valuation.earnings.one_customer", share=percent(business.largest_customer), most=percent(most))
    if len(years) > 1:
        yield from _trends(years, earnings, rules)
    if found.weighted.ebitda <= 0:
        yield sentence("valuation.earnings.none_left")
    elif found.capitalised.cash_flow <= 0:
        yield sentence("valuation.earnings.no_cash_flow")


def _trends(years: tuple[Statement, ...], earnings: tuple[Earnings, ...], rules: Rules) -> Iterator[Sentence]:
    before, last = years[-2], years[-1]
    if last.sales < before.sales * (1.0 - rules.value("valuation.sales_fall")):
        yield sentence(
            "valuation.earnings.falling_sales",
            before=money(before.sales),
            first=before.year,
            now=money(last.sales),
            last=last.year,
        )
    if earnings[-1].margin < earnings[0].margin - rules.value("valuation.margin_fall"):
        yield sentence(
            "valuation.earnings.falling_margin",
            before=percent(earnings[0].margin, decimals=1),
            first=years[0].year,
            now=percent(earnings[-1].margin, decimals=1),
            last=last.year,
        )


def _of_add_backs(scenario: Scenario, rules: Rules, found: Valuation) -> Iterator[Sentence]:
    weighted, years = found.weighted, scenario.business.statements
    most = rules.value("valuation.add_back_share")
    if weighted.add_back_share > most and weighted.sde > 0:
        yield sentence(
            "valuation.add_backs.many",
            share=percent(weighted.add_back_share, decimals=0),
            most=percent(most, decimals=0),
        )
    if abs(weighted.sde_with_disputed - weighted.sde) >= KEPT_IN_STEP:
        yield sentence(
            "valuation.add_backs.disputed", without=money(weighted.sde), counted=money(weighted.sde_with_disputed)
        )
    unproven = [item.name for year in years for item in year.add_backs if item.accepted and not item.evidence]
    if unproven:
        yield sentence("valuation.add_backs.no_evidence", names=_names(unproven))
    once = [(item.name, year.year) for year in years for item in year.add_backs if not item.recurring]
    again = [name for name, _ in once if len({year for other, year in once if other == name}) > 1]
    if again:
        yield sentence("valuation.add_backs.comes_again", names=_names(again))


def _of_value(scenario: Scenario, rules: Rules, found: Valuation) -> Iterator[Sentence]:
    asked = scenario.value
    yield from _of_multiples(asked, found, rules.value("valuation.method_gap"))
    largest = rules.value("valuation.sde_up_to")
    if found.weights.sde_multiple > 0 and found.midpoint >= largest:
        yield sentence("valuation.value.too_large_for_sde", value=money(found.midpoint), largest=money(largest))
    if found.net_assets.value > found.midpoint:
        yield sentence("valuation.value.below_floor", floor=money(found.net_assets.value), middle=money(found.midpoint))
    if asked.fraction_sold < 1:
        yield sentence(
            "valuation.value.part_sold",
            part=percent(asked.fraction_sold),
            whole=money(found.shares[1].paid),
            pro_rata=money(found.stake.pro_rata),
            minority=percent(asked.minority_discount),
            marketability=percent(asked.marketability_discount),
            value=money(found.stake.value),
        )


def _of_multiples(asked: Value, found: Valuation, gap: float) -> Iterator[Sentence]:
    """Values by SDE and by EBITDA so far apart that a multiple is not of the earnings it is put on."""
    sde, ebitda, weighted = found.by_sde, found.by_ebitda, found.weighted
    if min(sde.mid, ebitda.mid) <= 0 or abs(sde.mid - ebitda.mid) <= gap * min(sde.mid, ebitda.mid):
        return
    if asked.sde_multiple is not None and sde.mid > ebitda.mid:
        yield sentence(
            "valuation.value.sde_multiple_of_ebitda",
            given=times(asked.sde_multiple),
            usual=times(sde.size_multiple),
            other=times(asked.sde_multiple * weighted.sde / weighted.ebitda),
        )
    elif asked.ebitda_multiple is not None and ebitda.mid < sde.mid:
        yield sentence(
            "valuation.value.ebitda_multiple_of_sde",
            given=times(asked.ebitda_multiple),
            usual=times(ebitda.size_multiple),
            other=times(asked.ebitda_multiple * weighted.ebitda / weighted.sde),
        )
    else:
        yield sentence("valuation.value.multiples_apart", sde=money(sde.mid), ebitda=money(ebitda.mid))


def _of_price(scenario: Scenario, found: Valuation) -> Iterator[Sentence]:
    deal, settled, peg = scenario.deal, found.settlement.settled, found.settlement.peg
    price = money(deal.price)
    if deal.price < found.low:
        yield sentence("valuation.price.below", price=price, low=money(found.low), gap=money(found.low - deal.price))
    elif deal.price > found.high:
        yield sentence("valuation.price.above", price=price, high=money(found.high), gap=money(deal.price - found.high))
    counted = [item for item in deal.debt_like if item.booked not in ("debt", "other_assets")]
    stays = sum(item.amount for item in counted if not item.paid_off)
    if settled.debt_like:
        yield sentence(
            "valuation.price.debt_like",
            amount=money(settled.debt_like),
            stays=money(stays),
            paid=money(settled.debt_like - stays),
        )
    lent = sum(item.amount for item in deal.debt_like if item.kind == "loan_from_seller")
    if lent:
        yield sentence("valuation.price.seller_lent", amount=money(lent))
    if peg.adjustment:
        key = "valuation.price.above_peg" if peg.adjustment > 0 else "valuation.price.below_peg"
        yield sentence(key, closing=money(peg.closing), peg=money(peg.peg), amount=money(abs(peg.adjustment)))
    yield from _of_season(scenario, found.settlement.turnover)


def _of_season(scenario: Scenario, turnover: Turnover) -> Iterator[Sentence]:
    """A balance sheet of another season than closing, and what the plan's first months make of the difference."""
    business, books = scenario.business, scenario.business.books
    books_month, booked = month_name(business.books_of_month), turnover.books_quarter
    apart = abs(turnover.closing_quarter - booked) > SEASONS_MAY_DIFFER * booked
    opened, by_days = books.receivables + books.inventory - books.payables, at_closing(turnover).balance
    freed = opened - by_days
    if apart and abs(freed) >= KEPT_IN_STEP:
        yield sentence(
            f"valuation.price.season_{'frees' if freed > 0 else 'ties'}",
            books_month=books_month,
            closing_month=month_name(scenario.deal.closing.month),
            books_sales=money(booked),
            closing_sales=money(turnover.closing_quarter),
            by_days=money(by_days),
            opened=money(opened),
            amount=money(abs(freed)),
        )
    if business.receivable_days is None and turnover.receivable_days > LIKELY_DAYS:
        yield sentence(
            "valuation.price.days_too_long",
            receivables=money(books.receivables),
            books_month=books_month,
            days=round(turnover.receivable_days),
            books_sales=money(booked),
        )


def _names(names: Iterable[str]) -> str:
    return listed(list(dict.fromkeys(names)))
