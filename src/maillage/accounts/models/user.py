"""A person who signs in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Addresses are kept in lower case: « Amina@… » and « amina@… » are one person."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account that can sign in; without a password it must choose one by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    """One person, whatever their roles in several communities and institutions; the e-mail is how they sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresse électronique", max_length=254, unique=True)
    name = models.CharField("nom", max_length=120)
    """« Prénom Nom », as the person wants to be shown."""
    is_active = models.BooleanField(default=True)
    is_fictif = models.BooleanField(default=False)
    """A persona of the demonstration."""
    date_joined = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)
    """When the person's name and address were removed; what they signed keeps the row, without them."""

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "personne"
        constraints = (models.UniqueConstraint(Lower("email"), name="accounts_one_email"),)

    def __str__(self) -> str:
        return "Personne supprimée" if self.erased_at else self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Libraries ask; Maillage has no back office."""
        return False

    @property
    def is_superuser(self) -> bool:
        return False
