"""What is bought, by form of the deal and of the business; and what cannot be bought so."""

from typing import Literal

from planner.scenario import SHARES_BOUGHT, Scenario
from planner.words import Sentence, sentence
from planner.words.formats import money

Bought = Literal["assets", "shares", "election", "interests", "llc", "buyout"]
CORPORATIONS = ("c_corporation", "s_corporation")


def bought(scenario: Scenario) -> Bought:
    """What changes hands: assets, shares, all partners' interests, or all of an LLC that is taxed as its owner's."""
    form, entity = scenario.deal.form, scenario.owner.entity
    if form in ("assets", "buyout"):
        return "assets" if form == "assets" else "buyout"
    if entity == "partnership":
        return "interests"
    if entity == "sole_owner":
        return "llc"
    return "election" if form == "shares_election" else "shares"


def refusals(scenario: Scenario) -> tuple[Sentence, ...]:
    """Why this form cannot be had with this business, or is not planned here: one sentence a fault."""
    deal, owner, books = scenario.deal, scenario.owner, scenario.business.books
    form, entity = deal.form, owner.entity
    no_shares = entity == "sole_owner" and not owner.is_llc and form != "assets"
    no_corporation = entity not in CORPORATIONS and not no_shares
    longer = [loan for loan in deal.loans if loan.to_seller and loan.ends > scenario.months]
    balloons = [one for one in deal.loans if one.balloon is not None and one not in longer]
    kept = deal.kept.assets
    refused = [
        (no_shares, sentence("forms.refused.no_shares")),
        (no_corporation and form == "shares_election", sentence("forms.refused.election_not_needed")),
        (entity == "c_corporation" and form == "shares_election", sentence("forms.refused.election_of_c")),
        (no_corporation and form == "buyout", sentence("forms.refused.buyout_of_interests")),
        (
            deal.kept_as_subsidiary and form in SHARES_BOUGHT and entity not in CORPORATIONS,
            sentence("forms.refused.no_subsidiary"),
        ),
        (no_corporation and deal.bought_at_closing < 1.0, sentence("forms.refused.staged")),
        (bool(deal.incorporated_in) and not is_state(deal.incorporated_in), sentence("forms.refused.state")),
        *(
            (
                sum(getattr(one, part) for one in kept) > most,
                sentence(f"forms.refused.kept_{part}", most=money(most)),
            )
            for part, most in (
                ("book_value", books.equipment),
                ("fair", books.fair_equipment),
                ("basis", books.equipment_basis),
            )
        ),
        *(
            (True, sentence("forms.refused.note_longer", name=loan.name, term=loan.ends, months=scenario.months))
            for loan in longer
        ),
        *(
            (
                not loan.later_closing and loan.ends > scenario.months,
                sentence("forms.refused.balloon_later", name=loan.name, month=loan.ends, months=scenario.months),
            )
            for loan in balloons
        ),
    ]
    return tuple(said for holds, said in refused if holds)


def is_state(letters: str) -> bool:
    """Whether it is two capital letters."""
    return len(letters) == len("MD") and letters.isascii() and letters.isalpha() and letters.isupper()
