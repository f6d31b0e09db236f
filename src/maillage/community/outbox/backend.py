"""What Django and its libraries send by e-mail goes to the outbox, as everything else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from maillage.accounts import clock
from maillage.community.outbox import actions


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: nothing leaves during a request; plain text only, one mail an address."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for mail in email_messages:
                if mail.attachments:
                    raise ValueError("un courriel de Maillage n'a pas de pièce jointe : donnez un lien")
                for address in mail.recipients():
                    actions.post(to=address, subject=str(mail.subject), body=str(mail.body), now=clock.now())
        return len(email_messages)
