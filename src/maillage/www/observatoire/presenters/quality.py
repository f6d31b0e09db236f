"""The quality report as sections: one for each kind of doubt, with what to do."""

from typing import Any

from maillage.results.couverture.issues import KINDS, Issue
from maillage.results.couverture.quality import QualityReport
from maillage.www.observatoire.address import Asked
from maillage.www.shared import formats

SHOWN = 100
LEVELS = {"erreur": "à corriger", "attention": "à vérifier", "info": "pour information"}


def page(report: QualityReport, asked: Asked) -> dict[str, Any]:
    return {
        "rows": formats.plural(report.rows, "ligne"),
        "cpts": formats.plural(report.cpts, "CPTS", "CPTS"),
        "communes": formats.plural(report.communes, "commune"),
        "issues": formats.plural(len(report.issues), "constat"),
        "clean": report.is_clean,
        "sections": [
            _section(kind, [issue for issue in report.issues if issue.kind == kind], asked) for kind in report.by_kind
        ],
        "corrected": asked.link("quality", fichier="corrige"),
    }


def _section(kind: str, issues: list[Issue], asked: Asked) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": KINDS[kind],
        "count": formats.number(len(issues)),
        "level": issues[0].level,
        "level_label": LEVELS[issues[0].level],
        "issues": [_issue(issue, asked) for issue in issues[:SHOWN]],
        "more": max(0, len(issues) - SHOWN),
    }


def _issue(issue: Issue, asked: Asked) -> dict[str, Any]:
    shown = ", ".join(map(str, issue.lines[:5])) + ("…" if len(issue.lines) > 5 else "")
    lines = (f"ligne {shown}" if len(issue.lines) == 1 else f"lignes {shown}") if issue.lines else ""
    present = asked.coverage.packed.number
    links = [(key, asked.link("cpts", key)) for key in issue.cpts[:4] if key in present]
    return {"sentence": issue.sentence, "remedy": issue.remedy, "lines": lines, "links": links}
