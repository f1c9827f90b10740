"""Covenants on the lender's page: what is left of each, what each test sets against what, past earnings."""

import streamlit as st

from planner import Plan
from planner.coverage import Reading, told
from planner.coverage.covenants import Covenant, Measured
from planner.origins import COVENANTS
from planner.views import ask, explainer, show, state
from planner.views.explainer import Stop
from planner.views.plain import plain
from planner.words import say
from planner.words.formats import figure, money, percent, times

LIMITS = COVENANTS
OF_A_TEST = ("tested_from", "cure_months", "equity_cure")
Tightest = tuple[Covenant, Measured] | None


def agreed(plan: Plan) -> list[Covenant]:
    """The covenants that were agreed."""
    return [one for one in plan.coverage.covenants if one.limit is not None]


def name_of(one: Covenant) -> str:
    """What a covenant is called."""
    return told.name_of(one)


def least_fall(plan: Plan) -> float | None:
    """The part of sales that may be lost before a first covenant breaks; below 0 they are too low already."""
    found = told.tightest(plan.coverage.covenants)
    return found[1].fall if found else None


def short(found: Tightest) -> bool:
    """Whether it is broken already."""
    return found is not None and (found[1].fall or 0.0) < 0


def how_far(found: Tightest) -> str:
    """What the fall is called: by how much sales may fall, may fall at least, or are too low."""
    if short(found):
        return "sales_too_low"
    return "sales_may_fall_at_least" if found and found[1].at_least else "sales_may_fall"


def opens(found: Tightest) -> Stop | None:
    """Where it opens to."""
    return Stop("covenant", f"{found[0].key}.fall", found[1].month) if found else None


def note(found: Tightest, months: told.Months) -> str:
    """Which covenant breaks first, and when."""
    if found is None:
        return say("app.lender.no_covenant_of_earnings")
    key = "app.lender.broken_worst" if short(found) else "app.lender.breaks_first"
    return say(key, covenant=name_of(found[0]), month=months(found[1].month))


def verdict(read: Reading, plan: Plan, months: told.Months) -> None:
    """Whether the covenants hold, first of all in words."""
    broken = [one for one in agreed(plan) if one.broken is not None]
    if not agreed(plan):
        st.info(plain(say("app.lender.none_agreed")), icon=":material/info:")
    elif broken:
        month = months(min(one.broken for one in broken if one.broken is not None))
        key = "only_as_promised" if read.broken_as_paid is None else "broken"
        st.error(plain(say(f"app.lender.{key}", month=month)), icon=":material/warning:")
    elif read.tested:
        st.success(plain(say("app.lender.hold")), icon=":material/check_circle:")
    else:
        st.info(plain(say("lender.first_never")), icon=":material/info:")


def table(plan: Plan) -> None:
    """Each covenant at its tightest test."""
    heads = ("covenant", "verdict", "limit", "month", "promised", "paid", "spare")
    months = told.Months(plan.scenario.deal.closing)
    if agreed(plan):
        rows = [_row(one, months) for one in agreed(plan)]
        show.table((say(f"app.lender.head.{head}") for head in heads), rows, words=4)


def _row(one: Covenant, months: told.Months) -> tuple[str, ...]:
    limit, none = told.limit_written(one), say("app.none")
    if one.tightest is None:
        return (name_of(one), say("app.lender.not_tested"), limit, none, none, none, none)
    test = one.tests[one.tightest]
    return (
        name_of(one),
        say(f"lender.verdict.{test.verdict}"),
        limit,
        months(test.month),
        told.side_written(one, test.promised),
        told.side_written(one, test.paid),
        figure(test.promised.headroom or 0.0),
    )


def rooms(plan: Plan, months: told.Months) -> None:
    """What is left of each covenant in words, and on what assumption."""
    listed = agreed(plan)
    if not listed:
        return
    st.markdown("\n".join(f"- {plain(told.room(one, months))}" for one in listed))
    if any(test.fall is not None for one in listed for test in one.tests):
        margin = percent(1.0 - plan.case.terms.cost_fraction, decimals=0)
        st.caption(plain(say("lender.assumption", margin=margin)))


def meaning(plan: Plan, months: told.Months) -> None:
    """Definitions: what is set against what, when first tested, rounding, cure, what each holds back."""
    listed = agreed(plan) or [one for one in plan.coverage.covenants if one.name in ("dscr", "fccr", "leverage")]
    show.words(say("lender.definition"))
    st.markdown(
        "\n".join(
            f"- **{plain(name_of(one))}** ({plain(told.limit_written(one))}): "
            f"{plain(say(f'lender.formula.{one.name}'))} {plain(say(f'lender.blocks.{one.name}'))}"
            for one in listed
        )
    )
    for sentence in told.meaning(tuple(listed), plan.scenario, months)[1:]:
        show.words(sentence)


def every_test(plan: Plan, months: told.Months) -> None:
    """Every test of one covenant: its window, what is set against what, the ratio, what is left; each can be opened."""
    listed = list(plan.coverage.covenants)
    named = {name_of(one): one for one in listed}
    chosen = st.selectbox(say("app.lender.head.covenant"), list(named), key="covenant.chosen")
    one = named.get(chosen, listed[0])
    numerator, has_ratio = (
        say(f"lender.numerator.{one.name}"),
        one.tests and one.tests[0].promised.denominator is not None,
    )
    heads = [say("app.lender.head.window"), say("app.lender.head.result"), numerator]
    if has_ratio:
        heads += [say(f"lender.denominator.{one.name}"), say("app.lender.head.promised"), say("app.lender.head.paid")]
    else:
        heads += [say("app.lender.head.as_paid", what=numerator)]
    show.table([*heads, say("app.lender.head.spare")], [_test_row(one, test, months) for test in one.tests], words=2)
    cures = [told.room_at(one, test, months) for test in one.tests if test.cure_until is not None]
    for sentence in cures:
        show.words(sentence)
    fields = ["promised.numerator", "paid.numerator"]
    fields += ["promised.denominator", "paid.denominator", "promised.ratio", "paid.ratio"] if has_ratio else []
    fields += ["promised.headroom", "paid.headroom"] if one.limit is not None else []
    explainer.pick(
        "covenant",
        {_label(one, field): ("covenant", f"{one.key}.{field}") for field in fields},
        {months(test.month): test.month for test in one.tests if _has_all(test, fields)},
    )


def _label(one: Covenant, field: str) -> str:
    """What one figure of a test is called: EBITDA (as promised)."""
    side, _, what = field.partition(".")
    words = {
        "numerator": f"lender.numerator.{one.name}",
        "denominator": f"lender.denominator.{one.name}",
        "ratio": f"lender.covenant.{one.name}",
        "headroom": "app.lender.head.room",
    }
    return say("explain.of", label=say(words[what]), which=say(f"app.lender.head.{side}"))


def _has_all(test: Measured, fields: list[str]) -> bool:
    sides = {"promised": test.promised, "paid": test.paid}
    return all(getattr(sides[side], field) is not None for side, field in (one.split(".") for one in fields))


def _test_row(one: Covenant, test: Measured, months: told.Months) -> tuple[str, ...]:
    row = [
        say("lender.when", first=months(test.first), month=months(test.month)),
        say(f"lender.verdict.{test.verdict}"),
        figure(test.promised.numerator),
    ]
    if test.promised.denominator is not None:
        row += [
            figure(test.promised.denominator),
            *(told.side_written(one, side) for side in (test.promised, test.paid)),
        ]
    else:
        row += [figure(test.paid.numerator)]
    return (*row, say("app.none") if test.promised.headroom is None else figure(test.promised.headroom))


def own() -> None:
    """What each lender, and the line's, agreed for itself, folded one by one."""
    show.words(say("app.lender.own_help"))
    paths = {str(loan["name"]): f"deal.loans.{place}" for place, loan in enumerate(state.entered_at("deal.loans"))}
    if state.entered_at("deal.line.limit"):
        paths[say("lender.the_line")] = "deal.line"
    for name, path in paths.items():
        with show.fold("app.lender.own", lender=name) as is_open:
            if is_open:
                ask.ask(*(f"{path}.covenants.{field}" for field in (*LIMITS, *OF_A_TEST)))


def past(plan: Plan) -> None:
    """Past years: normalised EBITDA over level payments."""
    read = plan.coverage.historical
    none = say("app.none")
    show.table(
        (say("app.lender.head.year"), say("figure.past.ebitda"), say("figure.past.service"), say("figure.past.ratio")),
        (
            (
                str(one.fiscal_year),
                money(one.ebitda),
                none if read.service is None else money(read.service),
                none if one.ratio is None else times(one.ratio),
            )
            for one in read.years
        ),
    )
    opened = {str(one.fiscal_year): ("past", f"ratio.{place}") for place, one in enumerate(read.years) if one.ratio}
    if opened:
        explainer.pick("past", opened)
