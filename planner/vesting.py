"""What part of an account, and of the share if the bylaws say so, is paid to a member who leaves after some years."""

import numpy as np
import numpy.typing as npt

from planner.model.calendar import MONTHS_A_YEAR
from planner.scenario import Coop

Numbers = npt.NDArray[np.float64]


def vested(coop: Coop, months: int) -> float:
    """The part paid after so many months as a member; before the first row nothing, without rows all of it."""
    reached = [row.fraction for row in coop.vesting if months >= row.years * MONTHS_A_YEAR]
    return (reached[-1] if reached else 0.0) if coop.vesting else 1.0


def unvested(coop: Coop, months: int) -> Numbers:
    """The part that is kept back, by months as a member from 0 on."""
    return np.array([1.0 - vested(coop, month) for month in range(months)])
