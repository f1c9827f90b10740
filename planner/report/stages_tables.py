"""The tables of a purchase in stages, written once for screen and paper."""

from planner import Plan
from planner.stakes import Closing, Voice, told
from planner.words import say
from planner.words.formats import figure, percent

CLOSINGS = ("closing", "part", "planned", "month", "state", "price", "lent", "cash", "binding")
VOICES = ("closing", "month", "held", "votes", "seats", "asks", "dividend", "patronage")
DIVIDENDS = ("year", "held", "service", "on_seller", "on_all", "by_book", "by_value", "answer")
WORDS = {"closing", "planned", "month", "state", "binding", "asks", "patronage", "seats", "year", "answer"}


class Stages:
    """One plan's tables in one language."""

    def __init__(self, plan: Plan, language: str = "en") -> None:
        self.plan, self.language, self.found = plan, language, plan.stakes

    def heads(self, names: tuple[str, ...]) -> list[str]:
        """Headings of a table."""
        return [say(f"stakes.head.{name}", self.language) for name in names]

    def closings(self) -> list[tuple[str, ...]]:
        """A row a closing."""
        return [self._closing(one) for one in self.found.closings]

    def voices(self) -> list[tuple[str, ...]]:
        """A row for what holds after each closing."""
        return [self._voice(one) for one in self.found.voices]

    def dividends(self) -> list[tuple[str, ...]]:
        """A row for each fiscal year below control."""
        return [
            (
                one.fiscal_year,
                self._percent(one.need.held),
                *(figure(getattr(one.need, name)) for name in DIVIDENDS[2:-1]),
                say(f"forms.answer.{one.answer}", self.language),
            )
            for one in self.found.upstream
        ]

    def lead(self) -> str:
        """What dividends below control are about, or that the co-op never lives on them."""
        if not self.found.upstream:
            return say("stakes.upstream.not_needed", self.language)
        deal = self.plan.scenario.deal
        return say(
            "stakes.upstream.lead",
            self.language,
            control=self._percent(deal.kept_shares.control),
            state=deal.incorporated_in or say("stakes.upstream.no_state", self.language),
        )

    def _closing(self, one: Closing) -> tuple[str, ...]:
        binding = say(f"forms.answer.{'yes' if one.obligation else 'no'}", self.language) if one.number > 1 else ""
        return (
            self._number(one.number),
            self._percent(one.fraction),
            self._month(one.earliest),
            self._month(one.closed),
            told.closing_told(one, self.language),
            figure(one.price),
            figure(one.lent),
            figure(one.cash),
            binding,
        )

    def _voice(self, one: Voice) -> tuple[str, ...]:
        seats = {"members": one.member_seats, "seller": one.seller_seats, "others": one.other_seats}
        return (
            self._number(one.number),
            self._month(one.month),
            self._percent(one.held),
            self._percent(one.votes),
            say("stakes.seats.told", self.language, **seats),
            told.asked_of_seller(one, self.language),
            self._percent(one.dividend),
            say(f"forms.answer.{'yes' if one.patronage else 'no'}", self.language),
        )

    def _number(self, number: int) -> str:
        return say("stakes.closing.number", self.language, number=number)

    def _percent(self, part: float) -> str:
        return percent(part, language=self.language, decimals=1)

    def _month(self, month: int | None) -> str:
        if month is None:
            return say("stakes.not_in_plan", self.language)
        return told.month_name(self.plan.scenario, month, self.language)
