"""The model as machine code: the stages run once on wires, and each step they take becomes an instruction.

A wire stands for one number of several plans at once, a lane each; a choice takes both branches, so all lanes walk
together. float64 and no reordering: each lane is to the bit what the plain reader works out. LLVM, by way of llvmlite,
turns the instructions into code for this processor.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir

from planner.model import lines
from planner.model.outcome import Outcome
from planner.model.played import played
from planner.model.records import Month, Start
from planner.model.terms import Clock, Drivers, Shape, Terms

NUMBER, WHOLE, FLAG = ir.DoubleType(), ir.IntType(64), ir.IntType(1)
PRIVATE = "internal"
BYTES = 8


class Wire:
    """A number of each lane, or a flag of each; whether it is read is kept, so that only what is needed is stored."""

    __slots__ = ("read", "value", "writer")
    __hash__ = None  # type: ignore[assignment]  # as for cells

    def __init__(self, writer: "Writer", value: ir.Value) -> None:
        self.writer, self.value, self.read = writer, value, False

    def __add__(self, other: Any) -> "Wire":
        return self.writer.reckon("fadd", self, other)

    def __radd__(self, other: Any) -> "Wire":
        return self.writer.reckon("fadd", other, self)

    def __sub__(self, other: Any) -> "Wire":
        return self.writer.reckon("fsub", self, other)

    def __rsub__(self, other: Any) -> "Wire":
        return self.writer.reckon("fsub", other, self)

    def __mul__(self, other: Any) -> "Wire":
        return self.writer.reckon("fmul", self, other)

    def __rmul__(self, other: Any) -> "Wire":
        return self.writer.reckon("fmul", other, self)

    def __truediv__(self, other: Any) -> "Wire":
        return self.writer.reckon("fdiv", self, other)

    def __lt__(self, other: Any) -> "Wire":
        return self.writer.compare("<", self, other)

    def __le__(self, other: Any) -> "Wire":
        return self.writer.compare("<=", self, other)

    def __gt__(self, other: Any) -> "Wire":
        return self.writer.compare(">", self, other)

    def __ge__(self, other: Any) -> "Wire":
        return self.writer.compare(">=", self, other)

    def __eq__(self, other: object) -> bool:
        raise TypeError("a wire has no `==`: use >= and <=, or a flag")

    def __bool__(self) -> bool:
        raise TypeError("a wire takes no side: use where, most and least, never if, and, or, min, max")


class Writer:
    """Writes the instructions of one function, for a number of lanes."""

    def __init__(self, module: ir.Module, name: str, arguments: int, lanes: int) -> None:
        self.lanes = lanes
        self.kind = NUMBER if lanes == 1 else ir.VectorType(NUMBER, lanes)
        self.function = ir.Function(module, ir.FunctionType(ir.VoidType(), [self.kind.as_pointer()] * arguments), name)
        self.function.linkage = PRIVATE
        for argument in self.function.args:
            argument.add_attribute("noalias")
        self.builder = ir.IRBuilder(self.function.append_basic_block())
        self.stored: dict[ir.Value, list[ir.Instruction]] = {}
        self.helpers = {name: getattr(self, name) for name in ("where", "most", "least", "ratio", "cents", "cents_up")}

    def constant(self, number: float) -> ir.Constant:
        """The same number in every lane."""
        return ir.Constant(self.kind, float(number) if self.lanes == 1 else [float(number)] * self.lanes)

    def amount(self, given: Any) -> ir.Value:
        """A value as a number; a flag counts 1 or 0."""
        if not isinstance(given, Wire):
            return self.constant(given)
        given.read = True
        return given.value if given.value.type == self.kind else self.builder.uitofp(given.value, self.kind)

    def flag(self, given: Any) -> ir.Value:
        """A value as a flag: whether it is anything but 0."""
        if isinstance(given, Wire) and given.value.type != self.kind:
            given.read = True
            return given.value
        return self.builder.fcmp_unordered("!=", self.amount(given), self.constant(0.0))

    def reckon(self, operation: str, a: Any, b: Any) -> Wire:
        """One step of arithmetic."""
        return Wire(self, getattr(self.builder, operation)(self.amount(a), self.amount(b)))

    def compare(self, operation: str, a: Any, b: Any) -> Wire:
        """A flag."""
        return Wire(self, self.builder.fcmp_ordered(operation, self.amount(a), self.amount(b)))

    def where(self, condition: Any, a: Any, b: Any) -> Wire:
        """As `helpers.where`."""
        return Wire(self, self.builder.select(self.flag(condition), self.amount(a), self.amount(b)))

    def most(self, a: Any, b: Any) -> Wire:
        """As `helpers.most`."""
        return self.where(self.compare(">=", a, b), a, b)

    def least(self, a: Any, b: Any) -> Wire:
        """As `helpers.least`."""
        return self.where(self.compare("<=", a, b), a, b)

    def ratio(self, a: Any, b: Any) -> Wire:
        """As `helpers.ratio`."""
        return self.where(b, self.reckon("fdiv", a, b), 0.0)

    def cents(self, amount: Any) -> Wire:
        """As `helpers.cents`: the same number up to 2^53 cents."""
        return self._rounded("llvm.floor", self.reckon("fmul", 100.0, amount) + 0.5000001) / 100.0

    def cents_up(self, amount: Any) -> Wire:
        """As `helpers.cents_up`."""
        return self._rounded("llvm.ceil", self.reckon("fmul", 100.0, amount) - 0.0000001) / 100.0

    def _rounded(self, name: str, amount: Wire) -> Wire:
        full = f"{name}.f64" if self.lanes == 1 else f"{name}.v{self.lanes}f64"
        module = self.function.module
        rounding = module.globals.get(full) or ir.Function(module, ir.FunctionType(self.kind, [self.kind]), full)
        return Wire(self, self.builder.call(rounding, [self.amount(amount)]))

    def guarded(self, flag: Any, work: Callable[[], Any]) -> Any:
        """A record worked out only where a lane needs it, and 0 in the lanes that do not."""
        builder, wanted = self.builder, self.flag(flag)
        needed = wanted if self.lanes == 1 else self._any(wanted)
        before = builder.block
        with builder.if_then(needed):
            record = work()
            inner = [builder.select(wanted, self.amount(number), self.constant(0.0)) for number in record]
            within = builder.block
        outer = []
        for value in inner:
            joined = builder.phi(self.kind)
            joined.add_incoming(self.constant(0.0), before)
            joined.add_incoming(value, within)
            outer.append(Wire(self, joined))
        return type(record)(*outer)

    def _any(self, flags: ir.Value) -> ir.Value:
        together = ir.IntType(self.lanes)
        return self.builder.icmp_unsigned("!=", self.builder.bitcast(flags, together), ir.Constant(together, 0))

    def loaded(self, record: type[Any], shape: Shape, argument: int) -> tuple[Any, dict[str, Wire]]:
        """A record read from an argument, and its wires by name."""
        names = lines.names(record, shape)
        wires = [Wire(self, self._at(argument, place, load=True)) for place in range(len(names))]
        return lines.build(record, shape, iter(wires)), dict(zip(names, wires, strict=True))

    def store(self, record: Any, argument: int, wanted: list[bool] | None = None) -> None:
        """Write a record's numbers into an argument, all or those wanted, each as soon as it is known.

        Held until the end, thousands of numbers would be too many for the registers, and LLVM would take twice as long.
        """
        for place, number in enumerate(lines.numbers_of(record)):
            if wanted is None or wanted[place]:
                value = self.amount(number)
                self._at(argument, place, value)
                known = isinstance(value, ir.Instruction) and not isinstance(value, ir.PhiInstr)
                if known:
                    block = self.builder.block.instructions
                    self.stored.setdefault(value, []).extend(block[-2:])
                    del block[-2:]

    def finish(self) -> None:
        """End the function, every store in its place."""
        self.builder.ret_void()
        for block in self.function.blocks:
            block.instructions = [
                one for instruction in block.instructions for one in (instruction, *self.stored.get(instruction, ()))
            ]

    def _at(self, argument: int, place: int, value: ir.Value | None = None, *, load: bool = False) -> ir.Value:
        spot = self.builder.gep(self.function.args[argument], [ir.Constant(WHOLE, place)], inbounds=True)
        return self.builder.load(spot, align=BYTES) if load else self.builder.store(value, spot, align=BYTES)


def write_month(module: ir.Module, shape: Shape, lanes: int, *, whole: bool) -> tuple[ir.Function, list[bool] | None]:
    """One month and the outcome after it; and which lines of a month are kept: all, or those the next month reads."""
    writer = Writer(module, "month", 8, lanes)
    space = played(shape, writer.helpers, writer.guarded)
    records = (Terms, Start, Drivers, Clock, Month)
    read = [writer.loaded(record, shape, place) for place, record in enumerate(records)]
    so_far, _ = writer.loaded(Outcome, shape, 6)
    terms, opened, drivers, clock, then = (record for record, _ in read)
    now = space["month"](terms, opened, drivers, clock, then)
    writer.store(space["watch"](terms, now, clock, so_far), 7)
    wanted = None if whole else [wire.read for wire in read[4][1].values()]
    writer.store(now, 5, wanted)
    writer.finish()
    return writer.function, wanted


def write_opening(module: ir.Module, shape: Shape, lanes: int, wanted: list[bool] | None) -> ir.Function:
    """The closing day, month 0 and the outcome after it."""
    writer = Writer(module, "opening", 5, lanes)
    space = played(shape, writer.helpers, writer.guarded)
    terms, _ = writer.loaded(Terms, shape, 0)
    clock, _ = writer.loaded(Clock, shape, 1)
    opened = space["close"](terms)
    now = space["begin"](terms, opened, clock)
    writer.store(opened, 2)
    writer.store(now, 3, wanted)
    writer.store(space["foresee"](opened, now, terms), 4)
    writer.finish()
    return writer.function
