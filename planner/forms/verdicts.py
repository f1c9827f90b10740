"""What the form of the deal means, question by question: yes, no or unknown, why, on which law, and what to change.

A question that the law leaves open, or that needs a fact nobody entered, is answered "unknown", never passed over.
"""

from typing import Literal, NamedTuple

from planner.forms import entities, figures, redemption, staged
from planner.forms.solvency import Solvency
from planner.forms.worth import Worth
from planner.model.one import Case, Run
from planner.places import Rules
from planner.scenario import SHARES_BOUGHT, STEP_UP_FORMS, Scenario
from planner.words import Sentence, sentence
from planner.words.formats import day, listed, money, percent

Answer = Literal["yes", "no", "unknown"]
Stop = tuple[str, str, int]  # where a figure opens to: place, name, month


class Verdict(NamedTuple):
    """One question of the form: its answer, figure, reason, law, what follows, and what would change the answer."""

    key: str
    answer: Answer
    why: Sentence
    citation: Sentence
    figure: float | None = None
    opens: Stop | None = None
    change: Sentence | None = None
    unit: Literal["money", "fraction"] = "money"
    then: Sentence | None = None

    def told(self, language: str = "en") -> str:
        """The reason, and what follows from it."""
        return " ".join(one.said(language) for one in (self.why, self.then) if one)


class Asked(NamedTuple):
    """What the questions are asked of."""

    scenario: Scenario
    rules: Rules
    case: Case
    run: Run
    worth: Worth
    solvency: Solvency | None

    @property
    def bought(self) -> entities.Bought:
        """What changes hands."""
        return entities.bought(self.scenario)


def all_of(asked: Asked) -> tuple[Verdict, ...]:
    """Every question in the order in which it is told."""
    questions = (step_up, worth_of_it, costs, loan_costs, s_election, patronage, sale, rollover, merger, solvent)
    found = (question(asked) for question in questions)
    return tuple(verdict for verdict in found if verdict is not None)


def _said(key: str, reason: str, **values: object) -> Sentence:
    return sentence(f"forms.why.{key}.{reason}", **values)


def _cited(key: str) -> Sentence:
    return sentence(f"forms.law.{key}")


def _change(key: str) -> Sentence:
    return sentence(f"forms.change.{key}")


def step_up(asked: Asked) -> Verdict:
    """Whether the co-op starts with a new tax basis, and by how much it is above the old."""
    bought, start = asked.bought, asked.run.start
    cited = _cited(f"step_up.{bought}")
    if not asked.scenario.taxed_as_assets:
        return Verdict("step_up", "no", _said("step_up", bought), cited, change=_change(f"step_up.{bought}"))
    above = figures.stepped_up(asked.case.terms, start.opening, start.allocated)
    values = {"least": percent(asked.rules.value("form.election_least"))} if bought == "election" else {}
    told = _said("step_up", bought, **values)
    return Verdict("step_up", "yes", told, cited, above, ("form", "stepped_up", 0))


def worth_of_it(asked: Asked) -> Verdict:
    """Whether a new basis saves the co-op tax that it would in fact pay."""
    worth = asked.worth
    planned = "planned" if worth.planned else "other"
    reason = f"{planned}_{'saves' if worth.whole.saved > 0 else 'nothing'}"
    told = _said(
        "worth",
        reason,
        saved=money(worth.whole.saved),
        present=money(worth.whole.present),
        rate=percent(worth.rate),
    )
    answer: Answer = "yes" if worth.whole.saved > 0 else "no"
    change = _change("worth") if answer == "no" else None
    return Verdict("worth", answer, told, _cited("worth"), worth.whole.saved, ("form", "whole.saved", 0), change)


def costs(asked: Asked) -> Verdict:
    """Whether the costs of buying are deducted: never at once, and of a buyout never at all."""
    bought, months = asked.bought, asked.case.terms.tax_goodwill_months
    values = {"months": f"{months:.0f}"} if asked.scenario.taxed_as_assets else {}
    told = _said("costs", bought, **values)
    opens = ("start", "closing.costs", 0)
    return Verdict("costs", "no", told, _cited(f"costs.{bought}"), asked.run.start.closing.costs, opens)


def loan_costs(asked: Asked) -> Verdict | None:
    """Costs of loans are deducted over the loan; a month of it is the figure."""
    fees = sum(loan.fee_step for loan in asked.run.start.loans)
    if not fees:
        return None
    first = next(place for place, loan in enumerate(asked.run.start.loans) if loan.fee_step)
    opens = ("start", f"loans.{first}.fee_step", 0) if fees == asked.run.start.loans[first].fee_step else None
    whole = money(asked.run.start.closing.loan_fees)
    return Verdict("loan_costs", "yes", _said("loan_costs", "over_term", fees=whole), _cited("loan_costs"), fees, opens)


def s_election(asked: Asked) -> Verdict | None:
    """Whether an S election ends on the closing day; None where there is none."""
    scenario = asked.scenario
    if scenario.owner.entity != "s_corporation":
        return None
    closing = day(scenario.deal.closing)
    if scenario.deal.form == "assets":
        return Verdict("s_election", "no", _said("s_election", "assets"), _cited("s_election.assets"))
    if scenario.deal.form in SHARES_BOUGHT:
        reason = "election" if scenario.deal.form == "shares_election" else "shares"
        told = _said("s_election", reason, closing=closing)
        return Verdict("s_election", "yes", told, _cited("s_election.shares"))
    if asked.run.start.closing.preferred > 0:
        return Verdict(
            "s_election", "yes", _said("s_election", "preferred", closing=closing), _cited("s_election.class")
        )
    return Verdict("s_election", "unknown", _said("s_election", "buyout", closing=closing), _cited("s_election.class"))


def patronage(asked: Asked) -> Verdict:
    """Whether members' surplus can be patronage: the co-op must be their employer."""
    if asked.scenario.deal.kept_as_subsidiary:
        told, change = _said("patronage", "subsidiary"), _change("patronage")
        return Verdict("patronage", "unknown", told, _cited("patronage"), change=change)
    if staged.is_staged(asked.scenario):
        return patronage_in_stages(asked)
    return Verdict("patronage", "yes", _said("patronage", "employer"), _cited("patronage"))


def patronage_in_stages(asked: Asked) -> Verdict:
    """Whether surplus can be patronage wherever the plan shares one by work, closing by closing."""
    early = staged.shared_early(asked.scenario, asked.run)
    answers = {one.answer for one in early}
    answer: Answer = "no" if "no" in answers else "unknown" if answers else "yes"
    said = [
        sentence(f"forms.staged.patronage.{one.why}", number=one.number).said()
        for one in staged.patronage(asked.scenario)
    ]
    told = _said("patronage", "staged", stages=" ".join(said))
    change = _change("patronage_staged") if early else None
    return Verdict("patronage", answer, told, _cited("patronage_staged"), change=change)


def sale_in_stages(asked: Asked) -> Verdict:
    """Whether each closing of a buyout is a sale by itself, or all of them may be one that ends all shares."""
    scenario, rules = asked.scenario, asked.rules
    found = staged.buyouts(scenario, rules)
    failing = [str(one.number) for one in found if not one.is_sale]
    ends = scenario.parts_held[-1] >= 1.0 and redemption.tested(scenario, rules).is_sale
    answer: Answer = "yes" if not failing else "unknown" if ends else "no"
    reason = {"yes": "each", "unknown": "series", "no": "partial"}[answer]
    worst = max(found, key=lambda one: one.votes)
    values = {
        "failing": listed(failing),
        "votes": percent(worst.votes, decimals=1),
        "power": percent(rules.value("form.redemption_votes")),
        "ratio": percent(rules.value("form.redemption_ratio")),
    }
    then = sentence(f"forms.dividend.{scenario.owner.entity}") if answer == "no" else None
    change = _change("redemption.staged") if failing else None
    told, cited = _said("redemption", reason, **values), _cited("redemption.staged")
    return Verdict("sale", answer, told, cited, worst.votes, None, change, "fraction", then)


def sale(asked: Asked) -> Verdict:
    """Whether the seller is taxed as one who sells; of a buyout only if it ends or cuts down what the seller holds."""
    bought = asked.bought
    if bought != "buyout":
        return Verdict("sale", "yes", _said("sale", bought), _cited(f"sale.{bought}"))
    if staged.is_staged(asked.scenario):
        return sale_in_stages(asked)
    found = redemption.tested(asked.scenario, asked.rules)
    answer: Answer = "unknown" if found.is_sale is None else "yes" if found.is_sale else "no"
    values: dict[str, object] = {}
    if found.reason in ("disproportionate", "member"):
        values = {
            "votes": percent(found.votes or 0.0, decimals=1),
            "power": percent(asked.rules.value("form.redemption_votes")),
            "ratio": percent(asked.rules.value("form.redemption_ratio")),
        }
    if found.reason in ("waiver", "no_waiver"):
        values = {"years": f"{asked.rules.value('form.waiver_years'):.0f}"}
    then = sentence(f"forms.dividend.{asked.scenario.owner.entity}") if found.is_sale is False else None
    told = _said("redemption", found.reason, **values)
    change = None if found.is_sale else _change(f"redemption.{found.reason}")
    cited = _cited(f"redemption.{found.reason}")
    return Verdict("sale", answer, told, cited, found.votes, None, change, "fraction", then)


def rollover(asked: Asked) -> Verdict:
    """Whether the seller may defer the gain by buying other shares (26 U.S.C. 1042)."""
    scenario, rules, cited = asked.scenario, asked.rules, _cited("rollover")
    form, entity = scenario.deal.form, scenario.owner.entity
    if form in STEP_UP_FORMS or entity in ("partnership", "sole_owner"):
        sold = "assets" if form == "assets" else "election"
        reason = sold if entity in entities.CORPORATIONS else "no_corporation"
        change = _change("rollover.assets") if entity == "c_corporation" else None
        return Verdict("rollover", "no", _said("rollover", reason), cited, change=change)
    part = rules.at(scenario.deal.closing).value("form.rollover_s_corporation") if entity == "s_corporation" else 1.0
    if not part:
        return Verdict("rollover", "no", _said("rollover", "s_corporation"), cited, change=_change("rollover.s"))
    failed = _failed_test(asked)
    if failed is not None:
        return failed
    if form == "buyout":
        told = _said("rollover", "buyout")
        return Verdict("rollover", "unknown", told, cited, change=_change("rollover.buyout"))
    if entity == "s_corporation":
        told, opens = _said("rollover", "s_corporation_part", part=percent(part)), "form.rollover_s_corporation"
        stop = ("rule", opens, scenario.deal.closing.year)
        return Verdict("rollover", "unknown", told, cited, part, stop, unit="fraction")
    values = {"years": f"{rules.value('form.rollover_years_held'):.0f}", "least": _least_bought(asked)}
    then = sentence("forms.staged.rollover", **values) if staged.is_staged(scenario) else None
    return Verdict("rollover", "yes", _said("rollover", "shares", **values), cited, then=then)


def _least_bought(asked: Asked) -> str:
    return percent(asked.rules.value("form.rollover_least_bought"))


def _failed_test(asked: Asked) -> Verdict | None:
    """The first test of a rollover that fails, or that nobody has entered the fact for."""
    scenario, rules, cited = asked.scenario, asked.rules, _cited("rollover")
    owner, least_years = scenario.owner, rules.value("form.rollover_years_held")
    years = f"{least_years:.0f}"
    held = owner.years_held
    tests: tuple[tuple[bool, Answer, str, dict[str, object]], ...] = (
        (owner.shares_traded, "no", "traded", {}),
        (held is not None and held < least_years, "no", "held", {"years": years}),
        (
            scenario.deal.bought_at_closing < rules.value("form.rollover_least_bought"),
            "no",
            "least",
            {"least": _least_bought(asked)},
        ),
        (not scenario.coop.members_elect_board, "no", "board", {}),
        (held is None, "unknown", "held_unknown", {"years": years}),
    )
    for fails, answer, reason, values in tests:
        if fails:
            told = _said("rollover", reason, **values)
            return Verdict("rollover", answer, told, cited, change=_change(f"rollover.{reason}"))
    return None


def merger(asked: Asked) -> Verdict | None:
    """Whether merging the bought company within three years of a rollover is a disposition; None of other forms."""
    scenario, rules = asked.scenario, asked.rules
    if asked.bought != "shares":
        return None
    years = f"{rules.value('form.disposition_years'):.0f}"
    if scenario.deal.kept_as_subsidiary:
        return Verdict("merger", "no", _said("merger", "kept", years=years), _cited("merger"))
    if rollover(asked).answer == "no":
        return Verdict("merger", "no", _said("merger", "no_rollover"), _cited("merger"))
    rate = rules.value("form.disposition_excise")
    tax = figures.excise(asked.run.start.closing.to_seller, rate)
    told = _said("merger", "merged", years=years, rate=percent(rate))
    return Verdict("merger", "unknown", told, _cited("merger"), tax, ("form", "excise", 0), _change("merger"))


def solvent(asked: Asked) -> Verdict | None:
    """Whether the company may pay for its owner's shares; None where it does not."""
    found = asked.solvency
    if found is None:
        return None
    answer: Answer = "unknown" if found.holds is None else "yes" if found.holds else "no"
    reason = found.test.test if found.pays_as_due else "short"
    values: dict[str, object] = {"book": money(found.book), "fair": money(found.fair)} if found.pays_as_due else {}
    if found.test.test != "unknown" and found.pays_as_due:
        values["state"] = found.test.state
    cited = sentence("forms.law.solvent", source=found.test.source) if found.test.source else _cited("solvent_unknown")
    change = None if answer == "yes" else _change(f"solvent.{reason}")
    shown, opens = (found.book, "book_surplus") if found.test.test in ("book", "surplus") else (found.fair, "")
    stop: Stop = ("form", opens, 0) if opens else ("start", "opening.may_be_paid", 0)
    then = sentence("forms.staged.solvent") if staged.is_staged(asked.scenario) else None
    return Verdict("solvent", answer, _said("solvent", reason, **values), cited, shown, stop, change, then=then)
