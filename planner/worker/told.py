"""A worker's view in words: the same sentences on screen, on paper and at the command line, in either language."""

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple, TypeVar

from planner.cover import ENOUGH
from planner.model.helpers import cents
from planner.words import say
from planner.words.formats import figure, listed, money, month_name, month_of, percent
from planner.worker import told_leaving
from planner.worker.records import AccountYear, CashYear, CoverYear, Stage, View

Year = TypeVar("Year")
NO_CASH = CashYear(0, *[0.0] * (len(CashYear._fields) - 1))


class Card(NamedTuple):
    """One big figure, what it is, and when."""

    label: str
    figure: str
    note: str


class Section(NamedTuple):
    """A heading and what is said under it."""

    key: str
    heading: str
    sentences: tuple[str, ...]


class Table(NamedTuple):
    """A small table: its title, the heads and the rows, all as written."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Teller:
    """One view in one language."""

    def __init__(self, view: View, language: str = "en") -> None:
        self.view, self.language = view, language

    def say(self, key: str, **values: object) -> str:
        """Words of the worker's room."""
        return say(f"worker.{key}", self.language, **values)

    def money(self, amount: float, decimals: int = 0) -> str:
        """Whole dollars, unless cents are asked for."""
        return money(amount, language=self.language, decimals=decimals)

    def rest(self, whole: float, *parts: float) -> float:
        """A last part in whole dollars, so that the parts as written add up to the whole as written."""
        return float(round(whole) - sum(round(part) for part in parts))

    def kept(self, year: CashYear) -> float:
        """Cash less tax, as both are written."""
        return self.rest(year.patronage + year.revolved, year.tax)

    def month(self, day: date) -> str:
        """A month of a year."""
        return month_of(day, language=self.language)

    @property
    def title(self) -> str:
        """Whose share of what."""
        return self.say("title", business=self.view.business)

    @property
    def for_whom(self) -> str:
        """The alias, and the job where it is told."""
        if self.view.role:
            return self.say("for_whom_role", alias=self.view.alias, role=self.view.role)
        return self.say("for_whom", alias=self.view.alias)

    @property
    def last(self) -> AccountYear | None:
        """The last fiscal year that is told."""
        return self.view.years[-1] if self.view.years else None

    def cards(self) -> tuple[Card, ...]:
        """The big figures: what goes in, and what comes of it."""
        joins, last = self.view.joining, self.last
        later = (
            Card(
                self.say(f"card.{joins.period}"),
                self.money(joins.each, 2),
                self.say("card.each_note", month=self.month(joins.until)),
            )
            if joins.until
            else Card(self.say("card.later"), self.money(0.0), self.say("card.each_none"))
        )
        cards = [
            Card(
                self.say("card.first"),
                self.money(joins.at_joining),
                self.say("card.first_note", month=self.month(joins.joins)),
            ),
            later,
        ]
        if last:
            month = self.month(last.ends)
            cards += [
                Card(self.say("card.account"), self.money(last.closing), self.say("card.account_note", month=month)),
                Card(
                    self.say("card.kept"),
                    self.money(self.kept(summed(self.view.cash))),
                    self.say("card.kept_note", month=month),
                ),
            ]
        return tuple(cards)

    def sections(self) -> tuple[Section, ...]:
        """All that is said, in order."""
        parts: dict[str, Callable[[], Sequence[str]]] = {
            "pay": self.pay,
            "account": self.account,
            "tax": lambda: [*self.tax(), *self.currency()],
            "leaving": self.leaving,
            "ahead": self.ahead,
            "risk": self.risk,
        }
        return tuple(Section(key, self.say(f"heading.{key}"), tuple(tell())) for key, tell in parts.items())

    def lines(self) -> list[str]:
        """All of it as plain lines, as the command line prints it."""
        said = [self.title, self.for_whom, self.say("projection")]
        for section in self.sections():
            said += ["", section.heading, *section.sentences]
        return said

    def pay(self) -> list[str]:
        """What is paid, and until when."""
        joins = self.view.joining
        key = "later" if not joins.at_joining else "part" if joins.number else "once"
        month = self.month(joins.joins)
        values = {"first": self.money(joins.at_joining)} if joins.at_joining else {}
        said = [self.say(f"pay.{key}", share=self.money(joins.member_share), month=month, **values)]
        if joins.until:
            each, last = self.money(joins.each, 2), self.money(joins.last, 2)
            said.append(self.say(f"pay.{joins.period}", each=each, number=joins.number))
            if last != each:
                said.append(self.say("pay.last", last=last))
            said.append(self.say("pay.until", month=self.month(joins.until)))
        if joins.to_lender:
            said.append(self.say("pay.lender", interest=self.money(joins.interest, 2)))
        if joins.given:
            said.append(self.say("pay.given", amount=self.money(joins.given)))
        if joins.entry_fee:
            said.append(self.say("pay.fee", amount=self.money(joins.entry_fee)))
        if self.view.members_at_start and joins.joins == self.view.closing:
            said.append(self.say("pay.together", number=self.view.members_at_start))
        return said

    def _groups(self) -> list[str]:
        """Who owns the co-op beside the workers, and what workers have of profit and votes."""
        bylaws = self.view.bylaws
        if not bylaws.groups:
            return []
        others = listed([self.say(f"account.kind_{one}") for one in bylaws.groups], language=self.language)
        said = [self.say("account.groups", others=others)]
        if bylaws.workers_slice is not None and bylaws.workers_votes is not None:
            slice_, votes = (
                percent(one, language=self.language, decimals=0) for one in (bylaws.workers_slice, bylaws.workers_votes)
            )
            said.append(self.say("account.workers", profit=slice_, votes=votes))
        return said

    def stages(self) -> list[str]:
        """What the co-op owns when, how members' votes grow, and why the first years may bring no profit by work."""
        steps = self.view.stages
        if not steps:
            return []
        return [
            self.say("stages.what"),
            *(self._stage(place, one) for place, one in enumerate(steps)),
            *self._by_work(),
        ]

    def _stage(self, place: int, one: Stage) -> str:
        held, votes = (percent(part, language=self.language) for part in (one.held, one.votes))
        if one.closed is None:
            return self.say(f"stages.never_{'short' if one.waited else 'loans'}", held=held)
        said = self.say(
            "stages.then" if place else "stages.first", month=self.month(one.closed), held=held, votes=votes
        )
        if (one.closed.year, one.closed.month) == (one.planned.year, one.planned.month):
            return said
        late = self.say(f"stages.late_{'short' if one.waited else 'loans'}", month=self.month(one.planned))
        return f"{said} {late}"

    def _by_work(self) -> list[str]:
        """From when on profit is shared by work, where that is not so from the first day on."""
        steps = self.view.stages
        if steps[0].by_work:
            return []
        first = next((one.closed for one in steps if one.by_work and one.closed), None)
        return [self.say("stages.by_work", month=self.month(first)) if first else self.say("stages.no_work")]

    def account(self) -> list[str]:
        """How the account fills and empties."""
        what = self.say("account.what" if self.view.bylaws.by_pay else "account.what_by_work")
        shared = [year for year in self.view.years if year.dividend]
        if not shared or self.last is None:
            return [what, *self.stages(), self.say("account.none")]
        first = shared[0]
        return [
            what,
            *self._groups(),
            *self.stages(),
            self.say("account.year_end", month=month_name(first.ends.month, language=self.language)),
            self.say("account.stays"),
            self.say(
                "account.first",
                year=first.fiscal_year,
                dividend=self.money(round(first.cash) + round(first.added)),
                cash=self.money(first.cash),
                notice=self.money(first.added),
            ),
            self._called(),
            *([self.say("account.as_cash_allows")] if self.view.bylaws.as_cash_allows else []),
            *([self.say("account.late")] if any(year.late for year in self.view.years) else []),
            *(
                self.say(f"account.{name}")
                for name in ("held_back", "interest", "charged", "restored")
                if any(getattr(year, name) for year in self.view.years)
            ),
            *([self.say("account.below_zero")] if any(year.closing < 0 for year in self.view.years) else []),
            self.say("account.end", month=self.month(self.last.ends), account=self.money(self.last.closing)),
        ]

    def _called(self) -> str:
        """When what is put in is due."""
        years = self.view.bylaws.revolving_years
        if years == 1:
            return self.say("account.revolving_one")
        return self.say("account.revolving", years=years) if years else self.say("account.kept")

    def currency(self) -> list[str]:
        """What comes in the community currency, and what can be done with it."""
        units, shared = self.view.currency, [year for year in self.view.years if year.cash_in_units]
        if units is None:
            return []
        said = []
        if units.of_pay and self.view.years:
            said.append(self.say("currency.pay", part=percent(units.of_pay, language=self.language)))
        if shared:
            amount = self.money(shared[0].cash_in_units, 2)
            said.append(self.say("currency.patronage", year=shared[0].fiscal_year, amount=amount))
        if not said:
            return []
        if units.of_sales:
            said.append(self.say("currency.use", part=percent(units.of_sales, language=self.language)))
            if units.most_taken is not None:
                said.append(self.say("currency.most", amount=self.money(units.most_taken)))
        back = "none" if not units.redeemable else "all" if units.redeemable >= ENOUGH else "part"
        part = {"part": percent(units.redeemable, language=self.language)} if back == "part" else {}
        when = {"months": units.months} if back != "none" else {}
        return [*said, self.say(f"currency.{back}", **part, **when), self.say("currency.risk")]

    def tax(self) -> list[str]:
        """Cash of the first year and in all, and the tax on it."""
        bylaws = self.view.bylaws
        how = "partnership" if bylaws.partnership else "qualified" if bylaws.qualified else "nonqualified"
        said = [self.say(f"tax.{how}")]
        if not self.view.cash:
            return [*said, self.say("tax.none")]
        first = self.view.cash[0]
        said.append(self._of_year("year" if first.kept >= 0 else "short", first, {"year": first.year}))
        if first.tax_on_not_paid:
            key = "stays" if bylaws.partnership else "not_paid"
            said.append(self.say(f"tax.{key}", tax=self.money(first.tax_on_not_paid)))
        whole = summed(self.view.cash)
        said.append(
            self._of_year("all" if whole.kept >= 0 else "all_short", whole, {"month": self.month(self.view.plan_ends)})
        )
        said.append(self.say("tax.assumed"))
        if self.view.assumed.known_year:
            said.append(self.say("tax.known", year=self.view.assumed.known_year))
        if first.if_self_employed:
            key, amount = "self_employed" if bylaws.partnership else "unsettled", self.money(first.if_self_employed)
            said.append(self.say(f"tax.{key}", tax=amount, year=first.year))
        return said

    def _of_year(self, key: str, year: CashYear, when: dict[str, object]) -> str:
        """What is left, or what is missing."""
        cash, kept = self.money(year.patronage + year.revolved), self.kept(year)
        left = {"kept": self.money(kept)} if year.kept >= 0 else {"missing": self.money(-kept)}
        return self.say(f"tax.{key}", cash=cash, tax=self.money(year.tax), **left, **when)

    def leaving(self) -> list[str]:
        """How a leaver is paid, what it comes to after some years, and what makes it late."""
        after = (told_leaving.left_after(self, one) for one in self.view.leaving)
        return [*told_leaving.terms(self), *after, *told_leaving.causes(self)]

    def ahead(self) -> list[str]:
        """From when on the worker is ahead."""
        return told_leaving.ahead(self)

    def risk(self) -> list[str]:
        """What may be lost, when nothing may be paid, and what stands behind it where that is too little."""
        said = []
        if self.last:
            last, month = self.last, self.month(self.last.ends)
            key = "risk.what_owed" if last.waiting or last.declared else "risk.what"
            said.append(self.say(key, month=month, amount=self.money(last.at_risk)))
            if last.late:
                said.append(self.say("risk.late", month=month, amount=self.money(last.late)))
        if self.view.tax_at_risk:
            said.append(self.say("risk.tax", tax=self.money(self.view.tax_at_risk)))
        if self.view.joining.to_lender:
            said.append(self.say("risk.lender"))
        return [*said, self.say("risk.when"), *self.covered()]

    def covered(self) -> list[str]:
        """The cover of accounts at its lowest, where it is below 1; nothing is said where it never is."""
        book = [(one.book_ratio, one) for one in self.view.cover if one.book_ratio is not None]
        fair = [(one.fair_ratio, one) for one in self.view.cover if one.fair_ratio is not None]
        said = [*self._low("book", book), *self._low("fair", fair)]
        if said and fair and min(fair)[0] >= ENOUGH:
            said.append(self.say("risk.fair_enough", ratio=self.money(min(fair)[0], 2)))
        return said

    def _low(self, kind: str, told: Sequence[tuple[float, CoverYear]]) -> list[str]:
        if not told or (lowest := min(told))[0] >= ENOUGH:
            return []
        month = self.month(lowest[1].ends)
        if lowest[0] <= 0:
            said = [self.say(f"risk.{kind}_none", month=month)]
        else:
            said = [self.say(f"risk.{kind}_low", month=month, ratio=self.money(lowest[0], 2))]
        last_low = max(place for place, (ratio, _) in enumerate(told) if ratio < ENOUGH)
        if kind == "book" and last_low + 1 < len(told):
            said.append(self.say("risk.book_later", month=self.month(told[last_low + 1][1].ends)))
        return said

    def account_table(self, most: int = 40, *, narrow: bool = False) -> Table:
        """The account by fiscal year; years are put together where there are more than so many rows.

        A narrow one leaves out what each year starts with, which is what the year before ended with, and the share.
        """
        rows = []
        for years in together(self.view.years, most):
            revolved = sum(year.revolved for year in years)
            added = self.rest(years[-1].closing, years[0].opening, -revolved)
            amounts = [added, revolved, years[-1].closing]
            if not narrow:
                amounts = [years[0].opening, *amounts, years[-1].shares]
            rows.append((self._years(years[0].fiscal_year, years[-1].fiscal_year), *map(figure, amounts)))
        names = ("added", "revolved", "closing")
        return self._table("account", names if narrow else ("opening", *names, "shares"), rows)

    def cash_table(self, most: int = 40, *, narrow: bool = False) -> Table:
        """Cash and tax by calendar year; a narrow one leaves out what is taxed but not paid."""
        rows = []
        for years in together(self.view.cash, most):
            one = summed(years)
            cash = one.patronage + one.revolved
            kept = self.kept(one)
            amounts = (cash, one.tax, kept) if narrow else (cash, one.not_paid, one.tax, kept)
            rows.append((self._years(str(years[0].year), str(years[-1].year)), *map(figure, amounts)))
        not_paid = "stays" if self.view.bylaws.partnership else "not_paid"
        return self._table("money", ("cash", *(() if narrow else (not_paid,)), "tax", "kept"), rows)

    def _table(self, title: str, names: Sequence[str], rows: list[tuple[str, ...]]) -> Table:
        heads = (self.say("table.year"), *(self.say(f"table.{name}") for name in names))
        return Table(self.say(f"table.{title}"), heads, tuple(rows))

    def _years(self, first: str, last: str) -> str:
        return first if first == last else self.say("table.to", first=first, last=last)


def summed(years: Sequence[CashYear]) -> CashYear:
    """Some calendar years together, under the first one's name."""
    sums = (cents(sum(amounts)) for amounts in list(zip(*years, strict=True))[1:])
    return CashYear(years[0].year, *sums) if years else NO_CASH


def together(years: Sequence[Year], most: int) -> list[Sequence[Year]]:
    """Years a row each, or as many to a row as it takes; the first half stands alone, since it matters most."""
    if len(years) <= most:
        return [years[place : place + 1] for place in range(len(years))]
    alone = most // 2
    size = ceil((len(years) - alone) / (most - alone))
    grouped = [years[place : place + size] for place in range(alone, len(years), size)]
    return [*(years[place : place + 1] for place in range(alone)), *grouped]
