"""The retiring owner."""

from typing import Literal

from planner import fields as of
from planner.fields import Frozen

Entity = Literal["c_corporation", "s_corporation", "partnership", "sole_owner"]
Filing = Literal["single", "joint"]
StaysAs = Literal["none", "employee", "director", "member", "creditor"]


class Owner(Frozen):
    """The retiring owner: what the sale means to him or her."""

    age: int = of.count("Age", "Age at closing.", 63, low=18, high=110)
    filing: Filing = of.choice("Files taxes", "single, or joint with a spouse.", "joint")
    entity: Entity = of.choice("Form of the business", "How the business is taxed today.", "s_corporation")
    basis: float = of.money("Tax basis", "What the owner's shares (or assets) cost for tax.", 0.0)
    other_income: float = of.money("Other income a year", "Pensions and other income after the sale.", 0.0)
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
    shares_traded: bool = of.choice(
        "Shares are traded", "Whether shares of the business are traded on a securities market.", default=False
    )
