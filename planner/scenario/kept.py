"""What is not in the price: property and other assets the seller keeps; and what the price names besides goodwill."""

from planner import fields as of
from planner.fields import Frozen


class KeptAsset(Frozen):
    """One thing in the books' equipment that the seller takes out before closing."""

    name: str = of.text("What it is", "A car, a machine, a building.", shortest=1, longest=60)
    book_value: float = of.money("Book value", "What the last books show for it under equipment.")
    fair_value: float | None = of.money("Fair value", "What it would fetch today; empty: as booked.", None)
    tax_basis: float | None = of.money("Tax basis", "What is left to deduct; empty: as booked.", None)

    @property
    def fair(self) -> float:
        """What it would fetch; as booked where nothing is said."""
        return self.book_value if self.fair_value is None else self.fair_value

    @property
    def basis(self) -> float:
        """What is left of it to deduct for tax; as booked where nothing is said."""
        return self.book_value if self.tax_basis is None else self.tax_basis


class Kept(Frozen):
    """What the seller keeps out of the books and out of the price."""

    assets: tuple[KeptAsset, ...] = of.many(
        "Assets the seller keeps", "Part of the books' equipment, taken out before closing.", (), most=20
    )


class Intangibles(Frozen):
    """Intangibles that the contract names and values, class VI of the allocation of the price."""

    customer_list: float = of.money("Customer list", "Fair value of customer lists and contracts.", 0.0)
    non_compete: float = of.money("Promise not to compete", "Paid for the seller's promise not to compete.", 0.0)

    @property
    def value(self) -> float:
        """All of them."""
        return self.customer_list + self.non_compete
