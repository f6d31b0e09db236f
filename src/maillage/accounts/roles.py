"""Roles and what they allow, in words: the only place where rights are given. Pages, tests and the guide read it."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role allows; the value is its key, `SENTENCES` says it."""

    VOIR = "voir"
    COMMENTER = "commenter"
    REDIGER = "rediger"
    TRANSMETTRE = "transmettre"
    PERIMETRE = "perimetre"
    IDENTITE = "identite"
    ASSOCIATION = "association"
    SIGNER = "signer"
    FINANCES = "finances"
    ACCES = "acces"
    JOURNAL = "journal"
    EXPORTER = "exporter"
    INSTRUIRE = "instruire"
    DECIDER = "decider"


SENTENCES = {
    Permission.VOIR: "Ouvrir l'espace et lire ce qu'il contient.",
    Permission.COMMENTER: "Commenter les textes et les dossiers.",
    Permission.REDIGER: "Écrire la lettre d'intention, le projet de santé, les fiches-actions et tenir l'agenda.",
    Permission.TRANSMETTRE: "Transmettre une demande, une lettre ou un projet à l'ARS et à l'Assurance Maladie.",
    Permission.PERIMETRE: "Changer les communes du périmètre, avec leur date et la décision.",
    Permission.IDENTITE: "Changer le nom, les numéros, le siège et les contacts de la CPTS.",
    Permission.ASSOCIATION: "Tenir les statuts, l'assemblée constitutive et les pièces de l'association.",
    Permission.SIGNER: "Enregistrer la signature du contrat, ou contester celle qu'une autre partie a enregistrée.",
    Permission.FINANCES: "Tenir le budget et les montants du contrat.",
    Permission.ACCES: "Inviter des personnes, donner et retirer des rôles.",
    Permission.JOURNAL: "Lire le journal des accès.",
    Permission.EXPORTER: "Exporter les données de l'espace.",
    Permission.INSTRUIRE: "Instruire les dossiers transmis : accuser réception, donner un avis, demander des pièces.",
    Permission.DECIDER: "Décider d'un projet de santé : constater la validation ou s'y opposer, pour l'un des deux motifs légaux.",
}

_READER = frozenset({Permission.VOIR})
_MEMBER = _READER | {Permission.COMMENTER}
_WRITER = _MEMBER | {Permission.REDIGER}
_BUREAU = _WRITER | {Permission.ASSOCIATION, Permission.JOURNAL}
_LEAD = _BUREAU | {
    Permission.TRANSMETTRE,
    Permission.PERIMETRE,
    Permission.IDENTITE,
    Permission.SIGNER,
    Permission.FINANCES,
    Permission.ACCES,
    Permission.EXPORTER,
}
_AGENT = frozenset({Permission.VOIR, Permission.COMMENTER, Permission.INSTRUIRE, Permission.EXPORTER, Permission.JOURNAL})

CPTS, INSTITUTION = "cpts", "institution"


@dataclass(frozen=True, slots=True)
class Role:
    """A role of one kind of space; `second_factor` when holding it demands a second factor at sign-in."""

    key: str
    label: str
    space: str
    purpose: str
    permissions: frozenset[Permission]
    second_factor: bool = False
    kinds: tuple[str, ...] = ()
    """Kinds of institution that may give it; empty for a role of a CPTS."""
    opens_for_others: bool = False
    """Whether it gives roles that allow more than it does: to others, never to the person who holds it."""


_ALL = (
    Role("coordination", "Coordination", CPTS, "Tient la CPTS au quotidien.", _LEAD, second_factor=True),
    Role("presidence", "Présidence", CPTS, "Représente la CPTS et signe pour elle.", _LEAD, second_factor=True),
    Role(
        "tresorerie",
        "Trésorerie",
        CPTS,
        "Répond de l'argent de la CPTS.",
        _BUREAU | {Permission.FINANCES, Permission.EXPORTER},
        second_factor=True,
    ),
    Role("secretariat", "Secrétariat", CPTS, "Convoque, rédige et conserve.", _BUREAU | {Permission.IDENTITE}),
    Role("bureau", "Bureau", CPTS, "Participe aux décisions de la CPTS.", _BUREAU),
    Role("referent", "Référent de mission", CPTS, "Mène une mission et ses fiches-actions.", _WRITER),
    Role("adherent", "Adhérent", CPTS, "Participe à la vie de la CPTS.", _MEMBER),
    Role("lecture", "Lecture", CPTS, "Suit la CPTS sans rien y changer.", _READER),
    Role(
        "agent_cpam",
        "Agent CPAM",
        INSTITUTION,
        "Instruit et finance pour l'Assurance Maladie.",
        _AGENT | {Permission.SIGNER},
        second_factor=True,
        kinds=("cpam",),
    ),
    Role(
        "agent_ars",
        "Agent ARS",
        INSTITUTION,
        "Instruit et décide pour l'agence régionale de santé.",
        _AGENT | {Permission.DECIDER, Permission.SIGNER},
        second_factor=True,
        kinds=("ars",),
    ),
    Role("agent_msa", "Agent MSA", INSTITUTION, "Donne l'avis du régime agricole.", _AGENT, second_factor=True, kinds=("msa",)),
    Role(
        "federation",
        "Fédération",
        INSTITUTION,
        "Accompagne les CPTS de son territoire.",
        frozenset({Permission.VOIR, Permission.EXPORTER}),
        second_factor=True,
        kinds=("federation",),
    ),
    Role(
        "national",
        "Niveau national",
        INSTITUTION,
        "Suit le déploiement dans tout le pays.",
        frozenset({Permission.VOIR, Permission.EXPORTER}),
        second_factor=True,
        kinds=("national",),
    ),
    Role(
        "regulation_sas",
        "Régulation SAS",
        INSTITUTION,
        "Oriente les demandes de soins non programmés.",
        _READER,
        second_factor=True,
        kinds=("sas",),
    ),
    Role(
        "gestion_acces",
        "Gestion des accès",
        INSTITUTION,
        "Ouvre et ferme les accès des agents de son institution.",
        frozenset({Permission.VOIR, Permission.ACCES, Permission.JOURNAL}),
        second_factor=True,
        kinds=("ars", "cpam", "msa", "federation", "national", "sas"),
        opens_for_others=True,
    ),
)
ROLES = {role.key: role for role in _ALL}


def of_space(space: str, kind: str = "") -> tuple[Role, ...]:
    """Roles that a CPTS (`cpts`) or an institution of a kind (`institution`, "ars") may give."""
    return tuple(role for role in _ALL if role.space == space and (not kind or kind in role.kinds))


def permissions(keys: "frozenset[str] | set[str]") -> frozenset[Permission]:
    """What several roles allow together."""
    return frozenset().union(*(ROLES[key].permissions for key in keys if key in ROLES))


def may_give(held: "frozenset[str] | set[str]", role: str, *, to_oneself: bool) -> bool:
    """Whether who holds these roles may give one: nobody gives more than they have, but who opens the accesses of others."""
    mine = permissions(held)
    opens = any(ROLES[key].opens_for_others for key in held if key in ROLES) and not to_oneself
    return Permission.ACCES in mine and (opens or ROLES[role].permissions <= mine)


def who_may(permission: Permission, space: str) -> tuple[Role, ...]:
    """The roles of a kind of space that allow it, to tell a person whom to ask."""
    return tuple(role for role in _ALL if role.space == space and permission in role.permissions)


def second_factor_needed(keys: "frozenset[str] | set[str]") -> bool:
    return any(ROLES[key].second_factor for key in keys if key in ROLES)
