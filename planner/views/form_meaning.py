"""What the form of the deal means: each question answered, the price by class, the worth of a new tax basis."""

import streamlit as st

from planner import Plan
from planner.forms import Verdict
from planner.model.records_closing import Allocated
from planner.views import ask, conditions, explainer, lists, show
from planner.views.lists import Shape, column
from planner.views.plain import plain
from planner.views.show import fold
from planner.words import say
from planner.words.formats import figure, percent

SELLER = (
    "is_llc",
    "years_held",
    "shares_traded",
    "seller_stays_as",
    "family_members_stay",
    "waives_attribution",
    "family_transfers",
)
BASIS = (
    "deal.kept_as_subsidiary",
    "deal.merged_after",
    "deal.incorporated_in",
    "deal.discount_rate",
    "business.books.inventory_fair",
    "deal.intangibles.customer_list",
    "deal.intangibles.non_compete",
)
KEPT = ("name", "book_value", "fair_value", "tax_basis")
SAVED = ("saved", "cumulated", "present")


def section(plan: Plan) -> None:
    """The section of the deal page."""
    form = plan.form
    show.section("forms.title")
    show.words(say("forms.lead", what=form.what.said()))
    _verdicts(plan)
    with fold("forms.reasons") as is_open:
        if is_open:
            for one in form.verdicts:
                _reason(one)
    with fold("forms.allocation") as is_open:
        if is_open:
            _allocation(plan)
    with fold("forms.worth_title") as is_open:
        if is_open:
            _worth(plan)
    for sentence in form.said:
        st.write(plain(sentence.said()))
    with fold("forms.entry") as is_open:
        if is_open:
            _entry()


def patronage(plan: Plan) -> None:
    """Whatever shows patronage says first where it is not certain that there can be any."""
    show.findings(one.said() for one in plan.form.findings if one.key.startswith("forms.finding.patronage"))


def unsettled_patronage(plan: Plan) -> None:
    """Where the law of patronage is shown: why it is not certain that there can be any, and what to change."""
    found = plan.form.verdict("patronage")
    if found is not None and found.answer != "yes":
        _reason(found)


def written(one: Verdict) -> str:
    """Its figure, where it has one."""
    if one.figure is None:
        return ""
    return figure(one.figure) if one.unit == "money" else percent(one.figure, decimals=1)


def _verdicts(plan: Plan) -> None:
    heads = (say(f"forms.{one}") for one in ("question", "answered", "figure_head"))
    rows = [
        (
            say(f"forms.ask.{one.key}"),
            conditions.answered(one.answer),
            say("forms.named", name=say(f"forms.figure.{one.key}"), figure=written(one)) if written(one) else "",
        )
        for one in plan.form.verdicts
    ]
    show.table(heads, rows, words=3)
    opened = {
        say(f"forms.figure.{one.key}"): one.opens[:2]
        for one in plan.form.verdicts
        if one.opens and one.figure is not None and not one.opens[2]
    }
    if opened:
        explainer.pick("form", opened)


def _reason(one: Verdict) -> None:
    st.markdown(f"**{plain(say(f'forms.ask.{one.key}'))}** {conditions.answered(one.answer)}")
    st.write(plain(one.told()))
    if one.change:
        st.write(plain(say("forms.would_change", change=one.change.said())))
    st.caption(plain(one.citation.said()))
    conditions.listed(one)


def _allocation(plan: Plan) -> None:
    allocation = plan.form.allocation
    if allocation is None:
        show.words(say("forms.no_allocation"))
        return
    rows = [
        (part.of_class, say(f"forms.asset.{part.name}"), _or_nothing(part.fair), figure(part.taken))
        for part in allocation.parts
        if part.fair or part.taken
    ]
    rows.append(("", say("forms.total"), "", figure(allocation.price)))
    heads = (say(f"forms.{one}") for one in ("class_head", "asset_head", "fair_head", "taken_head"))
    show.table(heads, rows, [len(rows) - 1], words=2)
    explainer.pick(
        "allocation",
        {say(f"line.allocated.{name}"): ("start", f"allocated.{name}") for name in Allocated._fields},
    )
    if allocation.runs_out:
        show.words(say("forms.short", of_class=allocation.runs_out))
    show.words(say("forms.allocation_note", months=f"{plan.case.terms.tax_goodwill_months:.0f}"))


def _or_nothing(value: float | None) -> str:
    return "" if value is None else figure(value)


def _worth(plan: Plan) -> None:
    worth, memo = plan.form.worth, plan.form.deferred_tax
    show.words(say("forms.worth_planned" if worth.planned else "forms.worth_other"))
    rows = [
        (
            line.fiscal_year,
            figure(line.taxes.without),
            figure(line.taxes.with_step_up),
            *(figure(getattr(line.worth, name)) for name in SAVED),
        )
        for line in worth.lines
    ]
    rows.append((say("forms.all_years"), "", "", figure(worth.whole.saved), "", figure(worth.whole.present)))
    heads = ("year_head", "without_head", "with_head", "saved_head", "cumulated_head", "present_head")
    show.table((say(f"forms.{one}") for one in heads), rows, [len(rows) - 1])
    names = ("taxes.without", "taxes.with_step_up", *(f"worth.{name}" for name in SAVED))
    lines = {say(f"figure.form.{name}"): ("form", name) for name in names}
    if worth.lines:
        explainer.pick("worth", lines, {line.fiscal_year: line.last_month for line in worth.lines})
    if memo.liability:
        told = {name: figure(value) for name, value in memo._asdict().items()}
        show.words(say("forms.deferred_tax", **told))


def _entry() -> None:
    ask.ask(*BASIS)
    show.words(say("forms.seller_entry"))
    ask.ask(*(f"owner.{one}" for one in SELLER))
    ask.ask("coop.members_elect_board", columns=1)
    show.words(say("forms.kept_entry"))
    lists.edit(_kept())


def _kept() -> Shape:
    path = "deal.kept.assets"
    new = (say("app.list.new"), 0.0, None, None)
    columns = tuple(column(f"{path}.0.{name}", one) for name, one in zip(KEPT, new, strict=True))
    return Shape("kept", path, columns, lambda held: [dict(one) for one in held], lambda rows: rows)
