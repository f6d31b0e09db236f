"""The cache that counts requests for rate limits: a table of the database, shared by all processes."""

from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class LimitsCache(DatabaseCache):
    """Django's database cache, with an increment that two processes cannot do at once."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        alias = router.db_for_write(self.cache_model_class)
        with transaction.atomic(using=alias):
            self._lock(alias, self.make_and_validate_key(key, version=version))
            return super().incr(key, delta, version)

    def _lock(self, alias: str, key: str) -> None:
        """SQLite takes its only write lock when the transaction begins; PostgreSQL locks the row."""
        connection = connections[alias]
        if not connection.features.has_select_for_update:
            return
        table = connection.ops.quote_name(settings.LIMITS_TABLE)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE", [key])  # noqa: S608
