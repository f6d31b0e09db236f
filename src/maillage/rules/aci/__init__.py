"""L'accord conventionnel interprofessionnel des CPTS, règle par règle, en formules datées."""

from maillage.rules.aci import annees, calendrier, fonctionnement, part_fixe, part_variable, taille, totaux
from maillage.rules.engine.rule import Declared, declare

RULES: dict[str, Declared] = declare(annees, calendrier, fonctionnement, part_fixe, part_variable, taille, totaux)
