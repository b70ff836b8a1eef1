"""Every verb of every room asks a permission before anything else, and leaves a line in the audit trail."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


# Verbs that ask for no permission, and why.
OPEN = {
    "neighborcenter/accounts/service.py::sign_in": "nobody is anybody before",
    "neighborcenter/accounts/service.py::sign_out": "everybody may leave",
    "neighborcenter/accounts/service.py::change_password": "one's own, with the old one as proof",
    "neighborcenter/people/service.py::index": "a part of verbs, shared by the room's service files",
    "neighborcenter/people/service.py::stored": "a part of verbs, shared by the room's service files",
    "neighborcenter/people/service.py::check_guardian": "a part of verbs, shared by the room's service files",
}
# Verbs that write no line of their own, and why.
SILENT = {
    "neighborcenter/accounts/service.py::make_roles": "part of founding a center, which has its line",
    "neighborcenter/people/group_service.py::make_starting_tags": "part of founding a center, which has its line",
    "neighborcenter/desk/bulk_service.py::record_all": "part of an import or the demo, which have their line",
    "neighborcenter/people/bulk_service.py::register_all": "part of an import or the demo, which have their line",
    "neighborcenter/people/bulk_service.py::fill_in": "part of an import, which has its line",
    "neighborcenter/people/bulk_service.py::take_back": "part of taking an import back, which has its line",
    "neighborcenter/people/service.py::index": "a part of verbs, which have their lines",
    "neighborcenter/people/service.py::stored": "a part of verbs, which have their lines",
    "neighborcenter/people/service.py::check_guardian": "a part of verbs, which have their lines",
}


def verbs() -> Iterator[tuple[str, ast.FunctionDef, ast.Module]]:
    """Public functions of service files whose first argument is the unit of work."""
    for path in sorted((ROOT / "neighborcenter").glob("*/*.py")):
        if path.stem != "service" and not path.stem.endswith("_service"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
                first = node.args.args[0]
                if first.arg == "work" and "Work" in ast.unparse(first.annotation or ast.Constant("")):
                    yield f"{path.relative_to(ROOT).as_posix()}::{node.name}", node, tree


def calls(node: ast.AST, name: str) -> bool:
    return any(
        isinstance(part, ast.Call)
        and (getattr(part.func, "attr", "") == name or getattr(part.func, "id", "") == name)
        for part in ast.walk(node)
    )


def reaches(node: ast.FunctionDef, tree: ast.Module, name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether the function calls `work.<name>`, itself or through a function of the same file."""
    if calls(node, name):
        return True
    local = {part.name: part for part in tree.body if isinstance(part, ast.FunctionDef)}
    return any(
        helper not in seen and calls(node, helper) and reaches(local[helper], tree, name, seen | {helper})
        for helper in local
        if helper != node.name
    )


def test_every_verb_requires_a_permission_first() -> None:
    late = []
    for name, node, _tree in verbs():
        body = [
            part
            for part in node.body
            if not isinstance(part, ast.Expr) or not isinstance(part.value, ast.Constant)
        ]
        if name in OPEN:
            continue
        if not body or not calls(body[0], "require"):
            late.append(name)
    assert not late, "these verbs do not begin with work.require(...): " + ", ".join(late)


def test_every_verb_leaves_an_audit_line() -> None:
    silent = [
        name for name, node, tree in verbs() if name not in SILENT and not reaches(node, tree, "record")
    ]
    assert not silent, "these verbs never reach work.record(...): " + ", ".join(silent)
