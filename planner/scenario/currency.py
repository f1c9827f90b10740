"""A community currency: units of the co-op, paid as a part of pay and patronage, and taken for what it sells."""

from planner import fields as of
from planner.fields import Frozen
from planner.scenario.owner_tax import Answer

MOST_MONTHS = 12
NO_LIMIT = 1e15  # beyond any sales


class CommunityCurrency(Frozen):
    """What is paid in the currency, what can be paid with it, and what is paid back in money."""

    name: str = of.text("Name", "What people call it.", "", longest=40)
    of_pay: float = of.rate(
        "Part of pay in it", "Of members' pay; every hour's least wage must be money.", 0.0, high=0.5
    )
    of_patronage: float = of.rate(
        "Part of cash patronage in it", "Of what lies above the cash that law or bylaws ask for at least.", 0.0
    )
    of_sales: float = of.rate("Part of sales it pays for", "The most of a month's sales taken in it.", 0.05)
    most_taken: float | None = of.money("Taken a month at most", "For the co-op's own sales; empty: no limit.", None)
    spent: float = of.rate("Spent a month", "Part of all units out that people want to spend here in a month.", 0.3)
    redeemable: float = of.rate("Part paid back in money", "Of what is not spent by then.", 1.0)
    months: int = of.months(
        "Money may be asked after", "Months since the unit was paid out.", 12, low=1, high=MOST_MONTHS
    )
    agreed_in_writing: Answer = of.choice(
        "Agreed in writing", "Whether each member agrees to this part of pay, and may stop.", "unknown"
    )
    reviewed: Answer = of.choice(
        "Pay in it was reviewed",
        "Whether a lawyer has confirmed that the state lets pay be part in such units.",
        "unknown",
    )

    @property
    def used(self) -> bool:
        """Whether any is paid out."""
        return self.of_pay > 0.0 or self.of_patronage > 0.0

    @property
    def terms(self) -> dict[str, float]:
        """As the model wants it; all 0 where none is paid out."""
        on = float(self.used)
        return {
            "currency_of_pay": self.of_pay,
            "currency_of_patronage": self.of_patronage,
            "currency_of_sales": on * self.of_sales,
            "currency_most": on * (NO_LIMIT if self.most_taken is None else self.most_taken),
            "currency_spent": on * self.spent,
            "currency_redeemable": on * self.redeemable,
            "currency_months": on * self.months,
        }

    @property
    def slots(self) -> int:
        """Months of units that are kept apart."""
        return self.months if self.used else 0
