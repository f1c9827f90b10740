"""Each state's figures of a year, from the dated law: what a state has is named here, all else stays 0."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from planner.places import TOP_WIDTH, Bracket, Rules
from planner.places.states.records import StateLaw, Step, Steps

State = Literal[
    "none", "other", "ca", "co", "il", "ma", "me", "mn", "nj", "ny", "oh", "or", "pa", "tx", "vt", "wa"
]  # `other` is taxed at a plain rate
PERSONS = {"joint": 2.0}  # everyone else files for one
FILED_AS = {"head": "single", "separate": "single", "surviving": "joint"}  # no tables of their own are held for these


class UnknownStateError(KeyError):
    """A state was asked for whose law is not held here."""

    def __str__(self) -> str:
        return str(self.args[0])


class Held(NamedTuple):
    """The rules of one state, for one way of filing."""

    rules: Rules
    state: str
    filing: str

    def one(self, name: str) -> float:
        """A number that is the same for everyone."""
        return self.rules.value(f"states.{self.state}.{name}")

    def own(self, name: str) -> float:
        """A number by filing."""
        return self.one(f"{name}.{self.filing}")

    def scale(self, name: str, *, by_filing: bool = True) -> tuple[Bracket, ...]:
        """Brackets."""
        return self.rules.brackets(self._named(name, by_filing))

    def steps(self, name: str, *, by_filing: bool = True) -> Steps:
        """Amounts by income."""
        return tuple(Step(*row) for row in self.rules.rows(self._named(name, by_filing)))

    def _named(self, name: str, by_filing: bool) -> str:
        return f"states.{self.state}.{name}" + (f".{self.filing}" if by_filing else "")


def california(held: Held) -> StateLaw:
    """Cal. Rev. & Tax. Code 17041, 17043, 17054, 17054.1, 17073.5."""
    return StateLaw(
        deduction=held.own("standard_deduction"),
        brackets=held.scale("brackets"),
        surtax_rate=held.one("surtax_rate"),
        surtax_from=held.one("surtax_from"),
        gives_credits=1.0,
        credit=always(held.one("exemption_credit")),
        credit_for_aged=1.0,
        credit_loss=held.one("credit_loss"),
        credit_loss_from=held.own("credit_loss_from"),
        credit_loss_step=held.one("credit_loss_step"),
    )


def new_york(held: Held) -> StateLaw:
    """N.Y. Tax Law 601, 614."""
    return StateLaw(
        deduction=held.own("standard_deduction"),
        brackets=held.scale("brackets"),
        recaptures=1.0,
        recapture_base=held.steps("recapture_base"),
        recapture_benefit=held.steps("recapture_benefit"),
        recapture_from=held.one("recapture_from"),
        recapture_over=held.one("recapture_over"),
        flat_from=held.one("flat_from"),
        flat_rate=held.one("flat_rate"),
    )


def massachusetts(held: Held) -> StateLaw:
    """G.L. c. 62, ss. 3B, 4, 5, 6(h)."""
    return StateLaw(
        exemption=always(held.own("exemption")),
        aged_exemption=always(held.one("aged_exemption")),
        brackets=held.scale("brackets", by_filing=False),
        surtax_rate=held.one("surtax_rate"),
        surtax_from=held.one("surtax_from"),
        spares=1.0,
        nothing_to=held.own("nothing_to"),
        limited_to=held.own("limited_to"),
        limited_rate=held.one("limited_rate"),
    )


def colorado(held: Held) -> StateLaw:
    """C.R.S. 39-22-104."""
    return StateLaw(
        exempt_gain_counts=held.one("exempt_gain_counts"),
        follows_federal=1.0,
        follows_senior=1.0,
        deduction_limited=1.0,
        limit_from=held.one("limit_from"),
        limit=held.own("limit"),
        brackets=held.scale("brackets", by_filing=False),
    )


def washington(held: Held) -> StateLaw:
    """RCW 82.87.040 to .070."""
    return StateLaw(
        exempt_gain_counts=held.one("exempt_gain_counts"),
        taxes_income=0.0,
        taxes_gain_alone=1.0,
        gain_brackets=held.scale("gain_brackets", by_filing=False),
        gain_deduction=held.one("gain_deduction"),
        small_business_exempt=held.one("small_business_exempt"),
    )


def flat(held: Held) -> StateLaw:
    """A scale alone: Texas (none), Pennsylvania (72 P.S. 7302)."""
    return StateLaw(brackets=held.scale("brackets", by_filing=False))


def pennsylvania(held: Held) -> StateLaw:
    """72 P.S. 7302, 7303."""
    return flat(held)._replace(intangibles_at_once=held.one("intangibles_at_once"))


def oregon(held: Held) -> StateLaw:
    """ORS 316.037, 316.085, 316.680, 316.695."""
    return StateLaw(
        federal_tax_counts=1.0,
        federal_tax_most=held.steps("federal_tax_most"),
        deduction=held.own("standard_deduction"),
        aged_deduction=held.own("aged_deduction"),
        brackets=held.scale("brackets"),
        gives_credits=1.0,
        credit=held.steps("exemption_credit"),
    )


def new_jersey(held: Held) -> StateLaw:
    """N.J.S.A. 54A:2-1, 54A:2-4, 54A:3-1."""
    return StateLaw(
        exemption=always(held.one("exemption")),
        aged_exemption=always(held.one("aged_exemption")),
        brackets=held.scale("brackets"),
        spares=1.0,
        nothing_to=held.own("nothing_to"),
    )


def maine(held: Held) -> StateLaw:
    """36 M.R.S. 5111, 5124-C, 5126-A."""
    return StateLaw(
        follows_federal=held.one("follows_federal"),
        deduction=held.own("standard_deduction"),
        aged_deduction=held.own("aged_deduction"),
        deduction_shrinks=1.0,
        deduction_loss_from=held.own("deduction_loss_from"),
        deduction_loss_over=held.own("deduction_loss_over"),
        exemption=always(held.one("exemption")),
        exemption_shrinks=1.0,
        exemption_loss_from=held.own("exemption_loss_from"),
        exemption_loss_over=held.one("exemption_loss_over"),
        brackets=held.scale("brackets"),
        surtax_rate=held.one("surtax_rate"),
        surtax_from=held.own("surtax_from"),
    )


def vermont(held: Held) -> StateLaw:
    """32 V.S.A. 5811(21), 5822."""
    return StateLaw(
        excludes_gain=1.0,
        exclusion_flat=held.one("exclusion_flat"),
        exclusion_rate=held.one("exclusion_rate"),
        exclusion_most=held.one("exclusion_most"),
        exclusion_of_income=held.one("exclusion_of_income"),
        deduction=held.own("standard_deduction"),
        aged_deduction=held.one("aged_deduction"),
        exemption=always(held.one("exemption")),
        brackets=held.scale("brackets"),
        has_minimum=1.0,
        minimum_rate=held.one("minimum_rate"),
        minimum_from=held.one("minimum_from"),
    )


def illinois(held: Held) -> StateLaw:
    """35 ILCS 5/201, 5/204."""
    return StateLaw(
        exemption=held.steps("exemption"),
        aged_exemption=held.steps("aged_exemption"),
        brackets=held.scale("brackets", by_filing=False),
    )


def minnesota(held: Held) -> StateLaw:
    """Minn. Stat. 290.0123, 290.033, 290.06."""
    return StateLaw(
        deduction=held.own("standard_deduction"),
        aged_deduction=held.own("aged_deduction"),
        deduction_cut=1.0,
        cut_from=held.one("cut_from"),
        cut_rate=held.one("cut_rate"),
        deep_cut_from=held.one("deep_cut_from"),
        deep_cut_rate=held.one("deep_cut_rate"),
        cut_most=held.one("cut_most"),
        full_cut_from=held.one("full_cut_from"),
        brackets=held.scale("brackets"),
        investment_rate=held.one("investment_rate"),
        investment_from=held.one("investment_from"),
    )


def ohio(held: Held) -> StateLaw:
    """R.C. 5747.01, 5747.02, 5747.022, 5747.025, 5747.055, 5747.79."""
    return StateLaw(
        exempt_gain_counts=held.one("exempt_gain_counts"),
        sets_business_apart=1.0,
        business_deduction=held.one("business_deduction"),
        business_rate=held.one("business_rate"),
        exemption=held.steps("exemption", by_filing=False),
        brackets=held.scale("brackets", by_filing=False),
        base_amounts=held.steps("base_amounts", by_filing=False),
        gives_credits=1.0,
        credit=held.steps("exemption_credit", by_filing=False),
        credit_after_exemption=1.0,
        aged_credit=held.steps("aged_credit", by_filing=False),
    )


LAWS: dict[str, Callable[[Held], StateLaw]] = {
    "ca": california,
    "co": colorado,
    "il": illinois,
    "ma": massachusetts,
    "me": maine,
    "mn": minnesota,
    "nj": new_jersey,
    "ny": new_york,
    "oh": ohio,
    "or": oregon,
    "pa": pennsylvania,
    "tx": flat,
    "vt": vermont,
    "wa": washington,
}
TAXLESS = ("tx",)  # gain that federal law leaves out is no question where nothing is taxed
STATES: tuple[str, ...] = ("none", "other", *LAWS)


def always(amount: float) -> Steps:
    """An amount that holds for any income."""
    return (Step(0.0, amount),)


def state_law(rules: Rules, state: str, filing: str, plain_rate: float = 0.0, *, elections: bool = True) -> StateLaw:
    """The figures of a state's law; of `other` the plain rate on all income, of `none` no tax.

    A head of household, and who files separately, has the tables of `single`, a surviving spouse those of `joint` as
    one person: a finding says so.
    Without `elections` (no gain under 26 U.S.C. 1202 or 1042) what the state makes of such gain is not asked.
    """
    if state == "none":
        return StateLaw()
    if state == "other":
        return StateLaw(brackets=(Bracket(0.0, TOP_WIDTH, plain_rate),))
    if state not in LAWS:
        raise UnknownStateError(f"no law is held for the state '{state}'; held are {', '.join(STATES)}")
    filed = FILED_AS.get(filing, filing)
    held = Held(rules, state, filed)
    law = LAWS[state](held)._replace(persons=PERSONS.get(filing, 1.0))
    if not elections or state in TAXLESS:
        return law
    return law._replace(excluded_gain_taxed=held.one("excluded_gain_taxed"), rollover_taxed=held.one("rollover_taxed"))


def conversion_credit(rules: Rules, costs: float) -> float:
    """Colorado's refundable credit to a business for its costs of becoming a worker co-op. C.R.S. 39-22-542.5."""
    held = Held(rules, "co", "")
    return min(held.one("conversion_credit_most"), held.one("conversion_credit_rate") * costs)


STAGES: list[Callable[..., Any]] = [always, flat, *(law for law in LAWS.values() if law is not flat), state_law]
