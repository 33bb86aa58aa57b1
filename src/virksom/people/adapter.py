"""How log-in behaves here: nobody signs up by themselves, and secrets of the second factor are encrypted at rest."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virksom.errors import NotConfigured


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the organisation's administrator, or come by single sign-on."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Din adgang er lukket. Spørg jeres administrator."),
        "enter_current_password": gettext_lazy("Det er ikke din nuværende adgangskode."),
        "incorrect_code": gettext_lazy("Koden passer ikke. Prøv den næste, appen viser."),
        "incorrect_password": gettext_lazy("Adgangskoden passer ikke."),
        "rate_limited": gettext_lazy("Det var mange forsøg på kort tid. Vent et par minutter."),
        "too_many_login_attempts": gettext_lazy("Det var mange forsøg på kort tid. Vent fem minutter, og prøv igen."),
        "username_password_mismatch": gettext_lazy("Brugernavn og adgangskode passer ikke sammen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no open sign-up."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts what apps and recovery codes are made from: a stolen database opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Koden passer ikke. Prøv den næste, appen viser."),
        "cannot_delete_authenticator": gettext_lazy(
            "Der skal være mindst én app eller nøgle. Tilføj en ny, før du fjerner den sidste."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with the organisation's keys."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` closed.

        Raises:
            NotConfigured: none of the organisation's keys opens it.
        """
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise NotConfigured(
                _("Den ekstra sikkerhed kan ikke åbnes med organisationens nøgler (VIRKSOM_KEYS).")
            ) from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last app or key where the organisation requires one."""
        if not settings.VIRKSOM_REQUIRE_SECOND_FACTOR:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=REAL_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """Suggest a name for a new key."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Min nøgle") if number == 1 else _("Nøgle {}").format(number)


# Recovery codes help somebody who lost the real thing; alone they are no second factor.
REAL_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.VIRKSOM_KEYS])
