"""The figures of a scenario that can be sought: how much of each the business can carry."""

from typing import Literal, get_args

Target = Literal["price", "seller_note", "member_share", "standby"]
TARGETS: tuple[Target, ...] = get_args(Target)
