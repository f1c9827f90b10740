"""What is sold in the eyes of the law, by form of business and of deal, and the tax that the business itself owes.

Shares of a corporation, interests in a partnership (part of the gain is ordinary, 26 U.S.C. 751), single assets, or
all assets of a C corporation, which is taxed before its owner (11, 331).
"""

from collections.abc import Callable
from typing import Any, Literal

from planner.model.helpers import cents, least, most, ratio
from planner.places import Rules
from planner.scenario import Owner
from planner.seller.records import BuiltIn, Choice, Entity, Gain, Gained, NonCompete, Sale, Sold

Kind = Literal["assets", "corporation", "interests", "shares", "dividend"]
PASSED_THROUGH = ("s_corporation", "partnership")  # gain in the assets adds to what the owner's shares cost


def taxed_as(owner: Owner, sale: Sale, choice: Choice) -> Kind:
    """What the seller's tax takes the sale to be."""
    if choice.dividend:
        return "dividend"
    if sale.form == "assets":
        return "corporation" if owner.entity == "c_corporation" else "assets"
    if choice.election or owner.entity == "sole_owner":  # an LLC of one owner is no body of its own for tax
        return "assets"
    return "interests" if owner.entity == "partnership" else "shares"


def assets_basis(sale: Sale) -> float:
    """Tax basis of all assets: as told, or the owner's, which is less what is owed, with all that is owed.

    The same whatever form the sale takes, so that one business has one gain.
    """
    return sale.basis + sale.owed if sale.assets_basis is None else sale.assets_basis


def promised_not_to(sale: Sale) -> NonCompete:
    """What of the price is paid for the seller's own promise not to compete: first of the cash, then of the note.

    It is the person's, not the corporation's, and nothing that is sold: ordinary income as it is received. Sources:
    Rev. Rul. 69-643; Levinson v. Commissioner, 45 T.C. 380 (1966); Muskat v. United States, 554 F.3d 183 (1st Cir.
    2009).
    """
    cash = least(sale.non_compete, sale.cash_at_closing)
    note = least(sale.non_compete - cash, sale.note_face)
    return NonCompete(cash=cash, note=note, fraction=ratio(note, sale.note_face))


def without_promise(sale: Sale, promise: NonCompete) -> Sale:
    """The sale of the business alone."""
    return sale._replace(cash_at_closing=sale.cash_at_closing - promise.cash, note_face=sale.note_face - promise.note)


def of_assets(owner: Owner, sale: Sale) -> Sold:
    """Every asset for itself; all that is owed and is paid off or taken over is part of the price (26 CFR 1.1001-2).

    What the buyer takes over is qualifying indebtedness, bills of the trade among it (26 CFR 15a.453-1(b)(2)(iv)).
    The gain of an S corporation or a partnership adds to its owner's basis; where both bases are told, what the shares
    cost beyond the assets' basis is lost or gained when it is wound up (26 U.S.C. 331, 1367; 705, 731).
    """
    outside = owner.entity in PASSED_THROUGH
    return Sold(
        cash=sale.cash_at_closing,
        note=sale.note_face,
        debt_paid_off=sale.debt_paid_off,
        debt_assumed=sale.debt_assumed + sale.liabilities_assumed,
        basis=sale.basis + sale.owed if outside else assets_basis(sale),
        ordinary=sale.recapture + sale.inventory_gain + sale.receivables_gain,
        unrecaptured=least(sale.property_gain, sale.property_depreciation),
        dividend=0.0,
        tax_held_back=0.0,
        selling_costs=sale.selling_costs,
    )


def of_interests(sale: Sale) -> Sold:
    """A partner's interest: ordinary income in receivables, inventory and equipment (751), 25 % in real property.

    The partner's share of debt is on both sides (752(d)): left out of the price as of the basis.
    """
    return Sold(
        cash=sale.cash_at_closing,
        note=sale.note_face,
        debt_paid_off=0.0,
        debt_assumed=0.0,
        basis=sale.basis,
        ordinary=sale.recapture + sale.inventory_gain + sale.receivables_gain,
        unrecaptured=least(sale.property_gain, sale.property_depreciation),
        dividend=0.0,
        tax_held_back=0.0,
        selling_costs=sale.selling_costs,
    )


def of_shares(sale: Sale, tax_held_back: float) -> Sold:
    """Shares: all gain is of one kind; the corporation's own tax on its assets comes off what they bring."""
    return Sold(
        cash=sale.cash_at_closing,
        note=sale.note_face,
        debt_paid_off=0.0,
        debt_assumed=0.0,
        basis=sale.basis,
        ordinary=0.0,
        unrecaptured=0.0,
        dividend=0.0,
        tax_held_back=tax_held_back,
        selling_costs=sale.selling_costs,
    )


def of_dividend(owner: Owner, sale: Sale) -> Sold:
    """A buyout that is no sale: a dividend up to the earnings and profits, then basis, then gain (301(c), 302(d)).

    The note counts in full in the year of the buyout. An S corporation that never was a C corporation has no such
    earnings; of one that was, what it pays comes first out of its accumulated adjustments account, which is no
    dividend, then out of those earnings, then against the basis again (1368(c)). An account that is not told is taken
    as empty.
    """
    price = sale.cash_at_closing + sale.note_face
    earnings = owner.assets.earnings
    if owner.entity != "s_corporation":
        return of_shares(sale, 0.0)._replace(dividend=price if earnings is None else least(price, earnings))
    account = owner.assets.adjustments_account
    before = 0.0 if account is None else account
    dividend = 0.0 if earnings is None else least(most(0.0, price - before), earnings)
    return of_shares(sale, 0.0)._replace(dividend=dividend)


def corporate(sale: Sale, basis: float, federal: float, state: float) -> Entity:
    """A C corporation's tax on the gain in all its assets, due in full at once. 26 U.S.C. 11(b), 336, 453B(a).

    What it owes and the buyer takes over is part of the price (26 CFR 1.1001-2).
    """
    price = sale.cash_at_closing + sale.note_face + sale.owed
    gain = most(0.0, price - sale.selling_costs - basis)
    rate = federal * (1.0 - state) + state
    return Entity(basis=basis, gain=gain, rate=rate, tax=cents(gain * rate))


def built_in(then: BuiltIn, gained: Gained, rate: float) -> BuiltIn:
    """A year's tax on built-in gain, as the gain is recognised; it comes off the owner's gain (1374, 1366(f)(2))."""
    recognised = gained.gain + gained.recapture
    recognised_so_far = then.recognised_so_far + recognised
    tax_so_far = cents(rate * least(then.limit, recognised_so_far))
    tax = cents(tax_so_far - then.tax_so_far)
    return BuiltIn(
        limit=then.limit,
        recognised_so_far=recognised_so_far,
        tax_so_far=tax_so_far,
        tax=tax,
        of_recapture=cents(tax * ratio(gained.recapture, recognised)),
    )


def built_in_limit(owner: Owner, sale: Sale, gain: Gain) -> BuiltIn:
    """The most gain that is taxed: what was built in, and no more than the assets bring now."""
    now = most(0.0, gain.selling_price - assets_basis(sale))
    told = owner.assets.built_in_gain
    return BuiltIn(now if told is None else least(told, now), 0.0, 0.0, 0.0, 0.0)


def has_built_in(owner: Owner, sale: Sale, kind: Kind, law: Rules) -> bool:
    """Whether an S corporation sells assets within the years in which it is taxed itself (1374(d)(7))."""
    since = owner.assets.first_s_year
    if owner.entity != "s_corporation" or kind != "assets" or since is None:
        return False
    return since <= sale.closing_year < since + law.value("seller.built_in_years")


STAGES: list[Callable[..., Any]] = [
    assets_basis,
    promised_not_to,
    without_promise,
    of_assets,
    of_interests,
    of_shares,
    of_dividend,
    corporate,
    built_in,
    built_in_limit,
]
