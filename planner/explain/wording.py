"""From a tree to words and figures: the same tree read twice, once with names and once with numbers.

Rounding to the cent is left out, a choice reads "a if ..., otherwise b", a long sum of alike terms is said once.
"""

from typing import NamedTuple

from planner.explain.cells import Address
from planner.model.trace import Cell, references, value
from planner.words import keys, say
from planner.words.formats import is_no_limit, listed, percent

BELOW = {"+": 1, "-": 1, "*": 2, "/": 2, "ratio": 2}
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "ratio": "÷"}
COMPARED = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}
LOOSE, TIGHT = -1, 9  # how close what stands around holds on: a phrase within a formula gets brackets
ALIKE = 4  # terms of a sum that are said once
LISTED = 12  # terms of a sum that are written out
WHOLE = 1e15  # beyond it floats are no longer whole
DECIMALS = 6


class Known(NamedTuple):
    """What the words need to know of a figure."""

    label: str
    timed: str  # with its time, where that is another than of the figure explained
    general: str  # without which of several it is
    when: str
    value: float
    unit: str


class Wording:
    """One tree, put into words or figures."""

    def __init__(self, known: dict[Address, Known], language: str, unit: str = "money") -> None:
        self.known, self.language, self.unit = known, language, unit
        self.in_figures = False

    def words(self, tree: Cell) -> str:
        """With names."""
        self.in_figures = False
        return _capital(self._told(tree, LOOSE))

    def figures(self, tree: Cell) -> str:
        """With numbers."""
        self.in_figures = True
        return _capital(self._told(tree, LOOSE))

    def formula(self, tree: Cell) -> str:
        """With names, as a term of something larger."""
        return self._told(tree, BELOW["+"])

    def _say(self, key: str, **values: str) -> str:
        return say(f"explain.{key}", self.language, **values)

    def _told(self, cell: Cell, hold: int) -> str:
        cell = _unrounded(cell)
        if cell.op == "number":
            return figure(cell.args[0], "plain", self.language)
        if cell.op == "line":
            return self._line(cell.args, hold)
        choice = cell if cell.op == "where" else self._as_choice(cell) if cell.op == "*" else None
        if choice is not None:
            return self._choice(choice, hold)
        if cell.op in BELOW:
            return self._sum(cell, hold) or self._formula(cell, hold)
        if cell.op in COMPARED:
            return self._condition(cell)
        text = self._extreme(cell) if cell.op in ("most", "least") else self._helper(cell)
        return text if hold == LOOSE else f"({text})"

    def _line(self, address: Address, hold: int) -> str:
        known = self.known[address]
        if not self.in_figures:
            return known.timed
        text = figure(known.value, "plain" if known.unit == "flag" else known.unit, self.language)
        return f"({text})" if text.startswith("−") and hold > 1 else text

    def _formula(self, cell: Cell, hold: int) -> str:
        own = BELOW[cell.op]
        left = self._told(cell.args[0], own)
        right = self._told(cell.args[1], own + (SIGNS[cell.op] in "−÷"))
        text = f"{left} {SIGNS[cell.op]} {right}"
        return f"({text})" if own < hold else text

    def _helper(self, cell: Cell) -> str:
        args = [self._told(arg, TIGHT) for arg in cell.args]
        return self._say(cell.op, **dict(zip("abc", args, strict=False)))

    def _choice(self, cell: Cell, hold: int) -> str:
        """In figures, only what was chosen."""
        condition, chosen, otherwise = cell.args
        if self.in_figures:
            holds = value(condition, lambda *address: self.known[address].value)
            return self._branch(chosen if holds else otherwise, hold)
        text = self._say(
            "where", a=self._condition(condition), b=self._branch(chosen, 0), c=self._branch(otherwise, LOOSE)
        )
        return text if hold == LOOSE else f"({text})"

    def _branch(self, cell: Cell, hold: int) -> str:
        """What is chosen; of a flag, yes or no."""
        is_flag = self.unit == "flag" and cell.op == "number"
        return figure(cell.args[0], "flag", self.language) if is_flag else self._told(cell, hold)

    def _as_choice(self, cell: Cell) -> Cell | None:
        """A product with a flag: something, or nothing."""
        for flag, other in (cell.args, cell.args[::-1]):
            if flag.op == "line" and self.known[flag.args].unit == "flag":
                return Cell("where", flag, other, Cell("number", 0.0))
        return None

    def _extreme(self, cell: Cell) -> str:
        args = _flat(cell, cell.op)
        of_time = self._alike(args)
        if of_time and not self.in_figures:
            return self._say(f"{cell.op}_over", **of_time)
        floor = next((arg for arg in args if arg.op == "number" and not arg.args[0]), None)
        if len(args) == 2 and floor is not None and cell.op == "most":  # noqa: PLR2004  (nothing but a floor of 0)
            other = next(arg for arg in args if arg is not floor)
            return self._say("not_negative", a=self._told(other, TIGHT if _is_phrase(other) else 0))
        told = [self._told(arg, TIGHT) for arg in args]
        if len(told) == 2:  # noqa: PLR2004  (of two, the larger; of more, the largest)
            return self._say(cell.op, a=told[0], b=told[1])
        if len(told) > LISTED and self.in_figures:
            told = [*told[:2], self._say("more", number=str(len(told) - 3)), told[-1]]
        return self._say(f"{cell.op}_of_all", all=listed(told, language=self.language))

    def _sum(self, cell: Cell, hold: int) -> str:
        """A long sum, said once; empty where it is no long sum."""
        terms = _flat(cell, "+")
        if len(terms) < ALIKE:
            return ""
        if self.in_figures:
            if len(terms) <= LISTED:
                return ""
            told = [self._told(term, 1) for term in (terms[0], terms[1], terms[-1])]
            text = f"{told[0]} + {told[1]} + … + {told[2]}"
            return f"({text})" if hold > 1 else text
        of_time = self._alike(terms)
        if of_time:
            text = self._say("sum_over", **of_time)
        elif len({self.known[term.args].general if term.op == "line" else None for term in terms}) == 1 and all(
            term.op == "line" for term in terms
        ):
            text = self._say("sum_of_all", a=self.known[terms[0].args].general, number=str(len(terms)))
        elif len(terms) > LISTED:
            text = self._say("sum_of_parts", number=str(len(terms)))
        else:
            return ""
        return text if hold == LOOSE else f"({text})"

    def _alike(self, terms: list[Cell]) -> dict[str, str]:
        """What terms are that differ only in their time: what, from when to when."""
        if len(terms) < ALIKE - 1:
            return {}
        forms = {_form(term) for term in terms}
        firsts = [next(references(term), None) for term in (terms[0], terms[-1])]
        if len(forms) > 1 or None in firsts:
            return {}
        first, last = (self.known[one].when for one in firsts)  # type: ignore[index]
        timeless = {address: one._replace(timed=one.label) for address, one in self.known.items()}
        what = Wording(timeless, self.language).formula(terms[0])
        return {"a": what, "first": first, "last": last} if first != last else {}

    def _condition(self, cell: Cell) -> str:
        cell = _unrounded(cell)
        if cell.op in COMPARED:
            left, right = (self._told(arg, 1) for arg in cell.args)
            return self._say(COMPARED[cell.op], a=left, b=right)
        if cell.op == "where":
            return self._joined_conditions(cell)
        if cell.op != "line":
            return self._say("not_zero", a=self._told(cell, 1))
        known = self.known[cell.args]
        place, name, _ = cell.args
        key = f"explain.flag.{place}.{'.'.join(part for part in name.split('.') if not part.isdigit())}"
        return say(key, self.language) if key in keys(self.language) else self._say("not_zero", a=known.timed)

    def _joined_conditions(self, cell: Cell) -> str:
        condition, then, otherwise = cell.args
        first = self._condition(condition)
        if _is_number(otherwise, 0.0):
            return first if _is_number(then, 1.0) else self._say("both", a=first, b=self._condition(then))
        if _is_number(then, 0.0):
            return self._say("neither", a=first, b=self._condition(otherwise))
        if _is_number(then, 1.0):
            return self._say("either", a=first, b=self._condition(otherwise))
        return self._say("not_zero", a=self._told(cell, TIGHT))


def figure(amount: float, unit: str, language: str = "en") -> str:
    """A number as a person reads it: cents only where there are any, rates per hundred, flags as yes and no."""
    if unit == "flag":
        return say("explain.yes" if amount else "explain.no", language)
    if is_no_limit(amount):
        return say("formats.no_limit", language)
    if unit == "fraction":
        return percent(amount, language=language, decimals=4).replace("-", "−")
    if unit == "times":
        return say("formats.times", language, amount=_digits(amount, 4))
    if unit == "money":
        cents = round(amount, 2)
        return _digits(cents, 0 if cents == int(cents) else 2, trimmed=False)
    return _digits(amount, 2 if abs(amount) >= 100 else DECIMALS)  # noqa: PLR2004  (small numbers keep their digits)


def _digits(amount: float, decimals: int, *, trimmed: bool = True) -> str:
    digits = f"{abs(amount):,.{0 if abs(amount) >= WHOLE else decimals}f}"
    if trimmed and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"−{digits}" if amount < 0 and digits.strip("0.,") else digits


def _unrounded(cell: Cell) -> Cell:
    """Without rounding: to the cent, or to a few places as cents(100 x) / 100."""
    if cell.op == "cents":
        return _unrounded(cell.args[0])
    if cell.op == "/" and cell.args[0].op == "cents" and cell.args[0].args[0].op == "*":
        by, scaled = cell.args[1], cell.args[0].args[0]
        places = next((place for place in (0, 1) if _same_number(scaled.args[place], by)), None)
        if places is not None:
            return _unrounded(scaled.args[1 - places])
    return cell


def _same_number(one: Cell, other: Cell) -> bool:
    return one.op == other.op == "number" and one.args == other.args


def _is_number(cell: Cell, expected: float) -> bool:
    return cell.op == "number" and bool(cell.args[0] == expected)


def _is_phrase(cell: Cell) -> bool:
    return _unrounded(cell).op in ("where", "most", "least", "annuity", "cents_up")


def _flat(cell: Cell, op: str) -> list[Cell]:
    """The terms of a sum, or of a least of several, from left to right."""
    cell = _unrounded(cell)
    if cell.op != op:
        return [cell]
    if op == "+":
        return [*_flat(cell.args[0], op), _unrounded(cell.args[1])]
    return [one for arg in cell.args for one in _flat(arg, op)]


def _form(cell: Cell) -> str:
    """A tree without its times."""
    if cell.op == "number":
        return str(cell.args[0])
    if cell.op == "line":
        return f"{cell.args[0]}.{cell.args[1]}"
    return f"{cell.op}({','.join(map(_form, cell.args))})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
