"""The job description of the early coordinator: our outline, with the dates and the objectives that were recorded."""

from datetime import date
from pathlib import Path

from maillage.community.communities.models import Community
from maillage.community.creation.models import EarlyCoordinator
from maillage.documents.shared.frozen import FICTIF
from maillage.documents.shared.sheet import Sheet
from maillage.kernel.french import long_day, typed

_OUTLINE = Path(__file__).with_name("poste.md")
_FULL_TIME = 100


def description(community: Community, post: EarlyCoordinator, day: date) -> Sheet:
    """To be read again by the employer before it is published."""
    dated = [
        f"- **Projet de santé déposé** au plus tard le {long_day(post.project_due_on)}.",
        f"- **Contrat signé** au plus tard le {long_day(post.contract_due_on)}.",
    ]
    objectives = "\n".join([*dated, "", post.objectives]).strip()
    time = "temps plein" if post.share == _FULL_TIME else f"{post.share} % d'un temps plein"
    return Sheet(
        "Fiche de poste de coordination",
        community.name,
        day,
        typed(_OUTLINE.read_text("utf-8").replace("{objectives}", objectives)),
        facts=(
            ("Employeur", post.employer),
            ("Temps de travail", typed(time)),
            ("Prise de poste", long_day(post.starts_on)),
            ("Fin du financement", long_day(post.ends_on)),
        ),
        notices=(typed(FICTIF),) if community.is_fictif else (),
    )
