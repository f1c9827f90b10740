"""After which bad year a co-op would fail, in words: by how much sales are lower, and why by that."""

from itertools import groupby

from planner.coverage import told
from planner.lending.failure import Stress
from planner.report.lending_tables import Lending
from planner.words.formats import percent


def sentences(lending: Lending) -> list[str]:
    """What the books of a failure are, then year by year; those alike together."""
    listed = [one.stress for one in lending.counted.failures]
    if not listed:
        return []
    whys = {stress.why for stress in listed}
    if whys == {"entered"}:
        return [lending.say("failure.entered", fall=_written(lending, listed[0]))]
    tested = {bool(stress.covenant) for stress in listed}
    key = "mixed" if len(tested) > 1 else "covenant" if True in tested else "service"
    alike = (list(some) for _, some in groupby(listed, lambda stress: _because(lending, stress)))
    return [lending.say(f"failure.{key}"), *(_of_years(lending, some) for some in alike)]


def _written(lending: Lending, stress: Stress) -> str:
    return percent(stress.fall, language=lending.language, decimals=1)


def _because(lending: Lending, stress: Stress) -> tuple[str, str]:
    """By how much sales are lower, and why."""
    named = {one.key: told.name_of(one, lending.language) for one in lending.plan.coverage.covenants}
    why = "uncovered" if stress.why == "broken" and not stress.covenant else stress.why
    return _written(lending, stress), lending.say(f"failure.why_{why}", covenant=named.get(stress.covenant, ""))


def _of_years(lending: Lending, some: list[Stress]) -> str:
    fall, why = _because(lending, some[0])
    if len(some) == 1:
        return lending.say("failure.of_year", year=some[0].year, fall=fall, why=why)
    return lending.say("failure.of_years", first=some[0].year, last=some[-1].year, fall=fall, why=why)
