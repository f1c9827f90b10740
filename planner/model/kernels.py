"""Compiled entries for a shape, kept on disk.

Two kinds: `whole` follows one plan and keeps every line of every month; the other follows many, `LANES` plans at a
time, and keeps each plan's outcome alone. The folder of kept code is named by a hash of all the model's source,
llvmlite's version and the processor, since code of yesterday's model must never be run.
"""

import ctypes
import hashlib
import os
import platform
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import llvmlite
import llvmlite.binding as llvm
from llvmlite import ir

from planner.model.loop import ENTRY, Places, module_of, places_of
from planner.model.terms import Shape

LANES = 4  # plans walked together
SPEED = 2  # how hard LLVM tries
ONE_BY_ONE = Lock()  # who asks for a kernel that another thread is compiling waits for it


class Kernel(NamedTuple):
    """Compiled code for a shape: its entry, where records stand in the memory it works in, what keeps it alive."""

    entry: Any
    places: Places
    engine: Any


def source_hash() -> str:
    """A hash of every file of the model, llvmlite's version and the processor."""
    processor = f"{platform.machine()} {llvm.get_host_cpu_name()} {llvm.get_host_cpu_features().flatten()}"
    digest = hashlib.sha256(f"{llvmlite.__version__} {platform.python_version()} {processor}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled code is kept between processes."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(base) if base else Path.home() / ".cache"
    return folder / "conversion-planner" / source_hash()


def kernel(shape: Shape, *, whole: bool) -> Kernel:
    """The compiled entry for a shape; compiling takes seconds, once for a shape and a version of the model."""
    with ONE_BY_ONE:
        return _compiled(shape, whole=whole)


@lru_cache(maxsize=16)
def _compiled(shape: Shape, *, whole: bool) -> Kernel:
    lanes = 1 if whole else LANES
    kept = cache_folder() / f"{'whole' if whole else 'many'}_{'_'.join(str(slots) for slots in shape)}.o"
    machine = _machine()
    try:
        code = kept.read_bytes()
    except OSError:
        code = machine.emit_object(_optimised(module_of(shape, lanes, whole=whole), machine))
        _keep(kept, code)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.object_file.ObjectFileRef.from_data(code))
    engine.finalize_object()
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 4, *[ctypes.c_int64] * 4, *[ctypes.c_void_p] * 2)
    return Kernel(prototype(engine.get_function_address(ENTRY)), places_of(shape, lanes), engine)


def _keep(file: Path, code: bytes) -> None:
    """Written beside, then renamed: another process finds all of it or nothing. Without a folder, nothing is kept."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as spare:
            spare.write(code)
        Path(spare.name).replace(file)
    except OSError:
        return


@cache
def _started() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def _machine() -> llvm.TargetMachine:
    _started()
    target = llvm.Target.from_default_triple()
    features = llvm.get_host_cpu_features().flatten()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), features=features, opt=SPEED, jit=True)


def _optimised(module: ir.Module, machine: llvm.TargetMachine) -> llvm.ModuleRef:
    module.triple = machine.triple
    module.data_layout = str(machine.target_data)
    parsed = llvm.parse_assembly(str(module))
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=SPEED))
    builder.getModulePassManager().run(parsed, builder)
    return parsed
