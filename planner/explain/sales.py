"""What the stages of a sale and of its calendar years leave behind on cells, each figure under its name."""

from collections.abc import Callable, Iterator
from typing import Any

from planner.explain.cells import Address, Told, at
from planner.model.trace import Cell
from planner.places import us
from planner.seller import LaterClosing, Sale

WHOLE = {  # stages whose figures are of the sale as a whole, without a year, and what stands before their names
    "split": "note",
    "corporate": "entity",
    "promised_not_to": "non_compete",
    "of_assets": "sold",
    "of_interests": "sold",
    "of_shares": "sold",
    "of_dividend": "sold",
    "gain_of": "before",
    "exclude": "exclusion",
    "defer": "rollover",
    "fund": "rollover",
    "terms_of": "instalments",
    "built_in_limit": "built_in",
    "totals": "totals",
    "charge_gain": "kingdom.charged",
    "until_closing": "until",
}
OF_SALE = ("sold", "raised", "paid_at_once", "with_until")
ALONE = {"average_life": "term", "least_rate": "least_rate", "monthly_rate": "monthly_rate", "weigh": ""}
NUMBERED = {
    "add_life": "weighed",
    "unpaid": "discounted",
    "discount": "discounted",
    "restate": "restated",
    "divide": "divided",
}
LATER_ONE = "later"
NUMBERED_NAMES = set(NUMBERED.values())
LATER = ("prepare_later", "step", "charge_later")  # stages of one later closing, told by its number
OF_YEAR = {
    "spread": "gained",
    "built_in": "built_in",
    "charge": "charge",
    "value_now": "worth",
    "income": "income",
    "seen_by_state": "state_income",
    "seen_anyway": "state_income_anyway",
    "add_dividends": "all_received",
    "with_kept": "all_income",
    "lose_until": "loss",
    "lose_anyway": "loss_anyway",
    "income_until": "income_in_all",
    "income_anyway": "income_anyway",
    "paid_in": "kingdom_year",
    "keep": "",
}
TAXES = ("tax", "tax_anyway")
STATES = ("state", "state_anyway")
OF_STATE = {  # stages of a state's tax, some of the same name as one of the federal tax
    "count": "counted",
    "relieve": "relieved",
    "deduct": "deducted",
    "weigh": "base",
    "climb": "scale",
    "add": "added",
    "credit": "credits",
    "settle": "tax",
}
SCALES = {  # in the order in which their brackets are filled
    "capped": us.ORDINARY_BRACKETS,
    "ordinary": us.ORDINARY_BRACKETS,
    "gain": us.GAIN_BRACKETS,
    "without_favour": us.ORDINARY_BRACKETS,
    "alternative_ordinary": us.ALTERNATIVE_BRACKETS,
    "alternative_gain": us.GAIN_BRACKETS,
}
BRACKETS = tuple(f"{scale}.{place}" for scale, places_in_it in SCALES.items() for place in range(places_in_it))


class Kept(Told):
    """Lines of one way to sell, each under the way's name."""

    def __init__(self, place: str, way: str) -> None:
        super().__init__(place)
        self.way = way

    def line(self, name: str, value: Cell | float, month: int, known: dict[int, Address]) -> Cell | float:
        """Keep one number under the way's name."""
        return super().line(f"{self.way}{name}", value, month, known)


def within(told: Told, prefix: str) -> Told:
    """The same lines, those that are kept from now on under a prefix."""
    found = Kept(told.place, (told.way if isinstance(told, Kept) else "") + prefix)
    found.trees = told.trees
    return found


class Years:
    """The stages of a sale and of each calendar year, kept under the year they belong to."""

    def __init__(self, told: Told, first: int) -> None:
        self.told, self.year = told, first - 1
        self.which: Iterator[str] = iter(())
        self.tax = ""
        self.bracket: Iterator[str] = iter(())
        self.seen: set[str] = set()
        self.state = ""
        self.of_state: Iterator[str] = iter(())
        self.step: Iterator[str] = iter(())
        self.number = dict.fromkeys(NUMBERED.values(), 0)
        self.note = self.part = -1
        self.closing = 0  # which later closing a stage is of; 0: the first

    def within(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """A stage of one later closing: what it keeps stands under that closing's name."""
        held = self.told, self.number, self.note, self.closing
        self.closing = given[0]
        self.told = within(self.told, f"{LATER_ONE}.{self.closing}.")
        self.number, self.note = dict.fromkeys(NUMBERED.values(), 0), -1
        try:
            return function(*given)
        finally:
            self.told, self.number, self.note, self.closing = held

    def seen_through(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage that keeps what it returns."""
        again = name == "fill" and name in self.seen  # one stage serves both taxes, the federal one first
        self.seen.add(name)
        if again or function.__module__.startswith("planner.places.states"):
            return self._seen_by_state(name, function)
        keeping: dict[str, Callable[..., Any]] = {
            "year_tax": lambda *given: self._taxed(function, given),
            "by_year": lambda *given: {
                year: self.told.record("paid.", paid, year) for year, paid in function(*given).items()
            },
            **dict.fromkeys(ALONE, lambda *given: self._of_note(ALONE[name], function(*given))),
            **dict.fromkeys(OF_SALE, lambda *given: record_sale(self.told, function(*given))),
            "pay_part": lambda *given: self._part(function(*given)),
            "judge": lambda *given: self._judge(function, given),
            **dict.fromkeys(NUMBERED, lambda *given: self._numbered(NUMBERED[name], function(*given))),
            **dict.fromkeys(WHOLE, lambda *given: self.told.record(f"{WHOLE[name]}.", function(*given))),
        }
        if name in LATER:
            return lambda *given: self.within(function, given)
        if name in keeping:
            return keeping[name]
        prefixes: dict[str, Callable[[], str]] = {
            "receive": self._next_year,
            **{stage: self._constant(prefix) for stage, prefix in OF_YEAR.items()},
            "deduct": lambda: f"{self.tax}.taxable.",
            "exempt": lambda: f"{self.tax}.alternative.",
            "fill": lambda: f"{self.tax}.slices.{next(self.bracket)}.",
            "fill_low": lambda: f"{self.tax}.slices.{next(self.bracket)}.",
            "stack": lambda: f"{self.tax}.stacked.",
            "tax_regularly": lambda: f"{self.tax}.regular.",
            "settle": lambda: f"{self.tax}.tax.",
        }
        if name not in prefixes:
            return function

        def kept(*given: Any) -> Any:
            prefix = prefixes[name]()
            return self.told.record(prefix, function(*given), self.year)

        return kept

    def _seen_by_state(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A stage of the state's tax that keeps what it returns."""

        def begun(income: Any, law: Any) -> Any:
            self.state = next(self.of_state)
            scales = {"income": law.brackets, "gain": law.gain_brackets}
            self.step = iter(f"slices.{scale}.{place}" for scale, held in scales.items() for place in range(len(held)))
            return function(income, law)

        if name == "state_tax":
            return begun
        if name == "fill":
            return lambda *given: self.told.record(f"{self.state}.{next(self.step)}.", function(*given), self.year)
        if name not in OF_STATE:
            return function
        return lambda *given: self.told.record(f"{self.state}.{OF_STATE[name]}.", function(*given), self.year)

    @staticmethod
    def _constant(prefix: str) -> Callable[[], str]:
        return lambda: f"{prefix}." if prefix else ""

    def _numbered(self, prefix: str, record: Any) -> Any:
        self.number[prefix] += 1
        return self.told.record(f"{prefix}.{self.number[prefix]}.", record)

    def _judge(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        self.note += 1
        return function(*given)

    def _part(self, part: Any) -> Any:
        self.part += 1
        return self.told.record(f"kingdom.parts.{self.part}.", part)

    def _of_note(self, name: str, value: Any) -> Any:
        prefix = f"imputed.{self.note}."
        return self.told.line(prefix + name, value, 0, {}) if name else self.told.record(prefix, value)

    def _next_year(self) -> str:
        if self.closing:
            return "received."
        self.year += 1
        self.which, self.of_state = iter(TAXES), iter(STATES)
        return "received."

    def _taxed(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        self.tax, self.bracket = next(self.which), iter(BRACKETS)
        return function(*given)


def record_sale(told: Told, sale: Sale) -> Sale:
    """Keep a sale with each of its notes; the sale again, as references."""
    notes = tuple(
        told.record(f"sale.notes.{place}.", note)._replace(
            payments=tuple(
                told.record(f"sale.notes.{place}.payments.{number}.", one) for number, one in enumerate(note.payments)
            )
        )
        for place, note in enumerate(sale.notes)
    )
    recorded: Sale = told.record("sale.", sale)
    return recorded._replace(notes=notes)


def referred(record: Any, prefix: str, month: int = 0) -> Any:
    """A record whose numbers are references to where the plan's own sale keeps them."""
    values = {
        name: at("seller", f"{prefix}{name}", month)
        for name, value in record._asdict().items()
        if isinstance(value, float)
    }
    return record._replace(**values)


def referred_sale(sale: Sale, receipts: tuple[Any, ...], number: int) -> Any:
    """A later closing of the plan's own sale, as references."""
    prefix = f"{LATER_ONE}.{number}."
    told = referred(sale, f"{prefix}sale.")._replace(notes=referred_notes(sale, prefix))
    return LaterClosing(told, receipts)


def referred_notes(sale: Sale, prefix: str = "") -> Any:
    """The notes of the plan's own sale, as references."""
    return tuple(
        referred(note, f"{prefix}sale.notes.{place}.")._replace(
            payments=tuple(
                referred(one, f"{prefix}sale.notes.{place}.payments.{number}.")
                for number, one in enumerate(note.payments)
            )
        )
        for place, note in enumerate(sale.notes)
    )
