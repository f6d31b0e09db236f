"""What one side contests of the first steps."""

from django.db import models

from maillage.community.communities.models import Objection
from maillage.community.creation.models.meeting import ContactMeeting
from maillage.community.creation.models.support import Support


class SupportObjection(Objection):
    """The money was not granted so: it leaves the sums until its recorder withdraws it and records what is right."""

    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="objections")

    class Meta(Objection.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("support",), name="creation_one_support_objection"),)


class MeetingObjection(Objection):
    """The meeting did not take place so: it stops no clock."""

    meeting = models.ForeignKey(ContactMeeting, on_delete=models.CASCADE, related_name="objections")

    class Meta(Objection.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("meeting",), name="creation_one_meeting_objection"),)
