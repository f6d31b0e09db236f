"""The identity card as lines, and the settings that a person may open."""

from maillage.accounts.roles import Permission
from maillage.community.communities.models import Community
from maillage.community.governance import numbers
from maillage.kernel.codes import finess, rna, siren, siret
from maillage.www.communaute.forms import IdentityForm
from maillage.www.shared.espace import Tab, Visit
from maillage.www.shared.formats import typed

_SECTIONS = (
    ("Identité", "", Permission.VOIR),
    ("Accès", "acces/", Permission.ACCES),
    ("Page publique", "page-publique/", Permission.IDENTITE),
    ("Journal", "journal/", Permission.JOURNAL),
    ("Export", "export/", Permission.EXPORTER),
)


def sections(visit: Visit, current: str) -> list[Tab]:
    """Entries of the menu of the settings; `identite/` is a part of the first."""
    shown = "" if current == "identite/" else current
    return [
        Tab(label, f"{visit.home}reglages/{end}", end == shown)
        for label, end, permission in _SECTIONS
        if permission in visit.may
    ]


def lines(community: Community) -> list[tuple[str, str]]:
    """Every field with its label; empty ones are shown, since they are to be filled."""
    return [
        ("Nom", community.name),
        ("FINESS", finess.format(community.finess) if community.finess else ""),
        ("SIREN", siren.format(community.siren) if community.siren else ""),
        ("SIRET du siège", siret.format(community.siret) if community.siret else ""),
        ("RNA", rna.format(community.rna) if community.rna else ""),
        ("Siège", community.seat),
        ("Adresse électronique", community.email),
        ("Téléphone", community.phone),
        ("Site", community.website),
    ]


def noted(form: IdentityForm, community: Community) -> dict[str, str]:
    """Empty numbers that a piece of the association gives, as the form offers them, each with where it comes from."""
    given = [one for one in numbers.offers(community) if not one.kept]
    for one in given:
        form.fields[one.number.field].help_text = typed(
            f"Repris de la pièce « {one.piece.label} » : enregistrez pour l'accepter."
        )
    return {one.number.field: one.shown for one in given}


def differences(community: Community, form: IdentityForm) -> list[tuple[str, str]]:
    """What is kept now where it is not what was typed: label and text."""
    changed = (name for name, mine in form.values.items() if getattr(community, name) != mine)
    return [(str(form[name].label), getattr(community, name) or "(vide)") for name in changed]
