"""The quality report as sections: one for each kind of doubt, with what to do."""

from typing import Any

from maillage.results.couverture.issues import KINDS, Issue
from maillage.results.couverture.quality import QualityReport
from maillage.www.observatoire.address import Asked
from maillage.www.shared import formats

SHOWN = 100
Links = dict[str, tuple[str, str]]
"""Name and address of the page of each CPTS."""
LEVELS = {"erreur": "à corriger", "attention": "à vérifier", "info": "pour information"}


def page(report: QualityReport, asked: Asked) -> dict[str, Any]:
    """Of the perimeters of the instance: each CPTS leads to its page."""
    packed = asked.coverage.packed
    links = {key: (packed.names[number], asked.link("cpts", key)) for key, number in packed.number.items()}
    return _report(report, links) | {"corrected": asked.link("quality", fichier="corrige")}


def sent(report: QualityReport, name: str) -> dict[str, Any]:
    """Of a file that a visitor sends: nothing of it is in the instance, nothing of it is fictitious."""
    return _report(report, {}) | {
        "sent": name,
        "fictitious": False,
        "empty": "",
        "partial": "",
        "when": formats.typed(f"Fichier lu à l'instant : {name}. Rien n'en est conservé."),
    }


def _report(report: QualityReport, links: Links) -> dict[str, Any]:
    return {
        "rows": formats.plural(report.rows, "ligne"),
        "cpts": formats.plural(report.cpts, "CPTS", "CPTS"),
        "communes": formats.plural(report.communes, "commune"),
        "issues": formats.plural(len(report.issues), "constat"),
        "sections": [
            _section(kind, [issue for issue in report.issues if issue.kind == kind], links) for kind in report.by_kind
        ],
    }


def _section(kind: str, issues: list[Issue], links: Links) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": KINDS[kind],
        "count": formats.number(len(issues)),
        "level": issues[0].level,
        "level_label": LEVELS[issues[0].level],
        "issues": [_issue(issue, links) for issue in issues[:SHOWN]],
        "more": formats.number(max(0, len(issues) - SHOWN)) if len(issues) > SHOWN else "",
    }


def _issue(issue: Issue, links: Links) -> dict[str, Any]:
    shown = ", ".join(map(str, issue.lines[:5])) + ("…" if len(issue.lines) > 5 else "")
    said = not issue.lines or "igne " in issue.sentence[:9]
    lines = "" if said else f"Ligne {shown}" if len(issue.lines) == 1 else f"Lignes {shown}"
    told = [links[key] for key in issue.cpts[:4] if key in links]
    return {"sentence": issue.sentence, "remedy": issue.remedy, "lines": lines, "links": told}
