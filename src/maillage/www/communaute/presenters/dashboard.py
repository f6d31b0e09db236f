"""The dashboard: what is due by horizon, who waits for whom, the chain at a glance, the first steps of a new CPTS."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from maillage.accounts.roles import Permission
from maillage.facts.words import certainty
from maillage.kernel.proof import Proof
from maillage.results.cpts import path
from maillage.results.cpts.due import Due
from maillage.results.cpts.stage import Stage, Standing
from maillage.results.runs.model import Payment
from maillage.www.shared.formats import day as short_day
from maillage.www.shared.formats import euros, plural, typed

WEEK, MONTH = 7, 31


@dataclass(frozen=True, slots=True)
class Part:
    """One payment among those of a day: its certainty in words, its proof, the address of its explanation."""

    label: str
    amount: str
    status: str
    status_label: str
    proof: Proof
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what, until when and by whom, where; `state` is « retard », « proche » or empty."""

    what: str
    when: str
    href: str
    why: str
    state: str
    proof: Proof | None = None
    remark: str = ""
    parts: tuple[Part, ...] = ()
    amounts_href: str = ""
    """Of a payment: where the amounts of the contract are typed."""
    due_on: date | None = None
    """Of a payment that may be said to have come: the day it was due."""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    hint: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody waits for something from somebody."""

    who: str
    what: str
    href: str
    proof: Proof | None = None
    """Of the sum that it names, if any."""


def groups(found: tuple[Due, ...], home: str, day: date) -> tuple[Group, ...]:
    """By horizon, in order; a horizon without anything is left out, but the week."""
    week_end, month_end = day + timedelta(days=WEEK), day + timedelta(days=MONTH)
    bounds = (
        ("En retard", "", lambda left: left is not None and left < 0),
        ("Cette semaine", f"jusqu'au {short_day(week_end)}", lambda left: left is not None and 0 <= left <= WEEK),
        ("Ce mois-ci", f"jusqu'au {short_day(month_end)}", lambda left: left is not None and WEEK < left <= MONTH),
        ("Plus tard", "", lambda left: left is not None and left > MONTH),
        ("Sans date", "", lambda left: left is None),
    )
    made = (
        Group(title, hint, tuple(item(one, home, day) for one in found if holds(one.days_left(day))))
        for title, hint, holds in bounds
    )
    return tuple(group for group in made if group.items or group.title == "Cette semaine")


def item(one: Due, home: str, day: date) -> Item:
    left = one.days_left(day)
    state = "" if left is None or left > WEEK else "retard" if left < 0 else "proche"
    why = f"/textes/parametres/{one.parameter}/" if one.parameter else ""
    said = " · ".join(filter(None, [when(one, day), one.actor]))
    parts = tuple(_part(line, home) for line in one.parts)
    amounts = f"{home}depot/contrat/#montants" if parts else ""
    asked = one.when if one.asks else None
    return Item(typed(one.what), said, home + one.address, why, state, one.proof, one.remark, parts, amounts, asked)


def _part(line: Payment, home: str) -> Part:
    why = f"{home}depot/contrat/pourquoi/?{urlencode({'cle': line.key})}"
    return Part(typed(line.label), euros(line.cents), line.status, certainty(line.status), line.proof, why)


def when(one: Due, day: date) -> str:
    """« dans 21 jours (12/12/2026) »."""
    left = one.days_left(day)
    if left is None or one.when is None:
        return ""
    if one.asks and one.is_ours:
        return f"prévu le {short_day(one.when)}"
    told = (
        "aujourd'hui" if not left else f"dans {plural(left, 'jour')}" if left > 0 else f"en retard de {plural(-left, 'jour')}"
    )
    return f"{told} ({short_day(one.when)})"


def waits(found: tuple[Due, ...], home: str) -> dict[str, tuple[Wait, ...]]:
    """Both ways: what others await from the CPTS, what the CPTS awaits from others."""
    return {
        "theirs": tuple(Wait(one.waiter, typed(one.what), home + one.address, one.proof) for one in found if one.waiter),
        "ours": tuple(Wait(one.actor, typed(one.what), home + one.address, one.proof) for one in found if not one.is_ours),
    }


def chain(standing: Standing, found: tuple[Due, ...], communes: int, home: str, *, signed: bool) -> list[dict[str, str]]:
    """From the territory to the proofs, each with its state in words; a text begun begins the project. `signed`: a contract
    was, even if it is over."""
    stage = standing.stage
    begun = stage >= Stage.CONTACT or any(one.kind == "texte" for one in found)
    project = "fait" if stage >= Stage.PROJET_VALIDE else "en_cours" if begun else "a_venir"
    told = "en préparation" if begun and stage == Stage.IDEE else _PROJECT[stage]
    contract = "fait" if stage == Stage.ACI_SIGNE else "en_cours" if stage == Stage.PROJET_VALIDE else "a_venir"
    living = "en_cours" if stage == Stage.ACI_SIGNE else "a_venir"
    told_of_contract = "terminé" if signed and contract == "en_cours" else _CONTRACT[contract]
    return [
        _link("Territoire", "fait", plural(communes, "commune"), f"{home}territoire/"),
        _link("Projet", project, told, f"{home}projet/"),
        _link("Contrat", contract, told_of_contract, f"{home}depot/contrat/" if signed else f"{home}depot/"),
        _link("Missions", living, "après la signature" if living == "a_venir" else "à faire vivre", ""),
        _link("Preuves", living, "avec les missions", ""),
    ]


_PROJECT = {
    Stage.IDEE: "pas commencé",
    Stage.CONTACT: "contact pris",
    Stage.LETTRE: "lettre transmise",
    Stage.PROJET_OPPOSE: "opposition, à reprendre",
    Stage.PROJET_DEPOSE: "en cours d'examen",
    Stage.PROJET_VALIDE: "validé",
    Stage.ACI_SIGNE: "validé",
}
_CONTRACT = {"a_venir": "après la validation", "en_cours": "à préparer", "fait": "signé"}


def _link(label: str, state: str, text: str, href: str) -> dict[str, str]:
    return {"label": label, "state": state, "text": text, "href": href}


def step_now(found: path.Standing | None, home: str) -> dict[str, str] | None:
    """Where the path of creation goes on."""
    if found is None:
        return None
    next_words = found.filing.ours if found.filing and found.filing.must_be_told else found.step.next
    return {"number": str(found.step.number), "title": found.step.title, "next": next_words,
            "href": home + found.step.address, "label": found.step.action}  # fmt: skip


def first_steps(home: str, may: frozenset[Permission], *, invited: bool) -> list[dict[str, str]]:
    """The steps of a first day that the person may take, in place of empty boxes."""
    steps = [
        (
            Permission.VOIR,
            "Vérifier le territoire",
            "Ses communes, sa population, sa taille, les CPTS voisines. Le périmètre peut changer ensuite, il garde son histoire.",
            "territoire/",
            "Voir le territoire",
        ),
        (
            Permission.ACCES,
            "Compléter l'équipe" if invited else "Inviter les autres porteurs",
            "Médecin, infirmière, pharmacien, présidente pressentie : chacun son rôle, chacun son accès.",
            "reglages/acces/",
            "Inviter",
        ),
        (
            Permission.VOIR,
            "Prendre contact",
            "L'agence régionale de santé et l'Assurance Maladie proposent une rencontre sous quinze jours.",
            "creation/",
            "Préparer le contact" if Permission.TRANSMETTRE in may else "Voir le chemin",
        ),
    ]
    return [
        {"title": title, "text": typed(text), "href": home + end, "label": label}
        for permission, title, text, end, label in steps
        if permission in may
    ]
