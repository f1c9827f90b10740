"""What the user tells us: one business, its owner, its workers, the deal and the co-op, frozen and bounded.

Money is in the scenario's currency, rates are decimals per year (0.08 is 8 %), months count from closing = 0.
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from planner import fields as of
from planner.fields import Frozen
from planner.places import rules
from planner.scenario.business import AddBack, Books, Business, Statement
from planner.scenario.bylaws import Bylaws
from planner.scenario.classes import CLASS_SLOTS, MemberClass, Membership
from planner.scenario.coop import Coop, PayPeriod, SurplusBasis, Vesting
from planner.scenario.counting import AssetRates, Backing, Counting
from planner.scenario.covenants import Claimant, Covenants, Payout
from planner.scenario.currency import CommunityCurrency
from planner.scenario.deal import ROUNDED, SHARES_BOUGHT, STEP_UP_FORMS, Deal, DealForm
from planner.scenario.governance import MATTERS, Governance, Matter, Voice
from planner.scenario.holders import Holder
from planner.scenario.kept import Intangibles, Kept, KeptAsset
from planner.scenario.loans import LOAN_SLOTS, LineOfCredit, Loan, LoanKind, Preferred, Prepayment, RateStep
from planner.scenario.owner import Entity, Filing, Owner
from planner.scenario.owner_tax import Answer, Kingdom, Rollover, SmallStock, SoldAssets
from planner.scenario.platform import Platform
from planner.scenario.rivals import Rivals
from planner.scenario.settlement import DebtLike, WorkingCapital
from planner.scenario.stages import STAGE_SLOTS, KeptShares, LaterClosing
from planner.scenario.value import FairItem, Industry, Value, Weights
from planner.scenario.workforce import Tenure, Wave, Worker, Workforce
from planner.words import say
from planner.words.formats import day

__all__ = [
    "CLASS_SLOTS",
    "FORMAT",
    "LOAN_SLOTS",
    "MATTERS",
    "SHARES_BOUGHT",
    "STAGE_SLOTS",
    "STEP_UP_FORMS",
    "AddBack",
    "Answer",
    "AssetRates",
    "Backing",
    "Books",
    "Business",
    "Bylaws",
    "Claimant",
    "Coop",
    "Counting",
    "Covenants",
    "Deal",
    "DealForm",
    "DebtLike",
    "Entity",
    "FairItem",
    "Filing",
    "Governance",
    "Holder",
    "Industry",
    "Intangibles",
    "Kept",
    "KeptAsset",
    "KeptShares",
    "Kingdom",
    "LaterClosing",
    "LineOfCredit",
    "Loan",
    "LoanKind",
    "Matter",
    "MemberClass",
    "Membership",
    "Owner",
    "PayPeriod",
    "Payout",
    "Platform",
    "Preferred",
    "Prepayment",
    "RateStep",
    "Rivals",
    "Rollover",
    "Scenario",
    "SmallStock",
    "SoldAssets",
    "Source",
    "Statement",
    "SurplusBasis",
    "Tenure",
    "Value",
    "Vesting",
    "Voice",
    "Wave",
    "Weights",
    "Worker",
    "Workforce",
    "WorkingCapital",
]

FORMAT = 2


class Source(Frozen):
    """Where a published figure of the scenario comes from."""

    title: str = of.text("Title", "What the page or document is called.", shortest=1)
    address: str = of.text("Address", "Where it can be found.", "")
    says: str = of.text("What it says", "The figures taken from it.", "", longest=1000)


class Scenario(Frozen):
    """One conversion, as the user describes it."""

    format: Literal[2] = of.choice("Format", "Number of this file format.", FORMAT)
    name: str = of.text("Name of the plan", "How the plan is called.", shortest=1)
    note: str = of.text("Note", "What is published and what is assumed.", "", longest=6000)
    sources: tuple[Source, ...] = of.many("Sources", "Where published figures come from.", ())
    sample: bool = of.choice("Sample", "Whether this is an invented sample firm.", default=False)
    place: Literal["US"] = of.choice("Place", "Whose law applies.", "US")
    currency: Literal["USD"] = of.choice("Currency", "Of all money in the plan.", "USD")
    rules_date: date = of.day("Date of the rules", "Law as known on this day.", date(2026, 11, 22))
    months: int = of.months("Months planned", "How far the plan looks, 12 to 360.", 120, low=12)
    business: Business = Field(title="Business", description="The business today and tomorrow.")
    value: Value = Field(default_factory=Value, title="Value", description="How the business is valued.")
    owner: Owner = Field(default_factory=Owner, title="Owner", description="The retiring owner.")
    workforce: Workforce = Field(default_factory=Workforce, title="Workforce", description="Who works here.")
    deal: Deal = Field(title="Deal", description="What is bought and who pays.")
    coop: Coop = Field(default_factory=Coop, title="Co-op", description="How surplus is shared.")
    governance: Governance = Field(
        default_factory=Governance, title="Votes and board", description="Who decides while the seller holds shares."
    )
    community_currency: CommunityCurrency = Field(
        default_factory=CommunityCurrency,
        title="Community currency",
        description="Units of the co-op as a part of pay or patronage; without a part of either there is none.",
    )
    membership: Membership = Field(
        default_factory=Membership, title="Membership", description="Further classes of members beside the workers."
    )
    bylaws: Bylaws = Field(default_factory=Bylaws, title="Bylaws", description="What bylaws and articles say.")
    rivals: Rivals = Field(
        default_factory=Rivals, title="Other ways out", description="What the owner could do instead."
    )

    @model_validator(mode="after")
    def _booked(self) -> Self:
        books, items = self.business.books, self.deal.debt_like
        for account in ("accrued", "other_liabilities", "debt", "other_assets"):
            listed, held = sum(item.amount for item in items if item.booked == account), getattr(books, account)
            if listed > held:
                raise ValueError(
                    f"deal.debt_like: the items booked under {account} come to {listed:,.2f}, more than the "
                    f"{held:,.2f} of the last balance sheet"
                )
        return self

    @model_validator(mode="after")
    def _voices_follow_closings(self) -> Self:
        closings, told = 1 + len(self.deal.later_closings), len(self.governance.voices)
        if told > closings and self.deal.bought_at_closing < 1.0:
            raise ValueError(
                f"governance.voices: {told} closings have votes and seats, but there are {closings} closings"
            )
        return self

    @model_validator(mode="after")
    def _members_deal_with_the_co_op(self) -> Self:
        if self.membership.classes and self.coop.taxed_as == "partnership":
            raise ValueError(
                "membership.classes: an LLC taxed as a partnership is planned with workers as its only members; "
                "leave the further classes out, or choose a co-operative corporation in coop.taxed_as"
            )
        if self.membership.classes and self.deal.kept_as_subsidiary:
            raise ValueError(
                "membership.classes: a company kept as a subsidiary does its business with nobody as the co-op's "
                "member; leave the further classes out, or let the two merge at closing (deal.kept_as_subsidiary: no)"
            )
        return self

    @model_validator(mode="after")
    def _dated(self) -> Self:
        closing = self.deal.closing
        for place, worker in enumerate(self.workforce.workers):
            if worker.started and worker.started > closing:
                raise ValueError(
                    f"workforce.workers[{place}].started: {worker.started} is after closing on {closing}; "
                    "workers hired later come with the growth of hours worked"
                )
            if worker.leaves and worker.leaves <= closing:
                raise ValueError(
                    f"workforce.workers[{place}].leaves: {worker.leaves} must be after closing on {closing}; "
                    "leave those out who will be gone by then"
                )
        return self

    @model_validator(mode="after")
    def _told_the_same(self) -> Self:
        elected, said = self.bylaws.board_elected, self.coop.members_elect_board
        if elected is not None and (elected > 1 / 2) != said:
            raise ValueError(
                f"bylaws.seats_elected_by_members: {self.bylaws.seats_elected_by_members} of "
                f"{self.bylaws.board_seats} seats, but coop.members_elect_board says that members "
                f"{'elect' if said else 'do not elect'} most of the board; both must say the same"
            )
        return self

    @property
    def parts_held(self) -> tuple[float, ...]:
        """The part of the company the co-op holds after each closing, the first among them, if all come about."""
        parts, whole = [self.deal.bought_at_closing], 1.0 - ROUNDED
        for one in self.deal.later_closings:
            parts.append(1.0 if parts[-1] + one.fraction > whole else parts[-1] + one.fraction)
        return tuple(parts)

    @property
    def votes_held(self) -> tuple[float, ...]:
        """The members' part of the votes after each closing: as agreed, else that of the shares."""
        given = [one.votes for one in self.governance.voices]
        given += [None] * (len(self.parts_held) - len(given))
        return tuple(part if votes is None else votes for part, votes in zip(self.parts_held, given, strict=False))

    @property
    def taxed_as_assets(self) -> bool:
        """Whether the buyer is taxed as one of assets, with a new tax basis.

        Assets, or shares with the election (26 U.S.C. 338(h)(10), 336(e)); and all interests in a partnership
        (Rev. Rul. 99-6, situation 2) or in an LLC that is taxed as its owner's own (26 CFR 301.7701-3).
        """
        owned_directly = self.owner.entity in ("partnership", "sole_owner")
        return self.deal.form in STEP_UP_FORMS or (self.deal.form in SHARES_BOUGHT and owned_directly)

    @model_validator(mode="after")
    def _kingdom_taxes_shares(self) -> Self:
        """Only a company's shares, sold at once and by no American rule: anything else the US may tax too."""
        owner, deal = self.owner, self.deal
        refused = {
            "owner.entity": owner.entity != "c_corporation",
            "owner.state": owner.state != "none",
            "owner.rollover.elected": owner.rollover.elected,
            "owner.small_stock.claimed": owner.small_stock.claimed,
            "deal.form": deal.form != "shares_merged",
            "deal.bought_at_closing": deal.bought_at_closing < 1.0,
        }
        for path, is_refused in refused.items():
            if owner.taxed_in_kingdom and is_refused:
                raise ValueError(f"{path}: " + say(f"seller.refused_in_kingdom.{path.replace('.', '_')}"))
        return self

    @model_validator(mode="after")
    def _rollover_is_possible(self) -> Self:
        if not self.owner.rollover.elected:
            return self
        why = ""
        if self.deal.form == "assets":
            why = "of_assets"
        elif self.owner.entity in ("partnership", "sole_owner"):
            why = "no_corporation"
        elif self.owner.entity == "s_corporation":
            law = rules(self.place, on=self.deal.closing)
            why = "" if law.value("form.rollover_s_corporation") else "s_corporation"
        if why:
            raise ValueError("owner.rollover.elected: " + say(f"seller.refused.{why}", closing=day(self.deal.closing)))
        return self
