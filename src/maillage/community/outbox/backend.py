"""What Django and its libraries send by e-mail goes to the outbox, as everything else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from maillage.accounts import clock, walls
from maillage.community.communities.models import Community
from maillage.community.outbox import actions


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND: nothing leaves during a request; plain text only, one mail an address.

    A mail written within the walls of one community is one of its rows.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        inside = walls.opened()
        community = Community.objects.get(pk=inside[0]) if len(inside) == 1 else None
        with transaction.atomic():
            for mail in email_messages:
                if mail.attachments:
                    raise ValueError("un courriel de Maillage n'a pas de pièce jointe : donnez un lien")
                for address in mail.recipients():
                    subject, body = str(mail.subject), str(mail.body)
                    actions.post(to=address, subject=subject, body=body, community=community, now=clock.now())
        return len(email_messages)
