"""What the log must not keep: a link that opens something is as good as a password for who reads it there."""

import logging
import re

_SECRETS = re.compile(
    r"(?P<before>/)[\w=-]+:[\w-]+(?::[\w-]+)*"  # signed texts: invitations, agendas, unsubscriptions
    r"|(?P<reset>/reset/key/)[^/\s]+"  # a new password
)


class WithoutSecrets(logging.Filter):
    """Writes « … » in place of the secret part of an address, in whatever a logger says."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        kept = _SECRETS.sub(lambda found: f"{found['before'] or found['reset']}…", said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
