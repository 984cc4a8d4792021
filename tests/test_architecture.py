"""The shape of the code, kept by tests instead of by memory."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

FLOORS = ["collaborative", "members", "meetings", "prototypes", "roadmap"]  # ground floor first

ROOF = {f"collaborative.{name}" for name in ("settings", "urls", "celery", "wsgi", "demo")}

DEMO_COMMAND = "collaborative.management.commands.demo"

DOOR = "members.lanyards"
PRIVATE = "members.models.private"
PRIVATE_MODELS = {"Lanyard", "Standpoint", "AccessNeed", "ContactRoute"}
PRIVATE_TABLES = re.compile(r"members_(lanyard|standpoint|accessneed|contactroute)\b")

MOST_LINES = 400


def under(name: str, roots: set[str]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def every_module(app: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((ROOT / app).rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path


def modules(app: str) -> Iterator[tuple[str, Path]]:
    """What stands on a floor: all but the roof, which may name anything."""
    for name, path in every_module(app):
        if not under(name, {*ROOF, DEMO_COMMAND}):
            yield name, path


def running(path: Path) -> ast.Module:
    """The code as it runs: without its ``if TYPE_CHECKING`` blocks."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    return tree


def imports(name: str, tree: ast.Module) -> set[str]:
    """Dotted names that the module ``name`` imports; a module named in a string counts."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, node.module] if node.module else above)
            found |= {source} | {f"{source}.{alias.name}" for alias in node.names}
    return found | {s for s in strings(tree) if re.fullmatch(r"[a-z_]+(\.\w+)+", s)}


def names(tree: ast.Module) -> set[str]:
    """Every name and attribute that the code mentions."""
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | {
        n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)
    }


def strings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("app", FLOORS)
def test_no_app_imports_a_floor_above_it_or_the_roof(app: str) -> None:
    above = {*FLOORS[FLOORS.index(app) + 1 :], *ROOF}
    broken = {
        name: bad
        for name, path in modules(app)
        if (bad := sorted(n for n in imports(name, running(path)) if under(n, above)))
    }
    assert broken == {}


def test_only_the_door_names_what_is_private() -> None:
    """``members.models`` imports the module, or Django would not know its tables."""
    importers, mentions, tables = set(), set(), set()
    for app in FLOORS:
        for name, path in every_module(app):
            tree = running(path)
            found = imports(name, tree)
            if any(under(n, {PRIVATE}) for n in found):
                importers.add(name)
            if PRIVATE_MODELS & (names(tree) | {n.rpartition(".")[2] for n in found}):
                mentions.add(name)
            if ".migrations." not in name and any(PRIVATE_TABLES.search(s) for s in strings(tree)):
                tables.add(name)
    assert importers == {DOOR, "members.models.__init__"}
    assert mentions == {DOOR}
    assert tables == set()


def test_no_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in (*FLOORS, "tests")
        for path in (ROOT / folder).rglob("*.py")
        if path.parent.name != "migrations"  # written by a machine, read by one
        if (lines := len(path.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_table_has_a_key_of_several_columns() -> None:
    named = {
        name
        for app in FLOORS
        for name, path in every_module(app)
        if "CompositePrimaryKey" in names(running(path))
    }
    assert named == set()


def test_the_contracts_hold() -> None:
    """The same floors once more, by import-linter, which follows chains of imports."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
