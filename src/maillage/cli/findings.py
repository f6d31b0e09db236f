"""The points that `maillage verifier` looks at; `maillage serveur` refuses the serious ones."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from maillage.accounts.links import absolute

OK, ATTENTION, GRAVE = "ok", "attention", "grave"
_LONG_GRACE = 30
"""Days without a second factor beyond which one speaks of a forgotten setting."""
_SHORT_JOURNAL = 6
"""Months: an intrusion is often found after some of them."""
_ENCRYPTED = {"require", "verify-ca", "verify-full"}
_SLOW_MAIL = timedelta(hours=1)
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One point: what was seen, and what to do when it is not right."""

    key: str
    state: str
    sentence: str
    remedy: str = ""


def all_findings() -> list[Finding]:
    """Every point, in the order in which one mends them. Needs an open instance."""
    return [finding for check in _CHECKS for finding in check()]


def worst(findings: list[Finding]) -> str:
    states = {finding.state for finding in findings}
    return next((state for state in (GRAVE, ATTENTION) if state in states), OK)


def _modes() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding("debug", GRAVE, "Le mode de mise au point montre le code aux visiteurs.", "Retirez MAILLAGE_DEBUG.")
    else:
        yield Finding("debug", OK, "Le mode de mise au point est éteint.")
    if settings.MAILLAGE_DEMO:
        yield Finding("demo", GRAVE, "L'instance se présente comme une démonstration.", "Retirez MAILLAGE_DEMO.")


def _secret() -> Iterator[Finding]:
    path = Path(settings.MAILLAGE_DIR) / "secret"
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 10:
        remedy = f"Retirez MAILLAGE_SECRET_KEY : une bonne clé sera gardée dans « {path} »."
        yield Finding("secret", GRAVE, "La clé secrète est trop courte ou trop simple.", remedy)
    elif path.exists() and path.stat().st_mode & 0o077:
        yield Finding("secret", GRAVE, "La clé secrète est lisible par d'autres comptes.", f"Lancez : chmod 600 '{path}'")
    else:
        yield Finding("secret", OK, "La clé secrète est longue et protégée.")


def _hosts() -> Iterator[Finding]:
    remedy = "Donnez à MAILLAGE_HOSTS le nom public du site."
    every = [host for host in settings.ALLOWED_HOSTS if host.startswith(".")]
    if not settings.ALLOWED_HOSTS:
        yield Finding("hotes", GRAVE, "Le site ne répond sous aucun nom (MAILLAGE_HOSTS est vide).", remedy)
    elif "*" in settings.ALLOWED_HOSTS:
        yield Finding("hotes", GRAVE, "Le site répond sous n'importe quel nom (MAILLAGE_HOSTS contient « * »).", remedy)
    elif every:
        sentence = f"Le site répond sous n'importe quel nom de domaine inférieur : {', '.join(every)}."
        yield Finding("hotes", ATTENTION, sentence, "Donnez à MAILLAGE_HOSTS les noms exacts, sans point devant.")
    elif _is_local():
        remedy = "Pour le publier, donnez à MAILLAGE_HOSTS son nom public."
        yield Finding("hotes", ATTENTION, "Le site ne répond qu'à cette machine.", remedy)
    else:
        yield Finding("hotes", OK, f"Le site répond à : {', '.join(settings.ALLOWED_HOSTS)}.")


def _https() -> Iterator[Finding]:
    if settings.MAILLAGE_HTTPS and not settings.MAILLAGE_PROXIES:
        remedy = "Donnez à MAILLAGE_PROXIES le nombre de mandataires placés devant Maillage (souvent 1)."
        yield Finding("https", GRAVE, "HTTPS est exigé mais aucun mandataire n'est déclaré : redirections sans fin.", remedy)
    elif settings.MAILLAGE_HTTPS:
        yield Finding("https", OK, "HTTPS est exigé.")
    else:
        remedy = "Placez un mandataire HTTPS devant Maillage, puis MAILLAGE_HTTPS=1 et MAILLAGE_PROXIES=1."
        yield Finding("https", ATTENTION if _is_local() else GRAVE, "Le site est servi sans HTTPS.", remedy)


def _is_local() -> bool:
    return bool(settings.ALLOWED_HOSTS) and set(settings.ALLOWED_HOSTS) <= _LOCAL


def _folder() -> Iterator[Finding]:
    home = Path(settings.MAILLAGE_DIR)
    if not os.access(home, os.W_OK):
        remedy = "Donnez-en l'écriture au compte qui lance Maillage, ou changez MAILLAGE_DIR."
        yield Finding("dossier", GRAVE, f"Le dossier « {home} » ne peut pas être écrit.", remedy)
    elif home.stat().st_mode & 0o007:
        sentence = f"Le dossier « {home} » (base, fichiers des CPTS) est ouvert aux autres comptes de la machine."
        yield Finding("dossier", ATTENTION, sentence, f"Lancez : chmod o-rwx '{home}'")
    else:
        yield Finding("dossier", OK, f"L'instance vit dans « {home} ».")


def _statics() -> Iterator[Finding]:
    from django.contrib.staticfiles.finders import find
    from django.contrib.staticfiles.storage import staticfiles_storage

    names = set(getattr(staticfiles_storage, "hashed_files", {}))
    if find("vendor/tabler/tabler.min.css") is None:
        remedy = "Lancez : python tools/assets.py"
        yield Finding("statiques", GRAVE, "Les feuilles de style venues de npm ne sont pas installées.", remedy)
    elif not {"shared/theme.css", "vendor/tabler/tabler.min.css"} <= names:
        remedy = "Lancez : maillage serveur --preparer"
        yield Finding("statiques", GRAVE, "Les fichiers statiques ne sont pas rassemblés.", remedy)
    else:
        yield Finding("statiques", OK, f"{len(names)} fichiers statiques sont rassemblés.")


def _database() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import Error

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as problem:
        reason = str(problem).strip().splitlines()[0]
        yield Finding("base", GRAVE, f"La base de données ne répond pas ({reason}).", "Vérifiez DATABASE_URL.")
        return
    if waiting:
        remedy = "Lancez : maillage serveur --preparer"
        yield Finding("base", GRAVE, "La base de données n'est pas à jour.", remedy)
    else:
        yield Finding("base", OK, f"La base de données ({connection.display_name}) répond et est à jour.")
    if connection.vendor == "postgresql":
        yield from _connection(connection.settings_dict)


def _connection(told: Mapping[str, Any]) -> Iterator[Finding]:
    """How one reaches PostgreSQL, and with what rights: what the walls do not depend on, and the rest of the server does."""
    from maillage.accounts.wall_faults import account_passes_everything

    host, mode = told["HOST"], told["OPTIONS"].get("sslmode", "")
    if host and not host.startswith("/") and host not in _LOCAL | {"::1"} and mode not in _ENCRYPTED:
        remedy = "Ajoutez « ?sslmode=verify-full » à DATABASE_URL (ou « require », qui chiffre sans vérifier le serveur)."
        yield Finding("liaison", ATTENTION, f"La liaison avec PostgreSQL ({host}) peut circuler en clair.", remedy)
    if account_passes_everything():
        remedy = "Donnez la base à un compte ordinaire : CREATE ROLE maillage LOGIN CREATEROLE, puis ALTER DATABASE … OWNER TO maillage."
        yield Finding("compte", ATTENTION, "Le compte de DATABASE_URL est superutilisateur de PostgreSQL.", remedy)


def _walls() -> Iterator[Finding]:
    from django.db import connection
    from django.db.utils import Error

    from maillage.accounts.wall_faults import faults

    if connection.vendor != "postgresql":
        sentence = "Les murs entre CPTS sont dans le logiciel seul : SQLite n'en a pas d'autres."
        yield Finding("murs", OK, sentence, "Pour héberger plusieurs CPTS, préférez PostgreSQL (DATABASE_URL).")
        return
    try:
        found = list(faults())
    except Error:
        return  # `_database` says it
    for sentence, remedy in found:
        yield Finding("murs", GRAVE, sentence, remedy)
    if not found:
        yield Finding("murs", OK, "PostgreSQL tient les murs entre CPTS.")


def _bucket() -> Iterator[Finding]:
    """Where the files of the CPTS are, when it is not the folder: it must answer, be written, and be closed to the others."""
    from maillage.community.library.shelf import Bucket, shelf

    found = shelf()
    if not isinstance(found, Bucket):
        return
    try:
        is_public = found.try_out()
    except OSError as problem:
        remedy = "Vérifiez MAILLAGE_FICHIERS (seau, endpoint, region) et ce que sa clé permet : lire, écrire, effacer, lister."
        yield Finding("seau", GRAVE, f"« {found.place} » : {problem.strerror}.", remedy)
        return
    if is_public:
        remedy = "Retirez du seau tout accès public : les fichiers ne passent que par Maillage, qui demande qui les lit."
        yield Finding("seau", GRAVE, f"N'importe qui peut lire « {found.place} » sans clé.", remedy)
    elif found.is_in_clear:
        remedy = "Donnez à MAILLAGE_FICHIERS un endpoint en https://."
        yield Finding("seau", ATTENTION, f"Les fichiers vont à « {found.place} » en clair.", remedy)
    else:
        yield Finding("seau", OK, f"Les fichiers des CPTS sont dans « {found.place} ».")


def _deposited() -> Iterator[Finding]:
    """Bytes that people deposited and that are no longer there; whether they changed is for `maillage fichiers verifier`."""
    from django.db.utils import Error

    from maillage.results.instance import deposited

    try:
        lost = list(deposited.faults())
    except (Error, OSError):
        return  # `_database` or `_bucket` says it
    if lost:
        remedy = "Remettez-les d'une sauvegarde ; la liste : maillage fichiers verifier"
        more = f", et {len(lost) - 1} autres" if len(lost) > 1 else ""
        yield Finding("fichiers", GRAVE, f"{lost[0].sentence}{more}.", remedy)
    else:
        yield Finding("fichiers", OK, "Chaque fichier déposé a son contenu.")


def _second_factor() -> Iterator[Finding]:
    days = settings.MAILLAGE_MFA_GRACE_DAYS
    if days > _LONG_GRACE:
        remedy = f"Donnez à MAILLAGE_MFA_DELAI_JOURS {_LONG_GRACE} au plus."
        yield Finding("facteur", ATTENTION, f"Un rôle sensible s'exerce {days} jours sans second facteur.", remedy)
    else:
        yield Finding("facteur", OK, f"Un rôle sensible demande un second facteur sous {days} jours.")


def _mail() -> Iterator[Finding]:
    server = settings.MAILLAGE_SMTP
    if not server:
        remedy = "Donnez MAILLAGE_SMTP : sans lui, ni invitation ni nouveau mot de passe n'arrivent."
        yield Finding("courriel", ATTENTION, "Aucun serveur de courrier : les courriels attendent dans l'instance.", remedy)
    elif server["username"] and not (server["use_ssl"] or server["use_tls"]):
        remedy = "Retirez « ?tls=non » de MAILLAGE_SMTP, ou donnez un relais sans identifiant."
        yield Finding("courriel", GRAVE, "Le mot de passe du serveur de courrier circule en clair.", remedy)
    else:
        yield Finding("courriel", OK, f"Les courriels partent par « {server['host']} ».")


def _links() -> Iterator[Finding]:
    """Where the links of mails lead: never to the name that a request gave."""
    parts, remedy = urlsplit(settings.MAILLAGE_URL), "Donnez à MAILLAGE_URL l'adresse publique du site, avec https://."
    if not settings.MAILLAGE_URL:
        if not _is_local():
            sentence = f"Les liens des courriels mènent à « {absolute('/')} », faute de MAILLAGE_URL."
            yield Finding("liens", GRAVE if "*" in settings.ALLOWED_HOSTS else ATTENTION, sentence, remedy)
    elif parts.scheme not in ("http", "https") or not parts.hostname:
        yield Finding("liens", GRAVE, f"MAILLAGE_URL n'est pas une adresse : « {settings.MAILLAGE_URL} ».", remedy)
    elif parts.scheme == "http" and settings.MAILLAGE_HTTPS:
        yield Finding("liens", GRAVE, "Les liens des courriels ne sont pas en HTTPS.", "Écrivez MAILLAGE_URL avec https://.")
    elif not validate_host(parts.hostname, settings.ALLOWED_HOSTS):
        sentence = f"Les liens des courriels mènent à « {parts.hostname} », sous lequel le site ne répond pas."
        yield Finding("liens", ATTENTION, sentence, "Accordez MAILLAGE_URL et MAILLAGE_HOSTS.")
    else:
        yield Finding("liens", OK, f"Les liens des courriels mènent à « {settings.MAILLAGE_URL} ».")


def _journal() -> Iterator[Finding]:
    months = settings.MAILLAGE_JOURNAL_MONTHS
    if months < _SHORT_JOURNAL:
        remedy = f"Donnez à MAILLAGE_JOURNAL_MOIS {_SHORT_JOURNAL} au moins."
        yield Finding("journal", ATTENTION, f"La purge du journal ne garderait que {months} mois d'accès.", remedy)
    else:
        yield Finding("journal", OK, f"Le journal des accès se garde {months} mois.")


def _outbox() -> Iterator[Finding]:
    from django.db.utils import Error

    from maillage.accounts import clock
    from maillage.community.outbox import selectors

    if not settings.MAILLAGE_SMTP:
        return  # `_mail` says it
    try:
        lost, late = len(selectors.abandoned()), selectors.late(clock.now() - _SLOW_MAIL)
    except Error:
        return  # `_database` says it
    if lost:
        remedy = "Lancez : maillage courrier etat, puis, la cause réglée, maillage courrier relancer"
        yield Finding("abandons", ATTENTION, f"Courriels abandonnés après plusieurs essais : {lost}.", remedy)
    if late:
        remedy = "Lancez, à côté du serveur : maillage travailleur"
        yield Finding("attente", ATTENTION, f"Courriels qui attendent depuis plus d'une heure : {late}.", remedy)


def _data() -> Iterator[Finding]:
    from maillage.results.donnees import state

    found = state()
    if found.is_sound:
        yield Finding("donnees", OK, f"Les données de territoire sont intactes (empreinte {found.stamp}).")
    else:
        reason = found.problem or "un fichier est abîmé."
        remedy = "Lancez : maillage donnees etat, puis maillage donnees construire ; à défaut, réinstallez Maillage."
        yield Finding("donnees", GRAVE, f"Les données de territoire ne sont pas intactes : {reason}", remedy)
    if found.fictitious and not settings.MAILLAGE_DEMO:
        remedy = "Lancez : maillage donnees actualiser, puis maillage donnees construire --sans-fictif"
        yield Finding("fictif", ATTENTION, f"Des données sont inventées : {', '.join(found.fictitious)}.", remedy)


def _law() -> Iterator[Finding]:
    from maillage.law import reader

    try:
        law = reader.load()
    except Exception as problem:
        yield Finding("loi", GRAVE, f"Les paramètres de la loi ne se lisent pas : {problem}", "Réinstallez Maillage.")
    else:
        yield Finding("loi", OK, f"{len(law.parameters)} paramètres de la loi sont lus.")


def _publisher() -> Iterator[Finding]:
    missing = [
        name
        for name, value in (
            ("MAILLAGE_EDITEUR", settings.MAILLAGE_EDITOR),
            ("MAILLAGE_HEBERGEUR", settings.MAILLAGE_HOST_NAME),
            ("MAILLAGE_CONTACT", settings.MAILLAGE_CONTACT),
            ("MAILLAGE_CODE_URL", settings.MAILLAGE_CODE_URL),
        )
        if not value
    ]
    if missing:
        yield Finding("mentions", ATTENTION, "Les mentions légales sont incomplètes.", f"Donnez {', '.join(missing)}.")
    else:
        yield Finding("mentions", OK, "Les mentions légales sont complètes.")


def _accessibility() -> Iterator[Finding]:
    """The declaration owes people an address to write to when a page resists them."""
    if settings.MAILLAGE_CONTACT:
        yield Finding("accessibilite", OK, "La déclaration d'accessibilité dit à qui écrire.")
    else:
        sentence = "La déclaration d'accessibilité ne dit pas à qui écrire : elle doit le faire (article 47 de la loi de 2005)."
        yield Finding(
            "accessibilite", ATTENTION, sentence, "Donnez MAILLAGE_CONTACT : une adresse électronique ou celle d'une page."
        )


_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _modes,
    _secret,
    _hosts,
    _https,
    _folder,
    _statics,
    _database,
    _walls,
    _bucket,
    _deposited,
    _second_factor,
    _journal,
    _mail,
    _links,
    _outbox,
    _data,
    _law,
    _publisher,
    _accessibility,
)
