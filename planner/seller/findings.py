"""What must be said of the seller's cash and tax: what is assumed, what hangs on facts, what is not worked out."""

from collections.abc import Iterator
from datetime import date

from planner.model.calendar import month_of
from planner.places import Rules
from planner.places.states import StateIncome, state_findings
from planner.scenario import Owner
from planner.seller import contingent, kingdom_told, rollover, small_stock
from planner.seller.alone import LONG_TERM_YEARS, is_short
from planner.seller.entity import taxed_as
from planner.seller.later import owner_of
from planner.seller.records import Choice, Deferred, LaterWorked, Sale, Worked
from planner.words import Sentence, sentence
from planner.words.formats import figure, money, percent
from planner.words.formats import month_of as month_in_words

CENT = 0.005
FIRST_LATER = 2  # the number of the first later closing, as pages count them


def findings(owner: Owner, worked: Worked, rules: Rules) -> tuple[Sentence, ...]:
    """In the order of the sale: what is taxed and by whom, the note, what is put off or left out."""
    if worked.kingdom is not None:
        return (*kingdom_told.findings(owner, worked, worked.kingdom, rules), *_rent(worked))
    return (
        *_tax(owner, worked, rules),
        *_form(owner, worked),
        *_held(owner, worked, rules),
        *_entity(owner, worked),
        *_note(worked, rules),
        *_relief(owner, worked, rules),
        *_stages(owner, worked, rules),
        *_rent(worked),
    )


def _tax(owner: Owner, worked: Worked, rules: Rules) -> Iterator[Sentence]:
    yield sentence("seller.simple_form")
    yield from _until(owner, worked.sale)
    if worked.sale.selling_costs > 0:
        yield sentence("seller.selling_costs", amount=money(worked.sale.selling_costs))
    if worked.sale.non_compete > 0:
        yield sentence("seller.non_compete", amount=money(worked.sale.non_compete))
    first = worked.records[0]
    law = rules.at(date(first.year, 12, 31))
    told = first.state_income or StateIncome()
    yield from state_findings(owner.state, told, law, owner.filing, owner.state_rate)
    loss = worked.sold.basis - worked.before.realised
    if loss > 0 and not worked.choice.dividend:
        yield sentence("seller.loss", loss=money(loss))


def _until(owner: Owner, sale: Sale) -> Iterator[Sentence]:
    """What of the year of sale is taxed whether the business is sold or not."""
    profit = sale.dividend_before if owner.entity == "c_corporation" else sale.profit_before
    if not sale.tells_until or not (profit or sale.pay_before):
        return
    kind = "dividend" if owner.entity == "c_corporation" else "profit" if profit >= 0 else "loss"
    told = {"profit": money(abs(profit)), "pay": money(sale.pay_before)}
    yield sentence(f"seller.until.{kind}", year=sale.closing_year, **told)


def _form(owner: Owner, worked: Worked) -> Iterator[Sentence]:
    sale = worked.sale
    if sale.form == "shares_election" and owner.entity in ("c_corporation", "partnership"):
        yield sentence("seller.election_form")
    if sale.form != "assets" and owner.entity == "partnership":
        yield sentence("seller.buyout_of_partner" if sale.form == "buyout" else "seller.partnership_interests")
    if sale.form != "assets" and owner.entity == "sole_owner":
        yield sentence("seller.no_shares")
    if sale.form == "buyout" and owner.entity in ("c_corporation", "s_corporation"):
        told = {"amount": money(worked.sold.dividend), "basis": money(sale.basis)}
        yield from _adjustments(owner, worked)
        if worked.choice.dividend and sale.is_sale == "unknown":
            yield sentence("seller.maybe_dividend", **told)
        elif worked.choice.dividend:
            yield sentence("seller.dividend", **told)


def _adjustments(owner: Owner, worked: Worked) -> Iterator[Sentence]:
    """What of an S corporation's payment is a dividend, and that its account is not known."""
    if owner.entity != "s_corporation" or not worked.choice.dividend or not owner.assets.earnings:
        return
    account, dividend = owner.assets.adjustments_account, money(worked.sold.dividend)
    if account is None:
        yield sentence("seller.adjustments_unknown", dividend=dividend)
    else:
        yield sentence("seller.adjustments", account=money(account), dividend=dividend)


def _held(owner: Owner, worked: Worked, rules: Rules) -> Iterator[Sentence]:
    """How long what is sold was held, and what of its gain is investment income of an owner who works there."""
    years = worked.sale.years_held
    kind = taxed_as(owner, worked.sale, worked.choice)
    if years is not None and is_short(owner, worked.sale, kind, rules):
        least = rules.at(date(worked.sale.closing_year, 12, 31)).value(LONG_TERM_YEARS)
        yield sentence("seller.short_term", years=figure(years, decimals=1), least=figure(least))
    if owner.entity != "c_corporation" and owner.participates:
        if owner.idle_gain:
            yield sentence("seller.idle", part=percent(owner.idle_gain))
        else:
            yield sentence("seller.idle_none")


def _entity(owner: Owner, worked: Worked) -> Iterator[Sentence]:
    own = worked.entity
    if own is not None:
        yield sentence("seller.taxed_twice", tax=money(own.tax), rate=percent(own.rate, decimals=1))
        if own.tax > worked.sale.cash_at_closing:
            yield sentence("seller.entity_tax_above_cash", missing=money(own.tax - worked.sale.cash_at_closing))
    built_in = worked.records[-1].built_in
    if built_in is not None:
        yield sentence("seller.built_in", tax=money(built_in.tax_so_far), limit=money(built_in.limit))
    if worked.sale.receivables_gain > 0 and worked.sold.ordinary > 0:
        yield sentence("seller.cash_method", amount=money(worked.sale.receivables_gain))
    if owner.entity != "c_corporation" and not owner.participates:
        yield sentence("seller.passive_owner")


def _note(worked: Worked, rules: Rules) -> Iterator[Sentence]:
    limit = rules.value("seller.cash_method_note") if worked.imputed else 0.0
    for one, note in zip(worked.imputed, worked.sale.notes or (None,), strict=False):
        name = note.name if note else sentence("seller.the_note").said()
        if one.interest > 0:
            yield sentence(
                "seller.imputed",
                name=name,
                rate=percent(one.least_rate),
                life=figure(one.term, decimals=1),
                face=money(one.face),
                principal=money(one.principal),
                interest=money(one.interest),
            )
        put_off = one.interest > 0 or (note is not None and note.adds)
        if put_off and one.principal > limit:
            yield sentence("seller.accrued_interest", name=name, limit=money(limit))
        if note is not None and note.adjusts is not None:
            yield sentence("seller.floating", name=name)
    if worked.sale.earn_out:
        yield _earn_out(worked)
    charges = [record.charge for record in worked.records]
    charges += [record.charge for one in worked.later for record in one.records]
    charged = sum(one.charge for one in charges if one)
    if charged > 0:
        yield sentence(
            "seller.interest_charge", amount=money(charged), threshold=money(rules.value("seller.charge_note"))
        )
    yield from _unpaid(worked)


def _earn_out(worked: Worked) -> Sentence:
    """How the basis is set against a price that is not yet known."""
    kind = contingent.kind_of(worked.sale)
    last = contingent.last_year(worked.sale, kind)
    if kind == "maximum":
        return sentence("seller.earn_out_maximum", more=money(worked.instalments.most_more), year=last)
    years = last - contingent.first_year(worked.sale) + 1
    return sentence("seller.earn_out_period", years=years) if kind == "period" else sentence("seller.earn_out")


def _unpaid(worked: Worked) -> Iterator[Sentence]:
    """What of the note is never paid within the plan, and what that would mean for tax."""
    last = worked.records[-1]
    unpaid = worked.sold.note - last.received.principal_so_far
    if unpaid < CENT:
        return
    yield sentence("seller.note_unpaid", amount=money(unpaid), year=last.year)
    untaxed = worked.instalments.gross_profit - last.gained.gain_so_far
    lost = unpaid - min(unpaid, max(0.0, untaxed))
    yield sentence("seller.note_lost", amount=money(unpaid), loss=money(lost))


def _relief(owner: Owner, worked: Worked, rules: Rules) -> Iterator[Sentence]:
    choice, sale = worked.choice, worked.sale
    if worked.exclusion is not None:
        yield sentence(
            "seller.excluded",
            amount=money(worked.exclusion.excluded),
            part=percent(worked.exclusion.fraction),
            cap=money(worked.exclusion.cap),
        )
        yield from _cap_of_old(owner, sale, rules)
    elif owner.small_stock.claimed:
        yield sentence("seller.not_excluded", why=small_stock.verdict(owner, sale, rules)[1].said())
    if worked.rollover is not None:
        yield from _rollover(owner, sale, worked.rollover, rules)
    elif owner.rollover.elected and not choice.rollover:
        yield sentence("seller.not_deferred", why=rollover.verdict(owner, sale, rules)[1].said())


def _cap_of_old(owner: Owner, sale: Sale, rules: Rules) -> Iterator[Sentence]:
    """That the cap of newer stock is the figure of a time before the sale; that of older stock never changes."""
    name = small_stock.cap_name(owner)
    if len(rules.at(owner.small_stock.acquired).rows(small_stock.TIERS)) == 1:
        return
    cap = rules.at(date(sale.closing_year, sale.closing_month, 1)).rule(name)
    if cap.late and cap.known_until:
        told = {"cap": money(rules.at(owner.small_stock.acquired).value(name)), "until": str(cap.known_until.year)}
        yield sentence("seller.cap_of_old", year=sale.closing_year, **told)


def _rollover(owner: Owner, sale: Sale, rolled: Deferred, rules: Rules) -> Iterator[Sentence]:
    law = rules.at(date(sale.closing_year, sale.closing_month, 1))
    yield sentence(
        "seller.deferred",
        amount=money(rolled.deferred),
        cost=money(rolled.property_cost),
        basis=money(rolled.property_basis),
        tax=money(rolled.tax_later),
    )
    first, last = (
        _month(sale, months)
        for months in (-int(law.value("seller.rollover_window_before")), int(law.value(rollover.WINDOW_AFTER)))
    )
    yield sentence(
        "seller.window",
        first=first,
        last=last,
        active=percent(law.value("seller.rollover_active")),
        passive=percent(law.value("seller.rollover_passive")),
    )
    if rolled.gap > 0:
        yield sentence(
            "seller.gap", needed=money(rolled.property_cost), received=money(rolled.received), gap=money(rolled.gap)
        )
    if sale.form == "shares_merged":
        yield sentence("seller.merged_too_soon")
    if owner.entity == "s_corporation":
        yield sentence("seller.s_corporation_part", electable=money(rolled.electable))


def _rent(worked: Worked) -> Iterator[Sentence]:
    """Rent of property that the owner keeps, and that it is no part of what the sale brings."""
    let = [year.year for year in worked.years if year.rent]
    if let:
        yield sentence("seller.rent", rent=money(worked.totals.rent), first=str(let[0]), last=str(let[-1]))


def _stages(owner: Owner, worked: Worked, rules: Rules) -> Iterator[Sentence]:
    """How later closings and dividends are taxed."""
    if not worked.sale.in_stages:
        return
    totals = worked.totals
    received = money(totals.later_cash + totals.later_principal)
    yield sentence("seller.later", received=received, gain=money(totals.later_gain), dividends=money(totals.dividends))
    if owner.entity == "s_corporation":
        yield sentence("seller.later_s")
    for number, one in enumerate(worked.later, FIRST_LATER):
        yield from _later(owner, worked.choice, (number, one), rules)


def _later(owner: Owner, choice: Choice, told: tuple[int, LaterWorked], rules: Rules) -> Iterator[Sentence]:
    """One later closing: its notes, what is put off or left out of its gain, and why it is not."""
    number, one = told
    for found, note in zip(one.imputed, one.sale.notes, strict=True):
        if found.interest > 0:
            values = {"name": note.name, "rate": percent(found.least_rate), "interest": money(found.interest)}
            yield sentence("seller.later_imputed", number=number, face=money(found.face), **values)
    yield from _later_unpaid(number, one)
    if one.exclusion is not None:
        amount, cap = money(one.exclusion.excluded), money(one.exclusion.cap)
        yield sentence("seller.later_excluded", number=number, amount=amount, cap=cap)
    elif choice.later_small_stock != "no":
        why = small_stock.verdict(owner, one.sale, rules)[1].said()
        yield sentence("seller.later_not_excluded", number=number, why=why)
    if one.rollover is not None:
        values = {name: money(getattr(one.rollover, name)) for name in ("deferred", "property_cost", "gap")}
        yield sentence("seller.later_deferred", number=number, **values)
    elif choice.later_rollover != "no":
        why = rollover.verdict(owner_of(owner), one.sale, rules)[1].said()
        yield sentence("seller.later_not_deferred", number=number, why=why)


def _later_unpaid(number: int, one: LaterWorked) -> Iterator[Sentence]:
    """What of its notes is never paid within the plan: all of it, where a late closing leaves no month for them."""
    paid = one.records[-1].received.principal_so_far if one.records else 0.0
    unpaid = one.sold.note - paid
    if unpaid < CENT:
        return
    gained = one.records[-1].gained.gain_so_far if one.records else 0.0
    left = money(max(0.0, one.instalments.gross_profit - gained) if one.choice.instalments else 0.0)
    how = "some" if paid > 0 else "nothing"
    yield sentence(f"seller.later_unpaid.{how}", number=number, amount=money(unpaid), gain=left)


def _month(sale: Sale, months: int) -> str:
    """The month so many months after closing."""
    year, month = month_of(date(sale.closing_year, sale.closing_month, 1), months)
    return month_in_words(date(year, month, 1))


def planned(owner: Owner, sale: Sale, rules: Rules) -> Choice:
    """What the seller elects, where the law lets it; what is not certain is not counted on."""
    of_corporation = owner.entity in ("c_corporation", "s_corporation")
    dividend = sale.form == "buyout" and sale.is_sale != "yes" and of_corporation
    return Choice(
        instalments=owner.instalments,
        rollover=owner.rollover.elected and not dividend and rollover.verdict(owner, sale, rules)[0] == "yes",
        small_stock=owner.small_stock.claimed and not dividend and small_stock.verdict(owner, sale, rules)[0] == "yes",
        election=sale.form == "shares_election" and owner.entity == "s_corporation",
        dividend=dividend,
        later_rollover="yes" if owner.rollover.elected and sale.later else "no",
        later_small_stock="yes" if owner.small_stock.claimed and sale.later else "no",
    )
