"""The site map: every page that stands by itself, by family. Pages of one territory or one CPTS are reached from these."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Family:
    title: str
    entries: tuple[Entry, ...]


_FAMILIES = (
    (
        "Explorer un territoire",
        (
            ("Accueil", "accueil:index"),
            ("Choisir des communes", "territoire:index"),
            ("Diagnostic d'un territoire", "diagnostic:index"),
        ),
    ),
    (
        "Simuler un financement",
        (
            ("Simulateur", "financement:index"),
            ("Comparer deux scénarios", "financement:comparaison"),
            ("Ouvrir un dossier", "financement:ouvrir"),
        ),
    ),
    (
        "Observer le réseau",
        (
            ("Observatoire des CPTS", "observatoire:index"),
            ("Chercher une commune ou une CPTS", "observatoire:search"),
            ("Liste des CPTS", "observatoire:cpts_list"),
            ("Zones blanches", "observatoire:zones"),
            ("Plan 100 % CPTS", "observatoire:plan"),
            ("Qualité des périmètres", "observatoire:quality"),
            ("Données ouvertes", "observatoire:data"),
            ("API", "api"),
        ),
    ),
    (
        "Lire les textes",
        (
            ("Paramètres de la loi", "textes:index"),
            ("Registre des textes", "textes:registre"),
            ("Ce qui n'est pas établi", "textes:non_etabli"),
            ("Glossaire", "textes:glossaire"),
        ),
    ),
    (
        "Travailler dans un espace",
        (
            ("Créer une CPTS", "creer:index"),
            ("Mon espace", "compte:index"),
            ("Se connecter", "account_login"),
            ("Créer un compte", "account_signup"),
            ("Mot de passe oublié", "account_reset_password"),
            ("Rôles et droits", "compte:roles"),
        ),
    ),
    (
        "Le site",
        (
            ("Guide d'utilisation", "pages:guide"),
            ("À propos", "pages:a_propos"),
            ("Sources et licences", "pages:sources"),
            ("Code source", "pages:code"),
            ("Déclaration d'accessibilité", "pages:accessibilite"),
            ("Mentions légales", "pages:mentions_legales"),
        ),
    ),
)


def families() -> list[Family]:
    return [Family(title, tuple(Entry(label, reverse(name)) for label, name in pages)) for title, pages in _FAMILIES]
