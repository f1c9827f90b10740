"""The plan of the house: imports flow one way, the engine knows no screen, stages are plain arithmetic."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.model.stages import STAGES

ROOT = Path(__file__).parent.parent
PLANNER = ROOT / "planner"

# From left to right, as data flows; a room may import only from rooms before it (and from itself).
ORDER = [
    {"words", "fields", "palette", "division"},
    {"model"},
    {"places", "statements"},
    {"scenario"},
    {"faults"},
    {"buy_in", "tenure", "vesting", "pasted", "platform_sales"},
    {"work", "earnings", "drawn"},
    {"classes", "workforce", "valuation", "loans", "votes", "serving"},
    {"forms"},
    {"seller"},
    {"promised"},
    {"deal", "roster", "proceeds", "origins", "waterfall"},
    {"rivals", "staying", "holders"},
    {"members"},
    {"outcomes", "coverage", "lawful", "redemption", "checks", "roadmap", "cover", "stakes", "board"},
    {"reserves", "circulation", "dissolution"},
    {"planner"},
    {"lending", "worker"},
    {"explain", "solve"},
    {"charts"},
    {"figures", "report"},
    {"views", "__main__"},
    {"app"},
]
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
PAGES = (
    "business",
    "deal",
    "stages",
    "cash",
    "lender",
    "workers",
    "share",
    "surplus",
    "owner",
    "choices",
    "rules",
    "roadmap",
    "documents",
)
PAGE_LINES = 150
LINES = 400


def sources() -> list[Path]:
    return [*PLANNER.rglob("*.py"), ROOT / "app.py", ROOT / "run.py"]


def room_of(file: Path) -> str:
    within = file.relative_to(ROOT).with_suffix("").parts
    if within[0] != "planner":
        return within[0]
    return "planner" if within[1] == "__init__" else within[1]


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = node.module == "planner"
            names = [f"planner.{one.name}" for one in node.names] if inner else [node.module]
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] != "planner":
                yield parts[0]
            elif (len(parts) > 1 and (PLANNER / parts[1]).exists()) or (PLANNER / f"{parts[1]}.py").exists():
                yield f"planner.{parts[1]}"
            else:
                yield "planner.planner"


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_one_way(file: Path) -> None:
    room = room_of(file)
    if room == "run":
        return
    assert room in RANK, f"{room} has no place in the plan of the house"
    for name in imported(file):
        if name.startswith("planner."):
            other = name.removeprefix("planner.")
            assert other == room or RANK[other] < RANK[room], f"{room} imports {other}"


def test_only_the_pages_know_the_screen() -> None:
    for file in sources():
        if room_of(file) not in ("views", "app"):
            assert not {"streamlit", "plotly"} & set(imported(file)), file


def test_files_are_short_enough_to_read() -> None:
    for file in sources():
        most = PAGE_LINES if file.parent.name == "views" and file.stem in PAGES else LINES
        assert len(file.read_text(encoding="utf-8").splitlines()) <= most, file


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_stages_take_no_side(stage: object) -> None:
    """A choice in a stage is `where`: an `if`, `and`, `==` or power would not survive arrays and cells."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(stage)))  # type: ignore[arg-type]
    forbidden = (ast.If, ast.IfExp, ast.BoolOp, ast.Pow, ast.For, ast.While, ast.Lambda, ast.Not, ast.Eq, ast.NotEq)
    assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)]
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"min", "max", "round", "sum", "abs", "int"}
