"""Writes log-ins, failed log-ins and log-outs in the audit log, and remembers when a second factor was shown."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa import signals as second_factor
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from virksom.people import audit
from virksom.people.audit import Action
from virksom.people.models import User

# Set in the session in which somebody set up their first app or key: whoever did that has shown it.
SET_UP_HERE = "second_factor_set_up"
# Set on a request whose session ran out, so that the log tells it from a log-out by choice.
RAN_OUT = "session_ran_out"


def showed_second_factor(request: HttpRequest) -> bool:
    """Answer whether this very session has shown a second factor; that the account has one is not enough.

    A session opened by password alone, before the account had a second factor, stays closed when it gets one elsewhere.
    """
    records = get_authentication_records(request, request.user)
    return bool(request.session.get(SET_UP_HERE)) or any(record.get("method") == "mfa" for record in records)


@receiver(user_logged_in)
def _logged_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record(Action.LOGGED_IN, by=user, subject="user", subject_id=user.pk)


@receiver(user_logged_out)
def _logged_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user:
        why = getattr(request, RAN_OUT, "")
        audit.record(
            Action.LOGGED_OUT, by=user, subject="user", subject_id=user.pk, details={"why": why} if why else None
        )


@receiver(user_login_failed)
def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    # What was typed is not kept: people type their password, or a CPR number, in the wrong box.
    name = str(credentials.get("username", ""))
    user = User.objects.filter(username__iexact=name).first()
    audit.record(
        Action.LOGIN_FAILED, by=None, subject="user", subject_id=user.pk if user else "", details={"step": "password"}
    )


@receiver(second_factor.authentication_failed)
def _second_factor_failed(sender: Any, user: User, **kwargs: Any) -> None:
    audit.record(Action.LOGIN_FAILED, by=None, subject="user", subject_id=user.pk, details={"step": "second factor"})


@receiver(second_factor.authenticator_added)
@receiver(second_factor.authenticator_reset)
def _added(sender: Any, request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        request.session[SET_UP_HERE] = True
    _tell(user, added=authenticator)


@receiver(second_factor.authenticator_removed)
def _removed(sender: Any, user: User, authenticator: Any, **kwargs: Any) -> None:
    _tell(user, removed=authenticator)


@receiver(password_changed)
def _password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    audit.record(Action.CHANGED, by=user, subject="user", subject_id=user.pk, details={"password": "changed"})


def _tell(user: User, **change: Any) -> None:
    details = {f"second factor {verb}": str(authenticator.type) for verb, authenticator in change.items()}
    audit.record(Action.CHANGED, by=user, subject="user", subject_id=user.pk, details=details)
