"""Figures of what the form means: the worth of a new tax basis by fiscal year, an excise tax, solvency by the books."""

from planner.explain.cells import Line, Told, added, at
from planner.explain.rooms import Name, ToldRoom, without_numbers
from planner.forms import figures, worth
from planner.model.lines import value_of
from planner.model.trace import CELL_HELPERS
from planner.model.writing import rewire
from planner.origins import Origin
from planner.words import say

BASIS = Origin(("deal.form", "owner.entity", "business.remaining_life"), ("equipment.tax_life_years",))
ORIGINS = {"factor": Origin(("deal.discount_rate",))}
YEARLY = ("taxes", "worth")
cents = CELL_HELPERS["cents"]


class Form(ToldRoom):
    """`worth.saved`, `worth.present`, `taxes.without` by fiscal year's last month; `whole.saved`, `excise` with 0.

    The tax of the run that this plan is not (`taxes.without`, or `taxes.with_step_up`) is an end: it comes from the
    same plan run once more with the other tax basis.
    """

    def tell(self) -> Told:
        """The stages on cells, year by year."""
        told, plan = Told("form"), self.plan
        made = rewire([*worth.STAGES, *figures.STAGES], lambda _name, stage: stage, CELL_HELPERS)
        terms, start = Line("line", "terms", "", 0), Line("line", "start", "", 0)
        single = {
            "stepped_up": made["stepped_up"](terms, start.opening, start.allocated),
            "excise": made["excise"](start.closing.to_seller, at("rule", "form.disposition_excise", 0)),
            "goodwill_with_deferred_tax": made["goodwill_with_deferred_tax"](start.opening, start.revalued),
            "assets_with_deferred_tax": made["assets_with_deferred_tax"](start.opening),
            "book_surplus": made["book_surplus"](Line("line", "now", "balance", 0), start.closing),
        }
        for name, cell in single.items():
            told.line(name, cell, 0, {})
        then, present = worth.WorthYear(0.0, 0.0, 0.0), []
        for line in plan.form.worth.lines:
            month = line.last_month
            own = cents(added(at("year", tax, month) for tax in worth.TAXES))
            both = (own, line.taxes.without) if plan.form.worth.planned else (line.taxes.with_step_up, own)
            taxes = told.record("taxes.", worth.YearsTaxes(*both), month)
            factor = told.line("factor", worth.discounted(plan.form.worth.rate, month), month, {})
            then = told.record("worth.", made["save"](taxes, factor, then), month)
            present.append(then.present)
        told.record("whole.", made["add_up"](then.cumulated, cents(added(present))))
        return told

    def value(self, name: str, month: int) -> float:
        """As in the plan, where a record of it is kept."""
        kind, _, rest = name.partition(".")
        if kind in YEARLY:
            line = next(one for one in self.plan.form.worth.lines if one.last_month == month)
            return float(getattr(getattr(line, kind), rest))
        if kind == "whole":
            return float(value_of(self.plan.form.worth, name))
        return self.worked_out(name, month)

    def name(self, name: str, language: str) -> Name:
        """As the table has it."""
        return Name(say(f"figure.form.{without_numbers(name)}", language))

    def unit(self, name: str) -> str:
        """Money, but for the discount factor."""
        return "factor" if name == "factor" else "money"

    def when(self, name: str, month: int, language: str) -> str:  # noqa: ARG002  (a year's figure has its year)
        """The fiscal year."""
        return self.year_in_words(month, language) if month else ""

    def origin(self, name: str, month: int) -> Origin:  # noqa: ARG002  (the same in all years)
        """The tax of the other run, and the discount factor."""
        return ORIGINS.get(name, BASIS)
