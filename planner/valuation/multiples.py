"""Value as a multiple of earnings, by the size of the deal and the industry."""

from planner.model.helpers import cents, least, most, where
from planner.places import Rules
from planner.scenario import Scenario
from planner.valuation.records import Fit, MultipleTerms, Multiplied, Size

SIZES = 5
NO_INDUSTRY = "other"
ROWS = ("sde_multiple", "ebitda_multiple")  # of an industry's table


def fit(ebitda: float, terms: MultipleTerms) -> Fit:
    """Whether the industry's range is of businesses of this EBITDA: of SDE below the limit, of EBITDA above."""
    of_size = where(ebitda >= terms.industry_limit, terms.above_limit, 1.0 - terms.above_limit)
    return Fit(where(terms.by_industry, of_size, 0.0))


def multiply(earnings: float, fitting: Fit, terms: MultipleTerms, sizes: tuple[Size, ...]) -> Multiplied:
    """Value = multiple x earnings, not below 0.

    The multiple is the user's; otherwise the median of the size that the value itself reaches, kept within the
    industry's range where that fits. Low and high are the industry's range, or a spread
    around the multiple.
    """
    a, b, c, d, e = sizes
    multiple_2 = where(earnings * b.multiple >= b.price_from, b.multiple, a.multiple)
    multiple_3 = where(earnings * c.multiple >= c.price_from, c.multiple, multiple_2)
    multiple_4 = where(earnings * d.multiple >= d.price_from, d.multiple, multiple_3)
    size_multiple = where(earnings * e.multiple >= e.price_from, e.multiple, multiple_4)
    within = least(most(size_multiple, terms.least_multiple), terms.most_multiple)
    usual = where(fitting.in_range, within, size_multiple)
    multiple = where(terms.is_given, terms.given_multiple, usual)
    mid = cents(multiple * most(0.0, earnings))
    low_by_industry = terms.least_multiple * most(0.0, earnings)
    high_by_industry = terms.most_multiple * most(0.0, earnings)
    return Multiplied(
        multiple_2=multiple_2,
        multiple_3=multiple_3,
        multiple_4=multiple_4,
        size_multiple=size_multiple,
        multiple=multiple,
        low=cents(where(fitting.in_range, low_by_industry, mid * (1.0 - terms.multiple_spread))),
        mid=mid,
        high=cents(where(fitting.in_range, high_by_industry, mid * (1.0 + terms.multiple_spread))),
    )


def multiple_terms(scenario: Scenario, rules: Rules, name: str) -> MultipleTerms:
    """The user's multiple, or the industry's range; an industry without one for these earnings goes by size alone."""
    asked, place = scenario.value, ROWS.index(name)
    given, spread = getattr(asked, name), asked.multiple_spread
    rows = () if asked.industry == NO_INDUSTRY else rules.rows(f"valuation.industry.{asked.industry}")
    ranged = given is None and place < len(rows)
    low, high = rows[place] if ranged else (0.0, 0.0)
    return MultipleTerms(
        given_multiple=0.0 if given is None else given,
        is_given=float(given is not None),
        by_industry=float(ranged),
        industry_limit=rules.value("valuation.industry_limit") if ranged else 0.0,
        above_limit=float(name == ROWS[1]),
        least_multiple=low,
        most_multiple=high,
        multiple_spread=rules.value("valuation.multiple_spread") if spread is None else spread,
    )


def sizes_of(rules: Rules, name: str) -> tuple[Size, ...]:
    """The published medians by size, as many as there are lines for."""
    sizes = tuple(Size(price_from, multiple) for price_from, multiple in rules.rows(name))
    if len(sizes) > SIZES:
        raise ValueError(f"{name} has {len(sizes)} sizes, more than the {SIZES} that there are lines for")
    return sizes + (sizes[-1],) * (SIZES - len(sizes))
