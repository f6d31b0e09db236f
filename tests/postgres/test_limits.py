"""Rate limits count right when several processes ask at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.db import connection, connections

THREADS, EACH = 4, 25


@pytest.mark.django_db
def test_the_database_is_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")


@pytest.mark.django_db(transaction=True)
def test_no_request_is_lost_when_many_count_at_once() -> None:
    limits = caches["limits"]
    assert limits.add("visitor", 0, timeout=60)

    def count() -> None:
        try:
            for _ in range(EACH):
                caches["limits"].incr("visitor")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(count) for _ in range(THREADS)]:
            done.result()
    assert limits.get("visitor") == THREADS * EACH


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_first_requests_opens_the_count() -> None:
    def first() -> bool:
        try:
            return bool(caches["limits"].add("newcomer", 1, timeout=60))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        opened = list(pool.map(lambda _: first(), range(THREADS)))
    assert sum(opened) == 1
