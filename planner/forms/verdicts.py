"""What the form of the deal means, question by question: yes, no or unknown, why, on which law, and what to change.

A question that the law leaves open, or that needs a fact nobody entered, is answered "unknown", never passed over.
"""

from datetime import date

from planner.forms import figures, redemption, rollover, staged
from planner.forms.asked import Answer, Asked, Condition, Stop, Verdict, changed, cited, said
from planner.model.calendar import MONTHS_A_YEAR, month_of
from planner.scenario import SHARES_BOUGHT
from planner.words import sentence
from planner.words.formats import day, listed, money, percent
from planner.words.formats import month_of as month_in_words

__all__ = ["Answer", "Asked", "Condition", "Verdict", "all_of"]


def all_of(asked: Asked) -> tuple[Verdict, ...]:
    """Every question in the order in which it is told."""
    questions = (
        step_up,
        worth_of_it,
        costs,
        loan_costs,
        s_election,
        patronage,
        sale,
        rollover.verdict,
        merger,
        solvent,
    )
    found = (question(asked) for question in questions)
    return tuple(verdict for verdict in found if verdict is not None)


def step_up(asked: Asked) -> Verdict:
    """Whether the co-op starts with a new tax basis, and by how much it is above the old."""
    bought, start = asked.bought, asked.run.start
    law = cited(f"step_up.{bought}")
    if not asked.scenario.taxed_as_assets:
        return Verdict("step_up", "no", said("step_up", bought), law, change=changed(f"step_up.{bought}"))
    above = figures.stepped_up(asked.case.terms, start.opening, start.allocated)
    values = {"least": percent(asked.rules.value("form.election_least"))} if bought == "election" else {}
    told = said("step_up", bought, **values)
    return Verdict("step_up", "yes", told, law, above, ("form", "stepped_up", 0))


def worth_of_it(asked: Asked) -> Verdict:
    """Whether a new basis saves the co-op tax that it would in fact pay."""
    worth = asked.worth
    planned = "planned" if worth.planned else "other"
    reason = f"{planned}_{'saves' if worth.whole.saved > 0 else 'nothing'}"
    told = said(
        "worth",
        reason,
        saved=money(worth.whole.saved),
        present=money(worth.whole.present),
        rate=percent(worth.rate),
    )
    answer: Answer = "yes" if worth.whole.saved > 0 else "no"
    change = changed("worth") if answer == "no" else None
    return Verdict("worth", answer, told, cited("worth"), worth.whole.saved, ("form", "whole.saved", 0), change)


def costs(asked: Asked) -> Verdict:
    """Whether the costs of buying are deducted: never at once, and of a buyout never at all."""
    bought, months = asked.bought, asked.case.terms.tax_goodwill_months
    values = {"months": f"{months:.0f}"} if asked.scenario.taxed_as_assets else {}
    told = said("costs", bought, **values)
    opens = ("start", "closing.costs", 0)
    return Verdict("costs", "no", told, cited(f"costs.{bought}"), asked.run.start.closing.costs, opens)


def loan_costs(asked: Asked) -> Verdict | None:
    """Costs of loans are deducted over the loan; a month of it is the figure."""
    fees = sum(loan.fee_step for loan in asked.run.start.loans)
    if not fees:
        return None
    first = next(place for place, loan in enumerate(asked.run.start.loans) if loan.fee_step)
    opens = ("start", f"loans.{first}.fee_step", 0) if fees == asked.run.start.loans[first].fee_step else None
    whole = money(asked.run.start.closing.loan_fees)
    return Verdict("loan_costs", "yes", said("loan_costs", "over_term", fees=whole), cited("loan_costs"), fees, opens)


def s_election(asked: Asked) -> Verdict | None:
    """Whether an S election ends on the closing day; None where there is none."""
    scenario = asked.scenario
    if scenario.owner.entity != "s_corporation":
        return None
    closing = day(scenario.deal.closing)
    if scenario.deal.form == "assets":
        return Verdict("s_election", "no", said("s_election", "assets"), cited("s_election.assets"))
    if scenario.deal.form in SHARES_BOUGHT:
        reason = "election" if scenario.deal.form == "shares_election" else "shares"
        told = said("s_election", reason, closing=closing)
        return Verdict("s_election", "yes", told, cited("s_election.shares"))
    if asked.run.start.closing.preferred > 0:
        return Verdict("s_election", "yes", said("s_election", "preferred", closing=closing), cited("s_election.class"))
    return Verdict("s_election", "unknown", said("s_election", "buyout", closing=closing), cited("s_election.class"))


def patronage(asked: Asked) -> Verdict:
    """Whether members' surplus can be patronage: the co-op must be their employer."""
    if asked.scenario.deal.kept_as_subsidiary:
        reason, values = subsidiary_told(asked)
        told = said("patronage", reason, **values)
        return Verdict("patronage", "unknown", told, cited("patronage"), change=changed("patronage"))
    if staged.is_staged(asked.scenario):
        return patronage_in_stages(asked)
    return Verdict("patronage", "yes", said("patronage", "employer"), cited("patronage"))


def subsidiary_told(asked: Asked) -> tuple[str, dict[str, str]]:
    """How the plan takes it: nothing shared by work, or only from the fiscal year that begins after the merger."""
    closing, merged = asked.scenario.deal.closing, asked.scenario.deal.merged_after
    shared = next((place for place, now in enumerate(asked.case.drivers) if now.member_labour > 0), None)
    if merged is None or shared is None:
        return "subsidiary", {}
    told = (month_in_words(date(*month_of(closing, month), 1)) for month in (merged, shared))
    return "merging", dict(zip(("merged", "shared"), told, strict=True))


def merges_within(asked: Asked, years: float) -> bool:
    """Whether a bought company becomes one with the co-op before so many years have passed."""
    deal = asked.scenario.deal
    after = deal.merged_after if deal.kept_as_subsidiary else 0
    return after is not None and after < years * MONTHS_A_YEAR


def patronage_in_stages(asked: Asked) -> Verdict:
    """Whether surplus can be patronage wherever the plan shares one by work, closing by closing."""
    early = staged.shared_early(asked.scenario, asked.run)
    answers = {one.answer for one in early}
    answer: Answer = "no" if "no" in answers else "unknown" if answers else "yes"
    stages = [
        sentence(f"forms.staged.patronage.{one.why}", number=one.number).said()
        for one in staged.patronage(asked.scenario)
    ]
    told = said("patronage", "staged", stages=" ".join(stages))
    change = changed("patronage_staged") if early else None
    return Verdict("patronage", answer, told, cited("patronage_staged"), change=change)


def sale_in_stages(asked: Asked) -> Verdict:
    """Whether each closing of a buyout is a sale by itself, or all of them may be one that ends all shares."""
    scenario, rules = asked.scenario, asked.rules
    found = staged.buyouts(scenario, rules)
    failing = [str(one.number) for one in found if not one.is_sale]
    ends = scenario.parts_held[-1] >= 1.0 and redemption.tested(scenario, rules).is_sale == "yes"
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
    change = changed("redemption.staged") if failing else None
    told, law = said("redemption", reason, **values), cited("redemption.staged")
    return Verdict("sale", answer, told, law, worst.votes, None, change, "fraction", then)


def sale(asked: Asked) -> Verdict:
    """Whether the seller is taxed as one who sells; of a buyout only if it ends or cuts down what the seller holds."""
    bought = asked.bought
    if bought != "buyout":
        return Verdict("sale", "yes", said("sale", bought), cited(f"sale.{bought}"))
    if staged.is_staged(asked.scenario):
        return sale_in_stages(asked)
    found = redemption.tested(asked.scenario, asked.rules)
    values: dict[str, object] = {}
    if found.reason in ("disproportionate", "member", "no_reduction"):
        values = {
            "votes": percent(found.votes or 0.0, decimals=1),
            "power": percent(asked.rules.value("form.redemption_votes")),
            "ratio": percent(asked.rules.value("form.redemption_ratio")),
        }
    if found.reason in ("waiver", "no_waiver", "waiver_unknown"):
        values = {"years": f"{asked.rules.value('form.waiver_years'):.0f}"}
    entity = asked.scenario.owner.entity
    open_still = "not_settled" if found.conditions[-1].answer == "unknown" else "not_known"
    then = {
        "yes": None,
        "unknown": None if found.votes is None else sentence(f"forms.dividend.{open_still}"),
        "no": sentence(f"forms.dividend.{entity}"),
    }[found.is_sale]
    change = None if found.is_sale == "yes" else changed(f"redemption.{found.reason}")
    return Verdict(
        "sale",
        found.is_sale,
        said("redemption", found.reason, **values),
        cited(f"redemption.{found.reason}"),
        found.votes,
        None,
        change,
        "fraction",
        then,
        found.conditions,
    )


def merger(asked: Asked) -> Verdict | None:
    """Whether merging the bought company within three years of a rollover is a disposition; None of other forms."""
    rules = asked.rules
    if asked.bought != "shares":
        return None
    years = f"{rules.value('form.disposition_years'):.0f}"
    if not merges_within(asked, rules.value("form.disposition_years")):
        return Verdict("merger", "no", said("merger", "kept", years=years), cited("merger"))
    if rollover.verdict(asked).answer == "no":
        return Verdict("merger", "no", said("merger", "no_rollover"), cited("merger"))
    rate = rules.value("form.disposition_excise")
    tax = figures.excise(asked.run.start.closing.to_seller, rate)
    told = said("merger", "merged", years=years, rate=percent(rate))
    return Verdict("merger", "unknown", told, cited("merger"), tax, ("form", "excise", 0), changed("merger"))


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
    law = sentence("forms.law.solvent", source=found.test.source) if found.test.source else cited("solvent_unknown")
    change = None if answer == "yes" else changed(f"solvent.{reason}")
    shown, opens = (found.book, "book_surplus") if found.test.test in ("book", "surplus") else (found.fair, "")
    stop: Stop = ("form", opens, 0) if opens else ("start", "opening.may_be_paid", 0)
    then = sentence("forms.staged.solvent") if staged.is_staged(asked.scenario) else None
    return Verdict("solvent", answer, said("solvent", reason, **values), law, shown, stop, change, then=then)
