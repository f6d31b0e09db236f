"""What the product already knows, as first words for the sections of the lettre d'intention: Markdown that people then change."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from maillage.community.communities import selectors as communities
from maillage.community.communities.models import Community
from maillage.community.creation import selectors as creation
from maillage.community.filing import selectors as filing
from maillage.community.filing.models import TransmissionKind
from maillage.facts.words import mission
from maillage.kernel.french import euros, join, long_day, number, plural, typed
from maillage.results import etablissements, tailles, territoires
from maillage.results.cpts import carriers
from maillage.results.cpts.around import around
from maillage.results.diagnostic import Finding, diagnose
from maillage.results.lecture import words

_SHOWN = 6
"""Most neighbours, findings, structures of one family that first words name."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words in Markdown, and where they come from; both empty when nothing is known."""

    text: str = ""
    source: str = ""


def proposal(community: Community, key: str, day: date) -> Proposal:
    """For one section of the letter. Asked within the walls."""
    version = communities.perimeter(community, day)
    codes = tuple(version.codes) if version else ()
    made = _MADE[key](community, codes, day) if key in _MADE else Proposal()
    return Proposal(typed(made.text), typed(made.source))


def _carriers(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    lines = [
        f"- **{one.name}** ({one.quality}) : {one.profession or 'profession'}, lieu d'exercice à préciser"
        for one in carriers.carriers(community)
    ]
    said, source = carriers.of_contact(community)
    numbers = ((label, value) for label, value in (("RNA", community.rna), ("SIREN", community.siren)) if value)
    legal = join([f"{label} {value}" for label, value in numbers])
    contact = join(list(filter(None, (community.email, community.phone)))) or "à préciser"
    known = [f"{community.name} est portée par :", "", *lines, ""]
    known += [said, ""] if said else []
    form = f"association, {legal}" if legal else "association en préparation"
    known += [f"Forme : {form}. Contact : {contact}."]
    return Proposal(
        "\n".join(known), f"D'après {join(['les rôles donnés dans cet espace', 'son identité', *filter(None, [source])])}."
    )


def _territory(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    if not codes:
        return Proposal()
    land = territoires.describe(codes)
    size = tailles.size_of(land, day)
    people = number(land.population.value) if land.population.value is not None else "un nombre non établi d'"
    sized = f" : une CPTS de taille {size.taille}" if size.taille else ""
    pieces = "d'un seul tenant" if len(land.pieces) == 1 else f"en {len(land.pieces)} morceaux"
    parts = [f"{one.name} ({plural(one.communes, 'commune')} sur {one.communes_total})" for one in land.epcis[:_SHOWN]]
    near = around(codes, day, but=community)
    lines = [
        f"Le territoire réunit {plural(len(land.codes), 'commune')} et {people} habitants{sized}. Il est {pieces}.",
        f"Il touche {plural(len(land.epcis), 'intercommunalité')} : {join(parts)}." if parts else "",
        *_neighbours([(one.name, one.shared) for one in near]),
        "Nous le pensons pertinent parce que : trajets des patients, habitudes de travail, bassin de vie (à écrire).",
    ]
    source = " ".join(filter(None, (land.population.source, land.population.vintage)))
    return Proposal("\n\n".join(filter(None, lines)), f"Population : {source}.")


def _neighbours(near: list[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    beside = [name for name, shared in near if not shared][:_SHOWN]
    if beside:
        yield f"CPTS voisines : {join(beside)}."
    for name, shared in near[:_SHOWN]:
        if shared:
            yield f"À discuter avec {name} : {plural(len(shared), 'commune')} en commun ({join(list(shared[:_SHOWN]))})."


def _diagnosis(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    if not codes:
        return Proposal()
    found = diagnose(codes)
    lines = []
    for (_, title, _, empty), findings in zip(words.FINDINGS, found.synthesis, strict=True):
        lines += [f"### {title}", "", *([f"- {_said(one)}" for one in findings[:_SHOWN]] or [empty]), ""]
    used = [f"{one.title} ({one.vintage})" for one in found.sources if one.state != "absente" and one.vintage]
    return Proposal("\n".join(lines).strip(), f"Sources : {join(used[:_SHOWN])}." if used else "")


def _said(finding: Finding) -> str:
    return f"{finding.sentence.removesuffix('.')} (données fictives)." if finding.fictitious else finding.sentence


def _actors(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    if not codes:
        return Proposal()
    found = etablissements.structures(codes)
    if found.missing:
        return Proposal(source=found.missing)
    lines = []
    for family, items in found.by_family.items():
        names = join([_located(one.name, one.commune) for one in items[:_SHOWN]])
        more = f", et {plural(len(items) - _SHOWN, 'autre')}" if len(items) > _SHOWN else ""
        lines.append(f"- **{words.FAMILIES[family]}** ({len(items)}) : {names}{more}")
    if not lines:
        return Proposal()
    text = "\n".join(["### Structures du territoire, à situer : engagées, rencontrées, à associer", "", *lines])
    return Proposal(text, f"Source : {' '.join(filter(None, (found.source, '' if found.fictitious else found.vintage)))}.")


def _located(name: str, commune: str) -> str:
    return name if commune in name else f"{name} ({commune})"


def _orientations(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    running = {one.mission: one for one in creation.early_missions(community)}
    lines = []
    for key in creation.socle_missions(day):
        lines += [f"### {mission(key)}", ""]
        if key in running:
            lines.append(f"Cette mission fonctionne depuis le {long_day(running[key].since)}. {running[key].evidence}")
        else:
            lines.append("Constat du diagnostic : … Première action envisagée : … Avec qui : …")
        lines.append("")
    return Proposal("\n".join(lines).strip(), "Missions socles de l'accord en vigueur ; missions déjà enregistrées ici.")


def _calendar(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    lines = []
    if sent := filing.latest(community, TransmissionKind.CONTACT):
        lines.append(f"- {long_day(sent.sent_on)} : prise de contact avec l'agence et l'Assurance Maladie")
        lines += [
            f"- {long_day(one.held_on or timezone.localdate(one.at))} : {'rencontre' if one.held_on else 'rencontre prévue'}"
            for one in creation.meetings(sent)
            if one.cancelled_at is None
        ]
    if post := creation.coordinator(community):
        lines += [
            f"- {long_day(post.starts_on)} : prise de poste du coordinateur",
            f"- {long_day(post.project_due_on)} : dépôt du projet de santé",
            f"- {long_day(post.contract_due_on)} : signature du contrat",
        ]
    return Proposal("\n".join(lines), "D'après les dates enregistrées dans cet espace." if lines else "")


def _support(community: Community, codes: tuple[str, ...], day: date) -> Proposal:
    lines = [
        f"- {euros(one.amount)} accordés par {one.institution_name} le {long_day(one.decided_on)} : {one.purpose}"
        for one in creation.supports(community)
    ]
    if post := creation.coordinator(community):
        lines.append(f"- un coordinateur à {post.share} % d'un temps plein à partir du {long_day(post.starts_on)}")
    return Proposal("\n".join(lines), "D'après le soutien enregistré dans cet espace." if lines else "")


_MADE: Mapping[str, Callable[[Community, tuple[str, ...], date], Proposal]] = {
    "porteurs": _carriers,
    "territoire": _territory,
    "diagnostic": _diagnosis,
    "acteurs": _actors,
    "orientations": _orientations,
    "calendrier": _calendar,
    "appui": _support,
}
