"""Hands a mail to the mail server of MAILLAGE_SMTP: its headers, its failures in words."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from maillage.accounts.links import absolute
from maillage.community.outbox import links
from maillage.community.outbox.models import Message, MessageKind


def send(message: Message) -> None:
    """Returns when the server took the mail; raises otherwise, and `sentence` says why."""
    mail = EmailMessage(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to], headers=headers(message))
    EmailBackend(fail_silently=False, **settings.MAILLAGE_SMTP).send_messages([mail])


def headers(message: Message) -> dict[str, str]:
    """What receivers and their filters read."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    found = {"Message-ID": f"<{message.pk.hex}@{domain}>", "Auto-Submitted": "auto-generated"}
    if message.kind == MessageKind.INFORMATION:
        found["List-Unsubscribe"] = f"<{absolute(links.unsubscribe_path(message.to))}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def sentence(error: Exception) -> str:
    """What went wrong, for the person who keeps the instance; never the content of the mail."""
    match error:
        case smtplib.SMTPAuthenticationError():
            said = "Le serveur de courrier refuse l'identifiant ou le mot de passe de MAILLAGE_SMTP."
        case smtplib.SMTPRecipientsRefused():
            said = "Le serveur de courrier refuse l'adresse du destinataire."
        case smtplib.SMTPResponseException():
            said = f"Le serveur de courrier a répondu {error.smtp_code}."
        case smtplib.SMTPException():
            said = f"Le serveur de courrier a interrompu l'échange ({type(error).__name__})."
        case OSError():
            said = f"Le serveur de courrier ne répond pas ({type(error).__name__})."
        case _:
            said = f"Ce courriel ne peut pas être écrit tel quel ({type(error).__name__})."
    return said
