"""`maillage verifier` sees what would let a query pass the walls."""

from django.db import connection

from maillage.accounts import walls
from maillage.accounts.wall_faults import account_passes_everything, faults


def said(order: str) -> str:
    """Faults after an order that the transaction of the test takes back."""
    with connection.cursor() as cursor:
        cursor.execute(order)
    return " ".join(sentence for sentence, _ in faults())


def test_standing_walls_have_no_fault(db: None) -> None:
    assert list(faults()) == []


def test_a_table_without_its_wall_is_told(db: None) -> None:
    assert "communities_perimeter" in said("ALTER TABLE communities_perimeter DISABLE ROW LEVEL SECURITY")


def test_a_table_without_its_policy_is_told(db: None) -> None:
    assert "communities_perimeter" in said("DROP POLICY maillage_cpts ON communities_perimeter")


def test_a_role_that_passes_the_walls_is_told(db: None) -> None:
    assert "passe les murs" in said(f"ALTER ROLE {walls.ROLE} BYPASSRLS")


def test_a_journal_without_its_wall_is_told(db: None) -> None:
    assert "accounts_journalentry" in said("DROP POLICY maillage_cpts ON accounts_journalentry")


def test_a_role_that_may_change_the_journal_is_told(db: None) -> None:
    assert "peut modifier le journal" in said(f"GRANT UPDATE ON accounts_journalentry TO {walls.ROLE}")


def test_an_account_above_every_rule_is_told(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        is_super = cursor.fetchone()[0]
        assert account_passes_everything() == is_super
        cursor.execute("CREATE ROLE maillage_essai NOSUPERUSER")
        cursor.execute("SET LOCAL SESSION AUTHORIZATION maillage_essai")
        try:
            assert not account_passes_everything()
        finally:
            cursor.execute("RESET SESSION AUTHORIZATION")
