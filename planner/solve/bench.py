"""Candidates of one question: each the whole plan with another value, lowered once and followed many at a time."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from planner import deal, loans, workforce
from planner.model import lines, many, one
from planner.model.first_day import close
from planner.model.many import Floats
from planner.model.records import Start
from planner.model.terms import Drivers, LoanDrivers, Shape, Terms
from planner.model.treasury import lend_on, may_be_drawn
from planner.scenario import CLASS_SLOTS, LOAN_SLOTS, STAGE_SLOTS, Scenario
from planner.solve.question import Question
from planner.words import Sentence, sentence

# Compiling takes seconds, and a larger shape changes no figure: plans share one shape, and one with further classes.
ROOM = Shape(LOAN_SLOTS, layers=30, leavers=10, stages=STAGE_SLOTS)
ROOMS = (ROOM, ROOM._replace(classes=CLASS_SLOTS))


def room_for(shape: Shape) -> Shape:
    """The smallest shared shape that holds the plan."""
    fits = (room for room in ROOMS if all(a <= b for a, b in zip(shape, room, strict=True)))
    return next(fits, shape)


class Bench:
    """What is tried for one question, and how often many plans were followed at once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.calls = 0
        self.path = workforce.follow(question.scenario)

    @cached_property
    def case(self) -> one.Case:
        """The plan as it stands."""
        return deal.lower(self.question.scenario, self.question.rules, self.path)

    @cached_property
    def base(self) -> many.Batch:
        """The plan as it stands, as arrays."""
        return many.batch([self.case._replace(shape=room_for(self.case.shape))])

    def refusals(self, steps: int) -> list[Sentence]:
        """Why a candidate cannot be closed; nothing where it can. It needs the closing day alone."""
        asked = self.question.changed(self.question.value(steps))
        if not 0 <= steps <= self.question.highest:
            return [sentence("solve.refused.beyond")]
        if asked.deal.price < 0:
            return [sentence("solve.refused.price_below_zero")]
        terms = deal.terms_of(asked, self.question.rules, self._path(asked))
        base = lend_on(terms, terms.books_receivables, terms.books_inventory)
        return deal.refusals(asked, self.question.rules, close(terms), may_be_drawn(terms, base))

    def closing_day(self, steps: int) -> Start:
        """The closing day of a candidate."""
        asked = self.question.changed(self.question.value(steps))
        return close(deal.terms_of(asked, self.question.rules, self._path(asked)))

    def run(self, steps: int) -> one.Run:
        """One candidate with every line, plain."""
        asked = self.question.changed(self.question.value(steps))
        return one.run(deal.lower(asked, self.question.rules, self._path(asked)))

    def follow(self, tried: Sequence[int]) -> dict[str, Floats]:
        """The outcomes of candidates: one call of *many*."""
        self.calls += 1
        return many.follow(self.batch(tried))

    def batch(self, tried: Sequence[int]) -> many.Batch:
        """Candidates as one batch; they share their months where the figure does not move them."""
        question, base = self.question, self.base
        asked = [question.changed(question.value(steps)) for steps in tried]
        paths = [self._path(one) for one in asked]
        terms = np.array([self._row(one, path) for one, path in zip(asked, paths, strict=True)])
        if question.target in ("price", "seller_note"):
            return base._replace(terms=terms, path=np.zeros(len(tried), dtype=np.int64))
        drivers = np.repeat(base.drivers, len(tried), axis=0)
        self._drive(drivers, asked, paths)
        places = np.arange(len(tried))
        return base._replace(
            terms=terms, drivers=drivers, clocks=np.repeat(base.clocks, len(tried), axis=0), path=places
        )

    def _path(self, asked: Scenario) -> workforce.Path:
        return self.path if asked.coop is self.question.scenario.coop else workforce.follow(asked)

    def _row(self, asked: Scenario, path: workforce.Path) -> list[float]:
        terms: Terms = deal.terms_of(asked, self.question.rules, path)
        return list(lines.numbers_of(many.widened(terms, self.base.shape)))

    def _drive(self, drivers: Floats, asked: list[Scenario], paths: list[workforce.Path]) -> None:
        """What the figure moves month by month: what members pay in, or the payments of the note."""
        names = lines.names(Drivers, self.base.shape)
        if self.question.target == "member_share":
            drivers[:, 1:, names.index("shares_paid")] = [path.shares_paid[1:] for path in paths]
            for name, part in (("leaving", "all"), ("retiring", "retiring"), ("forfeited", "forfeited")):
                drivers[:, 1:, names.index(f"shares_{name}")] = [
                    [getattr(month, part) for month in path.shares_leaving[1:]] for path in paths
                ]
            for slot in range(self.case.shape.layers):
                drivers[:, 1:, names.index(f"layers.{slot}.bearing")] = [
                    [month[-slot - 1] if slot < len(month) else 0.0 for month in path.bearing[1:]] for path in paths
                ]
            return
        note, clocks = self.question.loan or 0, self.case.clocks
        index = loans.index_path(self.question.scenario, self.question.rules)
        first = names.index(f"loans.{note}.{LoanDrivers._fields[0]}")
        drivers[:, :, first : first + len(LoanDrivers._fields)] = [
            loans.drivers_of(one.deal.loans[note], index, clocks) for one in asked
        ]
