"""The loop around the machine code of a month: over groups of plans, a plan a lane, and over their months.

Arrays of plans go in, outcomes come out. A group's records stand in a memory that the caller gives, the lanes of each
number side by side.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Any, NamedTuple

from llvmlite import ir

from planner.model import lines
from planner.model.machine import BYTES, NUMBER, WHOLE, write_month, write_opening
from planner.model.outcome import Outcome
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms

ENTRY = "follow"


class Places(NamedTuple):
    """Where each record stands in the memory, counted in numbers; of outcomes and months there are two, in turn."""

    terms: int
    start: int
    drivers: int
    clock: int
    outcomes: int
    months: int
    end: int


def places_of(shape: Shape, lanes: int) -> Places:
    """Where each record stands for a shape."""
    records = (Terms, Start, Drivers, Clock, Outcome, Outcome, Month, Month)
    terms, start, drivers, clock, outcomes, _, months, _, end = accumulate(
        (len(lines.names(record, shape)) * lanes for record in records), initial=0
    )
    return Places(terms, start, drivers, clock, outcomes, months, end)


def module_of(shape: Shape, lanes: int, *, whole: bool) -> ir.Module:
    """All code for a shape: `whole` keeps every line of every month of one plan, else outcomes alone are kept."""
    module = ir.Module()
    month, wanted = write_month(module, shape, lanes, whole=whole)
    opening = write_opening(module, shape, lanes, wanted)
    _Loop(module, shape, lanes).write(month, opening, whole=whole)
    return module


class _Loop:
    """Writes the loop.

    Its arguments: terms (plans x terms), drivers and clocks (paths x months x lines), the path of each plan, how many
    plans, how many months, the first group, the group after the last, the memory, outcomes (plans x outcome). Where
    every line is kept, the memory ends in a row for each month.
    """

    def __init__(self, module: ir.Module, shape: Shape, lanes: int) -> None:
        array = NUMBER.as_pointer()
        arguments = [array, array, array, WHOLE.as_pointer(), WHOLE, WHOLE, WHOLE, WHOLE, array, array]
        function = ir.Function(module, ir.FunctionType(ir.VoidType(), arguments), ENTRY)
        self.builder = ir.IRBuilder(function.append_basic_block())
        (self.terms, self.drivers, self.clocks, self.path, self.plans, self.months, *rest) = function.args
        self.first, self.end, self.memory, self.outcomes = rest
        self.lanes, self.places = lanes, places_of(shape, lanes)
        self.widths = {record: len(lines.names(record, shape)) for record in (Terms, Drivers, Clock, Outcome, Month)}

    def write(self, month: ir.Function, opening: ir.Function, *, whole: bool) -> None:
        """Each group from its closing day to its last month."""
        places = self.places
        told = [self._record(month, place) for place in (places.terms, places.start, places.drivers, places.clock)]
        with self._counting(self.first, self.end) as group:
            cases = self._cases(group)
            rows = [self.builder.mul(self.builder.load(self._spot(self.path, case)), self.months) for case in cases]
            self._pack(self.terms, cases, Terms, places.terms)
            self._pack(self.clocks, rows, Clock, places.clock)
            opened = [self._record(month, place) for place in (places.months, places.outcomes)]
            self.builder.call(opening, [told[0], told[3], told[1], *opened])
            with self._counting(self._whole(1), self.months) as number:
                here = [self.builder.add(row, number) for row in rows]
                self._pack(self.clocks, here, Clock, places.clock)
                self._pack(self.drivers, here, Drivers, places.drivers)
                turns = (self.builder.sub(number, self._whole(1)), number)
                months = [self._turned(Month, places.months, turn if whole else self._odd(turn)) for turn in turns]
                outcomes = [self._turned(Outcome, places.outcomes, self._odd(turn)) for turn in turns]
                self.builder.call(month, [*told, *(self._record(month, place) for place in (*months, *outcomes))])
            self._unpack(cases)
        self.builder.ret_void()

    def _cases(self, group: ir.Value) -> list[ir.Value]:
        """The plan of each lane; in a last group that is not full, the last plan takes the lanes left over."""
        begin = self.builder.mul(group, self._whole(self.lanes))
        last = self.builder.sub(self.plans, self._whole(1))
        cases = [self.builder.add(begin, self._whole(lane)) for lane in range(self.lanes)]
        return [self.builder.select(self.builder.icmp_signed("<", case, last), case, last) for case in cases]

    def _pack(self, source: ir.Value, rows: list[ir.Value], record: type[Any], place: int) -> None:
        """A row for each lane, number beside number."""
        width = self._whole(self.widths[record])
        starts = [self._spot(source, self.builder.mul(row, width)) for row in rows]
        with self._counting(self._whole(0), width) as number:
            into = self.builder.add(self.builder.mul(number, self._whole(self.lanes)), self._whole(place))
            for lane, start in enumerate(starts):
                self._copy(self._spot(start, number), self._lane(into, lane))

    def _unpack(self, cases: list[ir.Value]) -> None:
        """The last outcome of each lane into its plan's row."""
        width = self._whole(self.widths[Outcome])
        last = self._odd(self.builder.sub(self.months, self._whole(1)))
        final = self._turned(Outcome, self.places.outcomes, last)
        with self._counting(self._whole(0), width) as number:
            source = self.builder.add(final, self.builder.mul(number, self._whole(self.lanes)))
            for lane, case in enumerate(cases):
                into = self._spot(self.outcomes, self.builder.add(self.builder.mul(case, width), number))
                self._copy(self._lane(source, lane), into)

    def _turned(self, record: type[Any], place: int, turn: ir.Value) -> ir.Value:
        width = self._whole(self.widths[record] * self.lanes)
        return self.builder.add(self._whole(place), self.builder.mul(turn, width))

    def _odd(self, number: ir.Value) -> ir.Value:
        return self.builder.and_(number, self._whole(1))

    def _record(self, function: ir.Function, place: ir.Value | int) -> ir.Value:
        at = self._spot(self.memory, self._whole(place) if isinstance(place, int) else place)
        return self.builder.bitcast(at, function.args[0].type)

    def _lane(self, place: ir.Value, lane: int) -> ir.Value:
        return self._spot(self.memory, self.builder.add(place, self._whole(lane)))

    def _spot(self, base: ir.Value, place: ir.Value) -> ir.Value:
        return self.builder.gep(base, [place], inbounds=True)

    def _copy(self, source: ir.Value, into: ir.Value) -> None:
        self.builder.store(self.builder.load(source, align=BYTES), into, align=BYTES)

    def _whole(self, number: int) -> ir.Constant:
        return ir.Constant(WHOLE, number)

    @contextmanager
    def _counting(self, first: ir.Value, end: ir.Value) -> Iterator[ir.Value]:
        """The count from `first` to before `end`."""
        builder = self.builder
        before, body, after = builder.block, builder.append_basic_block(), builder.append_basic_block()
        builder.cbranch(builder.icmp_signed("<", first, end), body, after)
        builder.position_at_end(body)
        count = builder.phi(WHOLE)
        count.add_incoming(first, before)
        yield count
        following = builder.add(count, self._whole(1))
        count.add_incoming(following, builder.block)
        builder.cbranch(builder.icmp_signed("<", following, end), body, after)
        builder.position_at_end(after)
