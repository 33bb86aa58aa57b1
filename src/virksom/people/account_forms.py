"""The forms of log-in and second factor, with our own words and the design system's classes."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from virksom.people.forms import HouseForm, dress

_APP_CODE = _("Seks cifre fra appen, for eksempel 123456. En af dine genoprettelseskoder kan også bruges.")


def _code_field(form: Any, label: Any, help_text: Any) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class LogInForm(account.LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Brugernavn")
        self.fields["password"].label = _("Adgangskode")
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        dress(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password and the new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Din nuværende adgangskode")
        self.fields["password1"].label = _("Ny adgangskode")
        self.fields["password1"].help_text = _(
            "Mindst 12 tegn. Fire tilfældige ord er nemme at huske og svære at gætte."
        )
        self.fields["password2"].label = _("Ny adgangskode igen")
        dress(self)


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more, before something that matters for safety."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Din adgangskode")
        dress(self)


class SecondFactorForm(second_factor.AuthenticateForm):
    """The code from the app, at log-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Kode"), _APP_CODE)
        dress(self)


class SecondFactorAgainForm(second_factor.ReauthenticateForm):
    """The code from the app, before something that matters for safety."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Kode"), _APP_CODE)
        dress(self)


class ActivateAppForm(totp.ActivateTOTPForm):
    """The first code from a new app shows that it was set up right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self, _("Koden, som appen viser nu"), _("Seks cifre. Koden skifter hvert halve minut."))
        self.fields["code"].widget.attrs.pop("autofocus", None)
        dress(self)


class AddKeyForm(webauthn.AddWebAuthnForm):
    """The name of a new passkey or security key, and whether it replaces the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Hvad vil du kalde nøglen?")
        self.fields["name"].help_text = _("For eksempel »min telefon« eller »nøglen i skuffen«.")
        self.fields["passwordless"].label = _("Log på med nøglen alene, uden adgangskode")
        self.fields["passwordless"].help_text = _("Nøglen skal så spørge om fingeraftryk, ansigt eller pinkode.")
        dress(self)


class RenameKeyForm(HouseForm, webauthn.EditWebAuthnForm):
    """A new name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Navn på nøglen")
