"""The retiring owner."""

from typing import Literal

from pydantic import Field

from planner import fields as of
from planner.fields import Frozen
from planner.places.states import State
from planner.scenario.owner_tax import Answer, Kingdom, Rollover, SmallStock, SoldAssets

Entity = Literal["c_corporation", "s_corporation", "partnership", "sole_owner"]
Filing = Literal["single", "joint", "head", "separate", "surviving"]
LivesIn = Literal["US", "UK"]
StaysAs = Literal["none", "employee", "director", "member", "creditor"]


class Owner(Frozen):
    """The retiring owner: what the sale means to him or her."""

    age: int = of.count("Age", "Age at closing.", 63, low=18, high=110)
    lives_in: LivesIn = of.choice(
        "Lives in",
        "US, or UK: then the sale of the shares is taxed there, by its capital gains tax, and not in the US.",
        "US",
    )
    filing: Filing = of.choice(
        "Files taxes",
        "single, joint with a spouse, head of household, separate from a spouse, or surviving (qualifying) spouse.",
        "joint",
    )
    spouse_age: int | None = of.count(
        "Age of the spouse",
        "At closing, of a couple that files jointly: from 65 on it adds to their deductions. Empty: not counted.",
        None,
        low=18,
        high=110,
    )
    entity: Entity = of.choice("Form of the business", "How the business is taxed today.", "s_corporation")
    basis: float = of.money(
        "Tax basis",
        "What your shares cost for tax; without shares, what you put in and have not taken out. What the business owes "
        "is not in it, whatever form the sale takes: the assets' basis is this and all that is owed.",
        0.0,
    )
    other_income: float = of.money(
        "Other income a year",
        "Pensions and the like that come whether you sell or not, in each year from that of the sale on. "
        "The business's profit and your pay until closing are counted beside it, not in it.",
        0.0,
    )
    selling_costs: float = of.money(
        "Your own costs of selling",
        "Lawyers, advisers and brokers whom you pay yourself, at closing: off what you keep, and off the gain.",
        0.0,
    )
    replacement_pay: float = of.money("Pay of who takes over the work", "Market pay of the replacement manager.", 0.0)
    second_replacement_pay: float | None = of.money(
        "Pay of who takes over a second owner's work",
        "Market pay in all for the work of further owners; empty: what is booked for them.",
        None,
    )
    is_llc: bool = of.choice(
        "Is an LLC", "A limited liability company, taxed as the form of the business says.", default=False
    )
    years_held: float | None = of.years(
        "Years the shares were held", "Until closing; empty: not known.", None, high=100
    )
    family_members_stay: int = of.count(
        "Family who become members", "Spouse, children, grandchildren or parents who hold a member share after.", 0
    )
    seller_stays_as: StaysAs = of.choice(
        "The seller stays as",
        "none, employee, director, member (with a member share), or creditor (a note alone).",
        "none",
    )
    waives_attribution: bool = of.choice(
        "Files the family waiver",
        "Whether the seller signs not to acquire an interest again, so that the family's shares do not count as his.",
        default=False,
    )
    family_transfers: Answer = of.choice(
        "Shares passed within the family",
        "Whether in the last ten years the seller gave or sold shares to close family, or got some from them.",
        "unknown",
    )
    shares_traded: bool = of.choice(
        "Shares are traded", "Whether shares of the business are traded on a securities market.", default=False
    )
    participates: bool = of.choice(
        "Works in the business",
        "Takes part in it materially; if not, gain on a pass-through business is net investment income.",
        default=True,
    )
    idle_gain: float = of.rate(
        "Part of the gain on idle assets",
        "Of an owner who works in a pass-through business: gain on cash, securities and property that it does not use, "
        "which is net investment income (26 U.S.C. 1411(c)(4)). 0: none.",
        0.0,
    )
    state: State = of.choice("State of residence", "Whose income tax the owner pays.", "none")
    state_rate: float = of.rate(
        "State income tax, plain rate",
        "On all that the sale brings, for a state that has no table here.",
        0.0,
        high=0.2,
    )
    state_exempt_gain: float = of.money(
        "Gain the state exempts",
        "By a rule not worked out here: Colorado's and Ohio's for sales to workers; in Washington, on real property.",
        0.0,
    )
    state_small_business: bool = of.choice(
        "Family-owned small business", "Washington alone: its deduction for such a business is claimed.", default=False
    )
    instalments: bool = of.choice(
        "Tax as the note is paid",
        "Off: the owner elects to be taxed on the whole gain at once; in the UK, does not ask to pay the tax in parts.",
        default=True,
    )
    test_rate: float | None = of.rate(
        "Least interest for tax",
        "Applicable federal rate of the closing month, compounded twice a year; empty: as held here.",
        None,
        high=0.2,
    )
    note_holders: int = of.count(
        "Persons who hold the note",
        "Each has a threshold of his or her own before interest on deferred tax is owed.",
        1,
        low=1,
        high=20,
    )
    discount_rate: float = of.rate(
        "Owner's own interest rate",
        "What money a year earlier is worth to the owner; for present values.",
        0.05,
        high=0.5,
    )
    assets: SoldAssets = Field(
        default_factory=SoldAssets, title="Assets sold", description="Where the sale is taxed by what is sold."
    )
    kingdom: Kingdom = Field(
        default_factory=Kingdom, title="United Kingdom", description="Of an owner who lives there."
    )
    rollover: Rollover = Field(default_factory=Rollover, title="Rollover", description="Deferral under s.1042.")
    small_stock: SmallStock = Field(
        default_factory=SmallStock, title="Small business stock", description="Exclusion under s.1202."
    )

    @property
    def taxed_in_kingdom(self) -> bool:
        """Whether the owner lives in the United Kingdom: a sale of shares is then taxed there alone."""
        return self.lives_in == "UK"
