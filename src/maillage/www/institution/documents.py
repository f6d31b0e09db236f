"""What may be downloaded of a file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from maillage.community.filing.models import TransmissionKind
from maillage.community.filing.states import State
from maillage.documents import certificat_pdf, depot_pdf, lettre_docx, lettre_pdf, projet_docx, projet_pdf
from maillage.documents.shared.frozen import Sent
from maillage.institutions.files import File


@dataclass(frozen=True, slots=True)
class Paper:
    """`name` ends the address, and the name of the file."""

    name: str
    label: str
    make: Callable[[File, date], bytes]


def _sent(file: File) -> Sent:
    return Sent(file.sent.number, file.sent.sent_on, file.sent.digest)


def _copy(file: File, day: date) -> bytes:
    """The canonical JSON whose SHA-256 is the digest: anyone may check it."""
    return json.dumps(file.sent.content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _certificate(file: File, day: date) -> bytes:
    community = file.sent.content.get("community", {}).get("name") or file.community.name
    return certificat_pdf.render(file.standing, community=community, fictif=file.community.is_fictif, made_on=day)


_CONTACT = (
    Paper("demande.pdf", "Demande de rencontre (PDF)", lambda file, day: lettre_pdf.render(file.sent.content, _sent(file))),
    Paper("demande.docx", "Demande de rencontre (DOCX)", lambda file, day: lettre_docx.render(file.sent.content, _sent(file))),
)
_LETTRE = (
    Paper("lettre.pdf", "Lettre d'intention (PDF)", lambda file, day: lettre_pdf.render(file.sent.content, _sent(file))),
    Paper("lettre.docx", "Lettre d'intention (DOCX)", lambda file, day: lettre_docx.render(file.sent.content, _sent(file))),
)
_PROJET = (
    Paper("projet.pdf", "Projet de santé (PDF)", lambda file, day: projet_pdf.render(file.sent.content, _sent(file))),
    Paper("projet.docx", "Projet de santé (DOCX)", lambda file, day: projet_docx.render(file.sent.content, _sent(file))),
    Paper("bordereau.pdf", "Bordereau de dépôt (PDF)", lambda file, day: depot_pdf.render(file.sent, made_on=day)),
)
_MADE = {TransmissionKind.CONTACT: _CONTACT, TransmissionKind.LETTRE: _LETTRE, TransmissionKind.PROJET: _PROJET}
_CERTIFICATE = Paper("certificat.pdf", "Certificat de validation tacite (PDF)", _certificate)
_COPY = Paper("copie.json", "Copie figée (JSON)", _copy)


def of(file: File) -> tuple[Paper, ...]:
    """Those that exist for this file as it stands."""
    made = _MADE[TransmissionKind(file.sent.kind)]
    tacit = (_CERTIFICATE,) if file.standing.state is State.REPUTE_VALIDE else ()
    return (*made, *tacit, _COPY)
