"""Every act takes the turn of its space before it touches a row (`accounts.turns`): no other way to open a transaction there."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "maillage"
ACTS = [
    *SOURCE.glob("community/*/actions.py"),
    *SOURCE.glob("community/*/actions/*.py"),
    SOURCE / "institutions" / "instruction.py",
    SOURCE / "accounts" / "access.py",
    SOURCE / "accounts" / "calendars.py",
]
# They write in no space that exists yet, or only mails, which belong to no journal.
ELSEWHERE = {"create_community", "create_for_carriers"}
MAILS = SOURCE / "community" / "outbox" / "actions.py"


def decorators(node: ast.FunctionDef) -> set[str]:
    return {ast.unparse(one) for one in node.decorator_list}


def test_acts_open_their_transaction_by_their_turn() -> None:
    found = [
        (path.relative_to(SOURCE).as_posix(), node)
        for path in ACTS
        if path != MAILS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
    ]
    assert sum("turns.act" in decorators(node) for _, node in found) > 50
    wrong = [
        f"{path}: {node.name}"
        for path, node in found
        if "transaction.atomic" in decorators(node) and node.name not in ELSEWHERE
    ]
    assert wrong == [], "dites @turns.act : un verrou de ligne pris avant le tour de l'espace fait des interblocages"
