"""The signed link that stops mails of information to one address, without signing in."""

from django.core import signing

_SALT = "maillage.desabonnement"


class LinkRefused(ValueError):
    """The link was cut or altered; the message is a French sentence."""


def unsubscribe_path(address: str) -> str:
    return f"/courrier/desabonner/{signing.dumps(address, salt=_SALT)}/"


def read(token: str) -> str:
    """The address of a link."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature as error:
        raise LinkRefused("Ce lien est incomplet ou altéré : ouvrez-le à nouveau depuis le courriel reçu.") from error
