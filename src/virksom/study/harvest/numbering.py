"""Which pseudonym a case has: the one its numbers had before, else a new one that follows from them and the secret."""

from __future__ import annotations

from datetime import date

from virksom.study.harvest.assemble import Draft
from virksom.study.harvest.keystore import StudySecret
from virksom.study.harvest.models import CaseKey, Study, StudyCase

_TRIES = 50


class Numbering:
    """The key store's digests of one study, read once; new ones are written before the cases that need them.

    The two databases share no transaction. A digest whose case was never written does no harm: the next run finds it
    and gives the case the same pseudonym it would have made anyway.
    """

    def __init__(self, study: Study, secret: StudySecret) -> None:
        self.study, self.secret = study, secret
        self._pseudonyms = dict(CaseKey.objects.filter(study=study.pk).values_list("digest", "pseudonym"))
        self._taken = set(self._pseudonyms.values())
        self._dates: dict[str, tuple[date | None, date | None]] = {
            pseudonym: (started, ended)
            for pseudonym, started, ended in StudyCase.objects.filter(study=study).values_list(
                "pseudonym", "started_on", "ended_on"
            )
        }
        self._new: list[CaseKey] = []

    def number(self, drafts: list[Draft]) -> list[str]:
        """Return the pseudonyms of one citizen's cases."""
        used: set[str] = set()
        found: list[str] = []
        for draft in drafts:
            pseudonym = self._known(draft, used) or self._fresh(draft)
            used.add(pseudonym)
            found.append(pseudonym)
            self._remember(draft, pseudonym)
        return found

    def save(self) -> None:
        """Write the new digests."""
        CaseKey.objects.bulk_create(self._new, batch_size=500, ignore_conflicts=True)
        self._new = []

    def _digest(self, kind: str, value: str) -> str:
        return self.secret.digest(kind, value)

    def _known(self, draft: Draft, used: set[str]) -> str:
        by_number = (self._pseudonyms.get(number_digest(self.secret, number)) for number in draft.numbers)
        pseudonym = next((p for p in by_number if p and p not in used and not self._is_anothers(p, draft)), "")
        if pseudonym:
            return pseudonym
        for identity in draft.identities:
            for place in range(1, _TRIES):
                pseudonym = self._pseudonyms.get(self._digest("course", f"{identity}#{place}"), "")
                if not pseudonym:
                    break
                if pseudonym not in used and self._at_the_same_time(pseudonym, draft):
                    return pseudonym
        return ""

    def _is_anothers(self, pseudonym: str, draft: Draft) -> bool:
        """Whether the case has a CPR number, and the draft another one: then a shared case number is a mistake."""
        numbers = [identity for identity in draft.identities if identity.startswith("cpr:")]
        if not numbers or not self._pseudonyms.get(self._digest("has-cpr", pseudonym)):
            return False
        digests = (self._digest("course", f"{n}#{place}") for n in numbers for place in range(1, _TRIES))
        return all(self._pseudonyms.get(digest) != pseudonym for digest in digests)

    def _at_the_same_time(self, pseudonym: str, draft: Draft) -> bool:
        started, ended = self._dates.get(pseudonym, (None, None))
        return (started is None or draft.ended is None or started <= draft.ended) and (
            ended is None or draft.started is None or draft.started <= ended
        )

    def _fresh(self, draft: Draft) -> str:
        strongest = f"case:{draft.numbers[0]}" if draft.numbers else (draft.identities or ("",))[0]
        for place in range(1, _TRIES):
            # A number that another citizen's case has already, or two cases whose pseudonyms would fall together.
            pseudonym = self.secret.pseudonym("case", f"{strongest}#{place}", prefix="S")
            if pseudonym not in self._taken:
                return pseudonym
        raise AssertionError("no free pseudonym")

    def _remember(self, draft: Draft, pseudonym: str) -> None:
        self._taken.add(pseudonym)
        self._dates[pseudonym] = (
            (draft.started, draft.ended) if draft.started or draft.ended else self._dates.get(pseudonym, (None, None))
        )
        for number in draft.numbers:
            self._add(number_digest(self.secret, number), pseudonym)
        for identity in draft.identities:
            for place in range(1, _TRIES):
                digest = self._digest("course", f"{identity}#{place}")
                if self._pseudonyms.get(digest, pseudonym) == pseudonym:
                    self._add(digest, pseudonym)
                    break
        if any(identity.startswith("cpr:") for identity in draft.identities):
            self._add(self._digest("has-cpr", pseudonym), pseudonym)

    def _add(self, digest: str, pseudonym: str) -> None:
        if not self._pseudonyms.get(digest):
            self._pseudonyms[digest] = pseudonym
            self._new.append(CaseKey(study=self.study.pk, digest=digest, pseudonym=pseudonym))


def number_digest(secret: StudySecret, number: str) -> str:
    """Return the digest under which a case number stands in the key store."""
    return secret.digest("case", number)
