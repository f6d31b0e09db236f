"""Nothing goes by one click: every address that takes something away asks first, and says so on a page without JavaScript."""

import ast
import re
from pathlib import Path

import maillage.www

WWW = Path(maillage.www.__file__).parent
TAKES_AWAY = re.compile(r"^(remove|erase|withdraw|give_up|end_role|cancel|delete|leave)(_|$)")
ELSEWHERE = {
    ("compte/departure.py", "departure"): "its own page, which asks the password",
    ("components/section_editor/views.py", "_reading"): "one's own presence at a text, which ends by reading it",
    ("shared/once.py", "_settle"): "the memory of a form that was sent, which nobody reads",
    ("shared/once.py", "_forget_old"): "the same, grown old",
}


def functions(path: Path) -> list[ast.FunctionDef]:
    return [one for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.FunctionDef)]


def called(function: ast.FunctionDef) -> set[str]:
    names = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in names}


def test_each_view_that_takes_away_asks() -> None:
    """Read in the code of the pages, so that a new one cannot forget."""
    taking, silent = [], []
    for path in sorted(WWW.rglob("*.py")):
        for one in functions(path):
            place = str(path.relative_to(WWW)), one.name
            if any(TAKES_AWAY.match(name) for name in called(one)) and place not in ELSEWHERE:
                taking.append(place)
                silent += [place] if "ask" not in called(one) else []
    assert len(taking) > 15
    assert silent == []
