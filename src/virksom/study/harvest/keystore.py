"""The key store: a database of its own, encrypted, that can be destroyed without touching the study."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext as _

from virksom.errors import NotConfigured, WrongState

_MODELS = frozenset({"studykey", "casekey"})
# No vowels and no look-alikes: pseudonyms are read aloud and never spell a word.
_ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"


class KeyStoreRouter:
    """Sends the two key models to the `keys` database, everything else to `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Read keys from the key store."""
        return "keys" if _is_key(model._meta) else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        """Make each table in one database only."""
        is_key = app_label == "harvest" and model_name in _MODELS
        return is_key == (db == "keys")


class StudySecret:
    """A study's open secret: makes digests and pseudonyms. Lives in memory only."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def digest(self, kind: str, value: str) -> str:
        """Return the keyed digest of an identity; the same value always gives the same digest in this study only."""
        return hmac.new(
            self._secret, f"{kind}\x1f{value}".encode("utf-8", "backslashreplace"), hashlib.sha256
        ).hexdigest()

    def pseudonym(self, kind: str, value: str, *, prefix: str, length: int = 8) -> str:
        """Return a short readable pseudonym such as `S-7QX4M2KD`."""
        number = int(self.digest(f"pseudonym/{kind}", value), 16)
        letters = []
        for _position in range(length):
            number, index = divmod(number, len(_ALPHABET))
            letters.append(_ALPHABET[index])
        return f"{prefix}-{''.join(letters)}"

    @property
    def raw(self) -> bytes:
        """The secret itself, for the pure text library's tag book."""
        return self._secret


def _is_key(meta: Any) -> bool:
    return meta.app_label == "harvest" and meta.model_name in _MODELS


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.VIRKSOM_KEYS])


def encrypt(text: str) -> bytes:
    """Encrypt a short text with the organisation's keys."""
    return _box().encrypt(text.encode())


def decrypt(data: bytes) -> str:
    """Open what `encrypt` closed.

    Raises:
        NotConfigured: none of the organisation's keys opens it.
    """
    try:
        return _box().decrypt(data).decode()
    except InvalidToken:
        raise NotConfigured(_("Høstens kilde kan ikke åbnes med organisationens nøgler (VIRKSOM_KEYS).")) from None


def create_secret(study_id: int) -> StudySecret:
    """Make the study's secret, once, and keep it encrypted in the key store."""
    from virksom.study.harvest.models import StudyKey  # noqa: PLC0415  the router is loaded before the models are

    secret = secrets.token_bytes(32)
    StudyKey.objects.update_or_create(study=study_id, defaults={"secret": _box().encrypt(secret)})
    return StudySecret(secret)


def open_secret(study_id: int) -> StudySecret:
    """Open the study's secret.

    Raises:
        WrongState: the study is locked, its key is destroyed.
        NotConfigured: none of the organisation's keys opens it.
    """
    from virksom.study.harvest.models import StudyKey  # noqa: PLC0415

    key = StudyKey.objects.filter(study=study_id).first()
    if key is None:
        raise WrongState(_("Undersøgelsen er låst: nøglen er slettet, og der kan ikke føjes mere til."))
    try:
        return StudySecret(_box().decrypt(bytes(key.secret)))
    except InvalidToken:
        raise NotConfigured(_("Nøglelageret kan ikke åbnes med organisationens nøgler (VIRKSOM_KEYS).")) from None


def destroy(study_id: int) -> int:
    """Destroy the study's secret and its digests; returns how many rows went."""
    from virksom.study.harvest.models import CaseKey, StudyKey  # noqa: PLC0415

    with transaction.atomic(using="keys"):
        digests, _by_model = CaseKey.objects.filter(study=study_id).delete()
        keys, _by_model = StudyKey.objects.filter(study=study_id).delete()
    _empty_the_journal()
    return digests + keys


def _empty_the_journal() -> None:
    """SQLite's journal still holds the pages as they were: write it into the file, which overwrites them, and cut it."""
    connection = connections["keys"]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
