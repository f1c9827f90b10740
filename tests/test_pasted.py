"""A roster from a spreadsheet: any order of columns, English or Spanish; what cannot be read is said and kept."""

import csv
from datetime import date
from io import StringIO
from random import Random

import pytest

from planner import pasted
from planner.scenario import Worker

CLOSING = date(2026, 12, 31)


def read(text):
    return pasted.read(text, CLOSING)


def test_columns_stand_in_any_order_in_english_or_spanish():
    english = read("Start date,Pay,Name,Age,Likely to join,Hours\n2019-03-15,24.50,Ana,44,yes,38\n")
    spanish = read("Nombre;Salario por hora;Edad;Se unirá;Fecha de inicio;Horas\nAna;24,50;44;sí;15/03/2019;38\n")
    tabbed = read("NOMBRE\tSalario por hora ($)\tEdad\tSe unirá\tIngreso\tHoras\nAna\t$24.50\t44\tsí\t3/15/2019\t38\n")
    ana = Worker(alias="Ana", pay=24.5, age=44, likely=1.0, started=date(2019, 3, 15), hours=38.0, joins_after=0)
    assert english.workers == spanish.workers == tabbed.workers == (ana,)
    assert not english.refused


@pytest.mark.parametrize(
    ("cell", "likely"),
    [("yes", 1.0), ("No", 0.0), ("UNSURE", 0.5), ("sí", 1.0), ("tal vez", 0.5), ("60 %", 0.6), ("0.25", 0.25)],
)
def test_likely_to_join_is_an_answer_or_a_part(cell, likely):
    (worker,) = read(f"name\tpay\tlikely\nA\t20\t{cell}\n").workers
    assert worker.likely == likely


def test_groups_are_rows_with_a_number():
    (crew,) = read("Job,How many,Pay an hour,Alias\nInstaller,24,24,Installers\n").workers
    assert (crew.number, crew.pay, crew.role) == (24, 24.0, "Installer")


def test_good_rows_stay_and_bad_rows_are_said_and_kept():
    found = read("name,pay,age,joins after\nA,20,40,0\nB,much,40,0\nC,21,200,x\n,22,30,0\nD,23,,6\n")
    assert [worker.alias for worker in found.workers] == ["A", "D"]
    assert [one.row for one in found.refused] == [3, 4, 5]
    said = [fault for one in found.refused for fault in one.faults]
    assert said == [
        "Row 3, column pay: “much” is entered; right would be an amount of money from 0 to 1000.",
        "Row 4, column age: “200” is entered; right would be a number of years from 14 to 99.",
        "Row 4, column joins after: “x” is entered; right would be a whole number of months from 0 to 360.",
        "Row 5, column name: nothing is entered; right would be text of 1 to 40 characters.",
    ]
    again = read(found.left)
    assert [one.cells for one in again.refused] == [one.cells for one in found.refused]
    mended = read(found.left.replace("much", "19").replace("200", "20").replace("x", "3").replace("\n\t22", "\nE\t22"))
    assert [worker.alias for worker in mended.workers] == ["B", "C", "E"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", "Nothing is pasted"),
        ("name,pay\n", "no row below"),
        ("job,hours\nA,3\n", "No heading in the first row says Alias"),
        ("name,hours\nA,3\n", "No heading in the first row says Pay an hour"),
        ("name,pay,wage\nA,1,2\n", "both hold Pay an hour"),
        (",".join(["name", "pay", *(str(n) for n in range(60))]) + "\n", "more than 60 columns"),
        ("x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_table_that_cannot_be_read_is_said_in_one_sentence(table, says):
    (fault,) = read(table).faults
    assert says in fault


def test_dates_on_the_wrong_side_of_closing_are_said():
    found = read("name,pay,started,leaves\nA,20,2027-02-01,\nB,20,,2026-12-31\nC,20,2026-12-31,2027-01-01\n")
    assert [worker.alias for worker in found.workers] == ["C"]
    assert ["closing on December 31, 2026" in one.faults[0] for one in found.refused] == [True, True]


def test_the_day_stands_first_where_a_date_of_the_column_says_so():
    months = read("name,pay,started\nA,20,03/04/2020\n").workers[0]
    days = read("name,pay,started\nA,20,03/04/2020\nB,20,25/04/2020\n").workers[0]
    assert (months.started, days.started) == (date(2020, 3, 4), date(2020, 4, 3))


def test_files_of_older_spreadsheets_are_read():
    text = "Nombre,Paga\nMaría,20\n"
    for content in (text.encode("utf-8-sig"), text.encode("cp1252"), text.encode("utf-16"), text.encode()):
        assert read(content).workers[0].alias == "María"


def test_what_is_read_of_a_written_roster_is_that_roster():
    rng = Random(4)
    for _ in range(200):
        made = [
            Worker(
                alias=f'W, {place} "x"' if rng.random() < 0.3 else f"W{place}",
                role=rng.choice(("", "Weld; cut", "Pack")),
                number=rng.randint(1, 40),
                hours=rng.choice((40.0, 37.5)),
                pay=round(rng.uniform(10, 60), 2),
                joins_after=rng.choice((0, 12)),
                likely=rng.choice((0.0, 0.5, 1.0)),
                age=rng.choice((None, 50)),
                started=rng.choice((None, date(2001, 2, 3))),
                leaves=rng.choice((None, date(2030, 2, 3))),
            )
            for place in range(rng.randint(1, 30))
        ]
        fields = list(pasted.FIELDS)
        rng.shuffle(fields)
        text = StringIO()
        writer = csv.writer(text, delimiter=rng.choice("\t,;"))
        writer.writerow([Worker.model_fields[field].title for field in fields])
        writer.writerows([["" if getattr(one, f) is None else getattr(one, f) for f in fields] for one in made])
        found = read(text.getvalue())
        assert found.workers == tuple(made), found.refused


def test_nothing_pasted_breaks_it():
    rng = Random(7)
    letters = 'name,pay;\t"\n\r=+-@0123456789./ñé\u2028\0%$'
    for _ in range(3000):
        text = rng.choice(("", "name\tpay\n", "name,pay\n")) + "".join(rng.choices(letters, k=rng.randint(0, 80)))
        found = read(text)
        assert found.faults or found.workers or found.refused
        assert all(one.faults for one in found.refused)
