"""What the law's tests of a payment to members and investors are made of."""

from typing import NamedTuple


class Soon(NamedTuple):
    """What one loan asks for at its end, if that comes within a year."""

    balloon: float


class Lawful(NamedTuple):
    """What may lawfully be paid out of members' and investors' capital this month."""

    falling_soon: float  # balloons within a year
    earned: float  # of a year, after tax and capital spending
    service: float  # of a year, as promised
    as_due: float  # left once debts of a year are paid
    book: float  # left of the books after debts and preferred shares
    value: float  # of the business, debts and cash aside
    fair: float  # left of its fair value
    sheet: float  # left by the test of the place
    not_as_due: float  # flag: barred, since debts could not be paid as they fall due
    not_by_sheet: float  # flag: barred, since too little is left
    room: float
