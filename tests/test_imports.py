"""Who may import whom, and what must not be loaded at all."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline

ROOT = Path(dateline.__file__).parent
STAGES = {"reading", "parsing", "mentions", "coding", "resolving", "linking"}
SHARED = {"types", "errors", "config"}
DATA = {"knowledge", "codebooks"}
# what each part may import besides itself and SHARED; parts not listed may import anything
ALLOWED: dict[str, set[str]] = {
    "types": set(),
    "errors": set(),
    "config": set(),
    "knowledge": set(),
    "codebooks": set(),
    "reading": DATA,
    "casing": DATA,
    "annotating": set(),
    "parsing": DATA | {"annotating", "casing"},
    "mentions": DATA,
    "coding": DATA,
    "resolving": DATA,
    "linking": DATA,
    "analysis": STAGES | DATA,
    "timexes": STAGES | DATA,
    "parts": STAGES | DATA | {"analysis"},
    "relations": STAGES | DATA | {"analysis", "parts"},
    "judging": STAGES | DATA,
    "relating": STAGES | DATA,
    "pipeline": STAGES | DATA | {"analysis", "casing", "parts", "relations", "judging", "relating"},
    "questions": STAGES | DATA | {"analysis", "parts", "pipeline", "relating", "timexes"},
    "evaluating": {"questions", "pipeline", "reading", "linking", "scoring"},
    "acquaintances": STAGES | DATA | {"analysis", "relations"},
    "discovery": STAGES | DATA | {"analysis", "acquaintances"},
    "ledger": set(),
    "scoring": {"codebooks"},
    "store": {"ledger", "linking", "export", "review", "codebooks"},
    "review": {"linking"} | DATA,
    "diffing": {"store"},
    "releasing": {"store", "export", "codebooks", "docs"},
    "export": DATA | {"ledger", "linking"},
    "asking": {"store", "export"} | DATA,
    "docs": {"export", "store"},
    "training": STAGES | DATA | {"pipeline", "judging", "scoring"},
}
# programs that stand inside a part, but only run it: `python -m dateline.codebooks.check`
PROGRAMS = {"codebooks/check.py"}
AFTER_CLAIM = {
    "linking",
    "scoring",
    "export",
    "cli",
    "engines",
    "store",
    "asking",
    "serving",
    "review",
    "diffing",
    "releasing",
}
NO_SPACY = AFTER_CLAIM | {
    "types",
    "errors",
    "config",
    "ledger",
    "knowledge",
    "codebooks",
    "reading",
    "casing",
}
MODULES = sorted(path for path in ROOT.rglob("*.py") if str(path.relative_to(ROOT)) not in PROGRAMS)


def imported(path: Path) -> Iterator[str]:
    """Every module that the file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write absolute imports"
            inner = [f"dateline.{alias.name}" for alias in node.names]
            yield from inner if node.module == "dateline" else [node.module or ""]


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_what_it_may(path: Path) -> None:
    part = part_of(path)
    names = list(imported(path))
    if part in ALLOWED:
        parts = {name.split(".")[1] for name in names if name.startswith("dateline.")}
        assert parts <= ALLOWED[part] | SHARED | {part}
    if part in NO_SPACY:
        assert not [name for name in names if name.split(".")[0] in ("spacy", "thinc")]


def test_every_part_has_its_rule() -> None:
    free = {"__init__", "__main__", "cli", "engines", "serving", "review", "evaluate"}
    assert {part_of(path) for path in MODULES} <= ALLOWED.keys() | free


def loaded(code: str, *watched: str) -> set[str]:
    """Which of the watched modules a fresh process has loaded after the code."""
    told = f"{code}\nimport sys\nprint(*(set({watched!r}) & set(sys.modules)), sep=',')"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return {name for name in done.stdout.splitlines()[-1].split(",") if name}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "from click.testing import CliRunner\nfrom dateline.cli import cli\n"
        "result = CliRunner().invoke(cli, ['--help'])\n"
        "assert result.exit_code == 0 and 'code' in result.output, result.output"
    )
    heavy = ("spacy", "numpy", "pyarrow", "pandas", "lxml", "trafilatura", "dateline.pipeline")
    assert loaded(code, *heavy) == set()


def test_what_follows_claims_loads_no_spacy() -> None:
    code = "import dateline.linking, dateline.ledger, dateline.export.columns"
    assert loaded(code, "spacy", "dateline.parsing") == set()


def test_the_model_is_loaded_without_torch(tmp_path: Path) -> None:
    fake = tmp_path / "torch"
    fake.mkdir()
    (fake / "__init__.py").write_text("__version__ = '9.9'\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from dateline.parsing import load_model; load_model()"
    )
    assert loaded(code, "torch", "spacy") == {"spacy"}


def test_what_codes_needs_nothing_that_trains() -> None:
    code = (
        "import sys; sys.modules |= dict.fromkeys(('torch', 'transformers', 'onnx'))\n"
        "from dateline import Coder, Report\n"
        "import dateline.training.examples, dateline.training.calibrate\n"
        "assert Coder().code(Report.from_text('Oman condemned Qatar.'))"
    )
    assert loaded(code, "onnxruntime") == {"onnxruntime"}
