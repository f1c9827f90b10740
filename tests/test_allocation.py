"""The price over the seven classes of s.1060, and what the books and the tax return make of it.

Source: 26 CFR 1.1060-1(c), 1.338-6(b): residual method, each class up to fair value, the class in which the price runs
out shared by fair value. Books: ASC 805-30-25-2 (bargain gain), 805-20-30 (inventory at fair value).
"""

from random import Random
from typing import Any

import firm
import pytest
import random_scenarios
import sweep

from planner import plan
from planner.forms import Item, allocate
from planner.forms.allocation import CLASSES, classes_of, of_plan, shared
from planner.model.helpers import cents
from planner.model.one import Run, orchestra_for, run
from planner.scenario import Intangibles, Scenario

NONE: tuple[Item, ...] = ()


def classes(
    cash: float, receivables: float, inventory: float, equipment: float, named: float
) -> list[tuple[Item, ...]]:
    return [
        (Item("cash", cash),),
        NONE,
        (Item("receivables", receivables),),
        (Item("inventory", inventory),),
        (Item("equipment", equipment),),
        (Item("intangibles", named),),
    ]


BOOKS = classes(50e3, 200e3, 150e3, 600e3, 100e3)


@pytest.mark.parametrize(
    ("price", "taken"),
    [
        (2_000_000.0, (50e3, 0.0, 200e3, 150e3, 600e3, 100e3, 900e3)),
        (900_000.0, (50e3, 0.0, 200e3, 150e3, 500e3, 0.0, 0.0)),
        (40_000.0, (40e3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
        (0.0, (0.0,) * 7),
    ],
)
def test_worked_examples(price: float, taken: tuple[float, ...]) -> None:
    """Price 2,000 thousand leaves 900 of goodwill; at 900, class V gets 500 of 600 (83.33 %) and nothing is left."""
    found = allocate(price, BOOKS)
    assert tuple(found.of(one) for one in CLASSES) == taken
    assert found.runs_out == ("" if taken[-1] else "I" if price <= 40e3 else "V")


def test_the_class_in_which_the_price_runs_out_is_shared_by_fair_value() -> None:
    items = (Item("equipment", 300_000.0), Item("other_assets", 100_000.0), Item("van", 100_000.0))
    found = allocate(100_000.0, [NONE, NONE, NONE, NONE, items, (Item("list", 5.0),)])
    assert [part.taken for part in found.parts] == [60_000.0, 20_000.0, 20_000.0, 0.0, 0.0]


def test_cents_go_to_the_largest_remainders() -> None:
    assert shared(0.02, [1.0, 1.0, 1.0]) == [0.01, 0.01, 0.0]
    assert shared(1.00, [1.0, 1.0, 1.0]) == [0.34, 0.33, 0.33]
    assert shared(10.0, [5.0, 3.0, 1.0]) == [5.56, 3.33, 1.11]
    assert shared(0.0, [0.0, 0.0]) == [0.0, 0.0]


def test_what_is_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="never below zero"):
        allocate(-1.0, BOOKS)
    with pytest.raises(ValueError, match="never below zero"):
        allocate(1.0, classes(0.0, -1.0, 0.0, 0.0, 0.0))


def test_laws_of_the_allocation_on_20_000_random_prices() -> None:
    """Classes sum to the price; none above its fair value; a later class takes nothing before the earlier is full."""
    rng = Random(1060)
    for _ in range(20_000):
        size = 10 ** rng.uniform(0, 7)
        held = [
            tuple(
                Item(f"{place}.{number}", round(rng.random() * size, 2))
                for number in range(rng.choice((0, 1, 1, 2, 5)))
            )
            for place in range(6)
        ]
        fairs = [cents(sum(item.fair for item in items)) for items in held]
        price = round(sum(fairs) * rng.choice((0.0, rng.random(), rng.random(), 1.0, 1.0 + rng.random())), 2)
        found = allocate(price, held)
        assert round(100 * sum(part.taken for part in found.parts)) == round(100 * price)
        filled = True
        for name, fair in zip(CLASSES[:-1], fairs, strict=True):
            taken = found.of(name)
            assert 0.0 <= taken <= fair
            assert filled or taken == 0.0
            filled = filled and taken == fair
        assert filled or found.of("VII") == 0.0
        for part in found.parts[:-1]:
            assert part.fair is not None
            assert part.taken <= part.fair + 0.005
            share = part.taken - part.fair * found.of(part.of_class) / max(fairs[CLASSES.index(part.of_class)], 1e-9)
            assert abs(share) < 0.0101  # less than a cent from its exact share


def closing_of(asked: Scenario, **terms: float) -> tuple[Any, Any]:
    case = firm.lowered(asked)
    told = case.terms._replace(**terms)
    return told, orchestra_for(case.shape)["close"](told)


def test_the_closing_day_allocates_as_the_rule_does() -> None:
    """1,000 random deals with SWEEP=full, half below fair value: the stage and the rule give the same cents."""
    bargains = 0
    for seed in range(deals := sweep.cases(250, 1_000)):
        asked = random_scenarios.scenario(seed, months=12)
        price = asked.deal.price * (1.0 if seed % 2 else Random(seed).random() * 0.3)
        terms, start = closing_of(asked, step_up=1.0, price=round(price, 2))
        rule = allocate(start.allocated.consideration, classes_of(terms))
        found = of_plan(terms, start)
        assert found is not None
        for one, other in zip(found.parts, rule.parts, strict=True):
            assert one[:2] == other[:2]
            assert one.taken == pytest.approx(other.taken, abs=0.0051), (seed, one.name)
        assert sum(part.taken for part in found.parts) == pytest.approx(start.allocated.consideration, abs=0.005)
        bargains += bool(found.runs_out)
    assert bargains > deals / 5


def test_nothing_new_entered_changes_nothing() -> None:
    """Equipment at fair value, the rest goodwill with the costs of buying: as before the classes were told apart."""
    for seed in range(sweep.cases(100, 400)):
        asked = random_scenarios.scenario(seed, months=12)
        plain = asked.business.books.model_copy(update={"inventory_fair": None})
        asked = asked.model_copy(update={"business": asked.business.model_copy(update={"books": plain})})
        asked = asked.model_copy(update={"deal": asked.deal.model_copy(update={"intangibles": Intangibles()})})
        _, start = closing_of(asked, step_up=1.0, revalue=1.0)
        if start.revalued.residual + start.closing.costs < 0:
            continue
        assert start.opening.tax_equipment == pytest.approx(start.opening.equipment, abs=0.005)
        goodwill = start.revalued.residual + start.closing.costs
        assert start.opening.tax_goodwill == pytest.approx(goodwill, abs=0.01)
        assert start.allocated.tax_working == pytest.approx(0.0, abs=1e-6)
        assert start.revalued.inventory_write_up == 0.0


def changed(form: str = "assets", books: dict[str, Any] | None = None, **deal: Any) -> Scenario:
    base = firm.scenario(form)
    held = base.business.books.model_copy(update=books or {})
    return firm.scenario(
        form,
        business=base.business.model_copy(update={"books": held}),
        deal=base.deal.model_copy(update=deal),
    )


def test_a_bargain_writes_down_class_five_for_tax_and_is_a_gain_in_the_books() -> None:
    """Price 700, liabilities 150, costs 60 over receivables 200, inventory 150: 560 left for 400 + 300 of class V."""
    asked = changed(books={"other_assets": 300_000.0}, price=700_000.0, loans=(firm.NOTE,), preferred=PREFERRED)
    made = run(firm.lowered(asked))
    found = made.start.allocated
    assert found.consideration == 910_000
    assert (found.class_five, found.equipment, found.other_assets) == (560_000, 320_000, 240_000)
    assert (found.intangibles, found.goodwill, made.start.opening.tax_goodwill) == (0, 0, 0)
    assert made.start.opening.tax_equipment == 320_000
    assert made.start.opening.equipment == 400_000  # ASC 805-30-25-2: assets stay at fair value, the rest is a gain
    assert made.start.revalued.residual == -200_000
    assert made.start.revalued.goodwill == 0
    assert made.months[0].balance.out_of_balance == pytest.approx(0.0, abs=1e-6)


PREFERRED = firm.scenario().deal.preferred.model_copy(update={"amount": 0.0})


def test_below_class_five_inventory_and_receivables_take_less_and_the_tax_comes_back_as_they_turn() -> None:
    """Price 100, liabilities 150, costs 60: receivables 200 in full, inventory 110 of 150, 40 more income later."""
    asked = changed(price=100_000.0, loans=(firm.NOTE,), preferred=PREFERRED, books={"debt": 0.0}, opening_cash=0.0)
    made = run(firm.lowered(asked))
    found = made.start.allocated
    assert (found.receivables, found.inventory, found.class_five) == (200_000, 110_000, 0)
    assert found.tax_working == -40_000
    assert sum(month.assets.tax_working_used for month in made.months) == pytest.approx(-40_000)
    assert made.months[-1].assets.tax_working == pytest.approx(0.0, abs=1e-6)
    assert made.start.opening.tax_equipment == 0


def test_inventory_at_fair_value_is_charged_as_it_is_sold() -> None:
    """ASC 805: 30 more than cost is part of what was bought, and a cost of the goods once they are sold; no cash."""
    base = run(firm.lowered(changed("shares_merged")))
    made = run(firm.lowered(changed("shares_merged", books={"inventory_fair": 180_000.0})))
    assert made.start.revalued.inventory_write_up == 30_000
    assert made.start.revalued.goodwill == base.start.revalued.goodwill - 30_000
    assert made.months[0].balance.equity == base.months[0].balance.equity
    turn = int(firm.lowered(changed("shares_merged")).terms.turn_months)
    charged = [month.assets.inventory_write_up_sold for month in made.months]
    assert sum(charged) == pytest.approx(30_000)
    assert all(one > 0 for one in charged[1 : turn + 1])
    assert not any(charged[turn + 1 :])
    assert [month.operations.ebitda for month in made.months] == [month.operations.ebitda for month in base.months]
    assert all(abs(month.balance.out_of_balance) < 1e-6 for month in made.months)
    for one, other in zip(made.months, base.months, strict=True):  # the old tax basis follows: tax sees nothing of it
        assert one.year.taxable_income == pytest.approx(other.year.taxable_income, abs=0.005)
    rate = firm.lowered(firm.scenario()).terms.tax_rate
    assert made.start.opening.deferred_tax_memo == pytest.approx(130_000 * rate)


def test_inventory_at_fair_value_is_deducted_where_assets_are_bought() -> None:
    base, made = (run(firm.lowered(changed(books=books))) for books in ({}, {"inventory_fair": 180_000.0}))
    assert made.start.allocated.inventory == 180_000
    assert made.start.opening.tax_goodwill == base.start.opening.tax_goodwill - 30_000
    more = sum(
        one.year.taxable_income - two.year.taxable_income for one, two in zip(base.months, made.months, strict=True)
    )
    lost = 30_000 - 30_000 * 120 / 180  # goodwill would have given 120 of 180 months of it
    assert more == pytest.approx(lost, abs=1.0)


def test_named_intangibles_are_a_class_of_their_own_and_deducted_as_goodwill_is() -> None:
    """26 U.S.C. 197(a), (d)(1)(C)(iv), (E): customer lists and promises not to compete over the same 180 months."""
    named = Intangibles(customer_list=120_000.0, non_compete=30_000.0)
    base, made = run(firm.lowered(changed())), run(firm.lowered(changed(intangibles=named)))
    assert (made.start.allocated.intangibles, made.start.allocated.goodwill) == (150_000, 810_000)
    assert made.start.opening.tax_goodwill == base.start.opening.tax_goodwill == 960_000
    same(made, base)


@pytest.mark.parametrize("form", ["shares_merged", "buyout"])
def test_a_promise_not_to_compete_is_written_off_where_the_old_basis_follows(form) -> None:
    """26 U.S.C. 197(d)(1)(E): over 180 months too; of a buyout, Frontier Chevrolet v. Commissioner, 116 T.C. 289."""
    named = Intangibles(customer_list=120_000.0, non_compete=90_000.0)
    base, made = run(firm.lowered(changed(form))), run(firm.lowered(changed(form, intangibles=named)))
    assert (made.start.allocated.intangibles, made.start.allocated.goodwill) == (0, 0)
    assert (base.start.opening.tax_goodwill, made.start.opening.tax_goodwill) == (0, 90_000)
    assert [month.assets.tax_goodwill_amortisation for month in made.months[1:]] == [500.0] * 120
    assert made.start.opening._replace(tax_goodwill=0.0, tax_goodwill_step=0.0) == base.start.opening


def same(one: Run, other: Run) -> None:
    for mine, its in zip(one.months, other.months, strict=True):
        assert mine.treasury == its.treasury
        assert mine.balance == its.balance


def test_the_table_of_a_plan() -> None:
    made = plan(changed(intangibles=Intangibles(customer_list=100_000.0)))
    allocation = made.form.allocation
    assert allocation is not None
    assert allocation.price == 1_710_000  # 1,500 + 150 taken over + 60 of costs
    assert {part.name: part.taken for part in allocation.parts} == {
        "cash": 0,
        "receivables": 200_000,
        "inventory": 150_000,
        "equipment": 400_000,
        "other_assets": 0,
        "intangibles": 100_000,
        "goodwill": 860_000,
    }
    assert plan(firm.scenario("buyout")).form.allocation is None
    assert plan(firm.scenario("shares_merged")).form.allocation is None
