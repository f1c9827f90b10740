"""What lenders count as tables of words and figures, alike for the screen and on paper."""

from typing import NamedTuple

from planner import Plan
from planner.charts.parts import year_name
from planner.lending import Counted
from planner.lending.assets import Assets
from planner.lending.collateral import LINE, Claim
from planner.lending.equity import Verdict, senior_end
from planner.model.calendar import month_of
from planner.places import Rule
from planner.words import say
from planner.words.formats import day, figure, listed, money, month_name, percent

OPENED = {
    "capital": ("tangible", "standby", "funds"),
    "exposure": ("notes", "covered", "ahead", "guaranteed", "shares", "rent", "at_risk"),
    "failure": ("brought", "lenders_get", "seller_gets", "called", "received", "seller_whole", "seller_lost"),
}
ANSWERS = {True: "yes", False: "no", None: "unknown"}


class Listed(NamedTuple):
    """A table: heads, rows, and how many columns from the left are words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


class Lending:
    """One plan's lending tables in one language."""

    def __init__(self, plan: Plan, counted: Counted, language: str = "en") -> None:
        self.plan, self.counted, self.language = plan, counted, language

    def say(self, key: str, **values: object) -> str:
        """Words of the lending pages."""
        return say(f"lending.{key}", self.language, **values)

    def money(self, amount: float) -> str:
        """Money in a sentence."""
        return money(amount, language=self.language)

    def month(self, month: int | None) -> str:
        """A month of the plan in words; None: not within the plan, 0: the closing day."""
        if month is None:
            return self.say("never")
        if not month:
            return self.say("at_closing")
        year, of_year = month_of(self.plan.scenario.deal.closing, month)
        return say("formats.month_of", self.language, month=month_name(of_year, language=self.language), year=year)

    def dates(self) -> tuple[str, ...]:
        """The closing day and each fiscal year, as heads."""
        years = (year_name(period, self.language) for period in self.plan.outcomes.fiscal_years)
        return (self.say("closing"), *years)

    def months(self) -> dict[str, int]:
        """The same dates by the month they stand for."""
        return dict(zip(self.dates(), (one.month for one in self.counted.capital), strict=True))

    def openable(self, kind: str) -> dict[str, tuple[str, str]]:
        """The figures of one part that can be opened: what they are called, and the name they are known by."""
        if kind == "equity":
            return self._equity_names()
        if kind == "collateral":
            return self._cover_names()
        return {self.say(f"{kind}.{name}"): ("lending", f"{kind}.{name}") for name in OPENED[kind]}

    def _equity_names(self) -> dict[str, tuple[str, str]]:
        return {
            say("explain.of", self.language, label=self.say(f"equity.{name}"), which=self.say(f"by.{one.asked.key}")): (
                "lending",
                f"equity.{one.asked.key}.{name}",
            )
            for one in self.counted.equity
            if one.passes is not None
            for name in ("needed", "counted", "fraction", "short", "movable")
        }

    def _cover_names(self) -> dict[str, tuple[str, str]]:
        return {
            say("explain.of", self.language, label=self.say(f"collateral.{name}"), which=self.name(one.claim)): (
                "lending",
                f"cover.{place}.{name}",
            )
            for place, one in enumerate(self.counted.collateral[0].covers)
            for name in ("covered", "fraction", "short")
        }

    def answer(self, passes: bool | None) -> str:
        """Yes, no or unknown."""
        return self.say(ANSWERS[passes])

    def equity(self) -> Listed:
        """Equity by each rule."""
        given = ("grants",) if self.plan.scenario.deal.grants else ()
        names = ("needed", "members", "preferred", *given, "standby", "counted", "fraction", "short", "verdict")
        rows = [
            (
                self.say(f"by.{one.asked.key}"),
                self.say("unknown") if one.passes is None else figure(one.equity.needed),
                figure(one.equity.members),
                figure(one.equity.preferred),
                *(figure(one.equity.grants) for _ in given),
                figure(one.equity.standby),
                figure(one.equity.counted),
                percent(one.equity.fraction, language=self.language, decimals=1),
                self.say("unknown") if one.passes is None else figure(one.equity.short),
                self.answer(one.passes),
            )
            for one in self.counted.equity
        ]
        return Listed((self.say("equity.rule"), *(self.say(f"equity.{name}") for name in names)), tuple(rows))

    def equity_answer(self) -> str:
        """How much counts, and for whom it is enough, in words."""
        first = self.counted.equity[0].equity
        verdicts = [
            self.say(
                f"enough.{ANSWERS[one.passes]}",
                rule=self.say(f"by.{one.asked.key}"),
                **({"short": self.money(one.equity.short)} if one.passes is False else {}),
            )
            for one in self.counted.equity
        ]
        return self.say(
            "equity.answer",
            counted=self.money(first.counted),
            uses=self.money(self.plan.run.start.closing.uses),
            part=percent(first.fraction, language=self.language, decimals=1),
            verdicts=" ".join(verdicts),
        )

    def equity_changes(self) -> tuple[str, ...]:
        """For each rule that fails: what would have to change, in money."""
        return tuple(self._change(one) for one in self.counted.equity if one.passes is False)

    def _change(self, one: Verdict) -> str:
        rule, short = self.say(f"for.{one.asked.key}"), self.money(one.equity.short)
        if one.equity.movable <= 0:
            return self.say("change.cash", rule=rule, short=short)
        until = senior_end(self.plan.scenario) or self.counted.sba.months
        movable = self.money(one.equity.movable)
        return self.say("change.note", rule=rule, short=short, movable=movable, until=until)

    def not_counted(self) -> Listed:
        """What looks like equity and is none, once for all rules that say so."""
        rules: dict[tuple[str, float], list[str]] = {}
        for one in self.counted.equity:
            for found in one.not_counted:
                rules.setdefault(found, []).append(self.say(f"for.{one.asked.key}"))
        rows = [
            (self.say(f"left.{key}"), capital(listed(by, language=self.language)), figure(amount))
            for (key, amount), by in rules.items()
        ]
        heads = (self.say("equity.what"), self.say("equity.not_counted"), self.say("equity.amount"))
        return Listed(heads, tuple(rows), 2)

    def capital(self) -> list[tuple[str, list[float]]]:
        """Tangible net worth, standby debt and capital funds by date."""
        return [
            (self.say(f"capital.{name}"), [getattr(one.capital, name) for one in self.counted.capital])
            for name in OPENED["capital"]
        ]

    def name(self, claim: Claim) -> str:
        """A loan's own name; the line has none."""
        return self.say(LINE) if claim.place is None else claim.name

    def secured(self, claim: Claim) -> str:
        """What secures it, in words."""
        if not claim.secured:
            return self.say("collateral.unsecured")
        if claim.secured == Assets._fields:
            return self.say("asset.everything")
        return capital(listed([self.say(f"asset.{name}") for name in claim.secured], language=self.language))

    def collateral(self) -> Listed:
        """Cover of each loan on the closing day."""
        rows = [
            (
                self.name(one.claim),
                self.secured(one.claim),
                str(one.claim.rank) if one.claim.secured else self.say("nothing"),
                figure(one.owed),
                figure(one.covered),
                percent(one.fraction, language=self.language, decimals=0) if one.owed > 0 else self.say("nothing"),
                figure(one.short),
            )
            for one in self.counted.collateral[0].covers
        ]
        names = ("loan", "secured", "rank", "owed", "covered", "fraction", "short")
        return Listed(tuple(self.say(f"collateral.{name}") for name in names), tuple(rows), 2)

    def collateral_answer(self) -> str:
        """What assets are worth to lenders beside what is owed to those with the first lien."""
        first = self.counted.collateral[0]
        owed = sum(one.owed for one in first.covers if one.claim.rank == 1 and one.claim.secured)
        return self.say("collateral.answer", lendable=self.money(sum(first.lendable)), owed=self.money(owed))

    def cover_by_year(self) -> Listed:
        """Cover of each loan at closing and at each fiscal year-end; a dash once nothing is owed."""
        rows = [
            (
                self.name(one.claim),
                *(
                    percent(date.covers[place].fraction, language=self.language, decimals=0)
                    if date.covers[place].owed > 0
                    else self.say("nothing")
                    for date in self.counted.collateral
                ),
            )
            for place, one in enumerate(self.counted.collateral[0].covers)
        ]
        return Listed((self.say("collateral.by_year"), *self.dates()), tuple(rows))

    def rates(self, what: str) -> Listed:
        """The rate of each class of assets, advance or recovery, and whether it was entered or is the dated default."""
        entered = getattr(self.plan.scenario.deal.counting, what)
        found = self.counted.advance if what == "advance" else self.counted.recovery
        rows = [
            (
                capital(self.say(f"asset.{name}")),
                self.cited(self.counted.law.rule(f"lending.{what}.{name}"))
                if getattr(entered, name) is None
                else self.say("entered"),
                percent(rate, language=self.language),
            )
            for name, rate in found._asdict().items()
        ]
        return Listed((self.say("rates.asset"), self.say("rates.source"), self.say(f"rates.{what}")), tuple(rows), 2)

    def guarantees(self) -> Listed:
        """Who guarantees what, and until when."""
        rows = [
            (
                self.name(one.claim),
                self.say(f"guarantor.{one.guarantor}"),
                self.month(one.released if one.released is None or one.released < len(self.plan.run.months) else None),
                percent(one.fraction, language=self.language, decimals=0),
                figure(one.amounts[0]),
                figure(one.most),
            )
            for one in self.counted.guarantees
        ]
        names = ("loan", "guarantor", "released", "fraction", "at_closing", "most")
        return Listed(tuple(self.say(f"guarantee.{name}") for name in names), tuple(rows), 3)

    def guaranteed_by_year(self) -> Listed:
        """What is guaranteed on each loan at closing and at each fiscal year-end."""
        rows = [(self.name(one.claim), *map(figure, one.amounts)) for one in self.counted.guarantees]
        return Listed((self.say("guarantee.by_year"), *self.dates()), tuple(rows))

    def seller_free(self) -> str:
        """When the seller is free of guarantees, in words; nothing where there are none."""
        if not any(one.guarantor == "seller" for one in self.counted.guarantees):
            return ""
        free = self.counted.seller_free
        if free is None or free >= len(self.plan.run.months):
            return self.say("guarantee.seller_bound")
        return self.say("guarantee.seller_free", month=self.month(free))

    def exposure(self) -> list[tuple[str, list[float]]]:
        """The seller's risk by date, lines without figures left out."""
        lines = [
            (self.say(f"exposure.{name}"), [getattr(one.exposure, name) for one in self.counted.exposure])
            for name in OPENED["exposure"]
        ]
        return [(label, values) for label, values in lines if any(values)]

    def exposure_answer(self) -> str:
        """What the seller is owed at closing, how it is covered and secured."""
        first = self.counted.exposure[0]
        if not any(one.exposure.at_risk or one.exposure.notes for one in self.counted.exposure):
            return self.say("exposure.none")
        notes, covered = self.money(first.exposure.notes), self.money(first.exposure.covered)
        held = self.say("exposure.secured", rank=first.rank) if first.secured else self.say("exposure.unsecured")
        kept = ""
        if first.exposure.shares:
            part = percent(self.plan.run.months[0].stake.fraction, language=self.language, decimals=1)
            kept = " " + self.say("exposure.kept", part=part, shares=self.money(first.exposure.shares))
        return f"{self.say('exposure.answer', notes=notes, covered=covered)} {held}{kept}{self.bound_by_sba()}"

    def bound_by_sba(self) -> str:
        """What an SBA loan would have the seller guarantee, where shares are kept and no guarantee is entered."""
        bound = self.counted.sba.seller_bound
        if bound is None or bound.entered:
            return ""
        return " " + self.say("exposure.sba", amount=self.money(bound.amount), months=bound.months)

    def failures(self) -> Listed:
        """What everybody gets if the co-op fails in year n."""
        rows = []
        guaranteed = any(one.fall.called for one in self.counted.failures)
        for one in self.counted.failures:
            amounts = (
                one.fall.brought,
                one.fall.lenders_get,
                one.fall.tiers["secured"].owed - one.fall.lenders_get,
                one.fall.seller_owed,
                one.fall.seller_gets,
                *((one.fall.called,) if guaranteed else ()),
                one.fall.received,
                one.seller_whole,
            )
            lower = percent(one.stress.fall, language=self.language, decimals=1)
            rows.append((str(one.year), lower, *map(figure, amounts)))
        names = ("year", "sales", "brought", "lenders", "lenders_short", "owed", "gets", "called", "received", "whole")
        heads = [self.say(f"failure.{name}") for name in names if guaranteed or name != "called"]
        return Listed(tuple(heads), tuple(rows))

    def failure_answer(self) -> str:
        """The year in which the seller would have least, in words."""
        worst = min(self.counted.failures, key=lambda one: one.seller_whole, default=None)
        if worst is None:
            return ""
        return self.say(
            "failure.answer",
            year=worst.year,
            whole=self.money(worst.seller_whole),
            owed=self.money(worst.fall.seller_owed),
            lost=self.money(worst.seller_lost),
        )

    def costs(self) -> Listed:
        """What each loan costs with its fees."""
        rows = [
            (
                one.name,
                figure(one.lent),
                figure(one.fees),
                figure(one.paid),
                percent(one.stated, language=self.language),
                *(
                    self.say("nothing") if rate is None else percent(rate, language=self.language)
                    for rate in (one.nominal, one.effective)
                ),
            )
            for one in self.counted.costs
        ]
        names = ("loan", "lent", "fees", "paid", "stated", "nominal", "effective")
        return Listed(tuple(self.say(f"cost.{name}") for name in names), tuple(rows))

    def sba(self) -> Listed:
        """Each condition of the SBA with its answer, why, and the rule."""
        rows = [
            (
                self.say(f"sba.name.{gate.key}"),
                self.answer(gate.passes),
                gate.said.said(self.language),
                self.cited(gate.rule),
            )
            for gate in self.counted.sba.gates
        ]
        heads = (self.say("sba.gate"), self.say("sba.answer"), "", self.say("sba.rule"))
        return Listed(heads, tuple(rows), 4)

    def sba_answer(self) -> str:
        """How likely it is, in words."""
        gates = self.counted.sba.gates
        failed = sum(1 for gate in gates if gate.passes is False)
        unknown = sum(1 for gate in gates if gate.passes is None)
        if failed:
            return self.say("sba.unlikely", failed=failed, all=len(gates))
        return self.say("sba.open", unknown=unknown, all=len(gates)) if unknown else self.say("sba.possible")

    def sba_terms(self) -> str:
        """The guaranteed part, fee and largest rate of the loan in question."""
        found = self.counted.sba
        return self.say(
            "sba.terms",
            amount=self.money(found.amount),
            months=found.months,
            guaranteed=self.money(found.fee.guaranteed),
            fee=self.money(found.fee.fee),
            rate=percent(found.most_rate, language=self.language),
        )

    def cited(self, rule: Rule) -> str:
        """A rule's source and date, and whether it was read there."""
        read = self.say("read" if rule.verified else "unread")
        return f"{rule.source} ({day(rule.effective, language=self.language)}; {read})"


def capital(sentence: str) -> str:
    """With a capital letter first."""
    return sentence[:1].upper() + sentence[1:]
