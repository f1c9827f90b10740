"""The whole model run through a reader's own helpers: on cells, or as machine code, in place of numbers."""

from collections.abc import Callable
from typing import Any

from planner.model import month
from planner.model.one import ORCHESTRA
from planner.model.stages import STAGES
from planner.model.terms import Shape
from planner.model.writing import define, rewire, write_out


def played(shape: Shape, helpers: dict[str, Any], guarded: Callable[..., Any]) -> dict[str, Any]:
    """Every stage and orchestrating function by name, written out for a shape.

    `guarded(flag, work)` is called for a record that is worked out only where a flag holds.
    """
    made = rewire(STAGES, lambda _name, function: function, helpers)
    space = {**month.MEANING, **made, "guarded": guarded}
    for function in ORCHESTRA:
        name = function.__name__
        space[name] = define(write_out(function, shape), name, space)
    return space
