"""Writes docs/accessibilite.md, the grid of the self-audit for people: `python -m tools.accessibilite`."""

from pathlib import Path

from maillage.www.shared.accessibility import CONFORM, NOT_APPLICABLE, NOT_CONFORM, Criterion, Grid, grid

FILE = Path(__file__).resolve().parents[1] / "docs" / "accessibilite.md"
_HEAD = """# Accessibilité : la grille de l'auto-évaluation

Écrite par `python -m tools.accessibilite` d'après `src/maillage/www/shared/grille.yaml` : corrigez la grille, pas ce fichier.
La page `/accessibilite/` et le pied de page en viennent aussi.

RGAA {version}, évalué le {day} par {author}. Sur {criteria} critères : {conform} conformes, {failing} non conformes,
{absent} sans objet. **{rate} % des critères applicables : {status}.**

Les critères marqués ● sont revérifiés par des tests (`tests/support/criteria.py` dit lesquels), sur les pages de l'échantillon
(axe, puis ce qu'axe ne voit pas). Les autres ont été regardés à la main. Aucun lecteur d'écran réel n'a été utilisé.

## Échantillon

{sample}
"""


def text(found: Grid) -> str:
    """The whole file."""
    parts = [
        _HEAD.format(
            version=found.version,
            day=found.audited_on.strftime("%d/%m/%Y"),
            author=found.author,
            criteria=len(found.criteria),
            conform=found.count(CONFORM),
            failing=found.count(NOT_CONFORM),
            absent=found.count(NOT_APPLICABLE),
            rate=found.rate,
            status=found.status,
            sample="\n".join(f"{n}. {page.name} : `{page.address}`" for n, page in enumerate(found.sample, 1)),
        )
    ]
    head = " | ".join(str(n) for n in range(1, len(found.sample) + 1))
    for theme in found.themes:
        parts.append(f"## {theme.number}. {theme.title}\n")
        parts.append(f"| critère | état | {head} | pourquoi |\n|---|---|{'---|' * len(found.sample)}---|")
        parts.extend(_row(found, criterion) for criterion in theme.criteria)
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _row(found: Grid, criterion: Criterion) -> str:
    cells = " | ".join(criterion.on(page).replace(NOT_APPLICABLE, "–") for page in found.sample)
    mark = " ●" if criterion.machine else ""
    return f"| {criterion.number} {criterion.title}{mark} | {criterion.state} | {cells} | {criterion.why} |"


def main() -> None:
    FILE.write_text(text(grid()), "utf-8")


if __name__ == "__main__":
    main()
