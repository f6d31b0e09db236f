"""Where mails go outside the tests: Django's own test runner keeps them in memory."""

OUTBOX = "maillage.community.outbox.backend.OutboxBackend"
