"""What is posted in this room, read and checked before a service sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from virksom.people.models import User
from virksom.study.coding.answers import Answer, Span
from virksom.study.coding.models import Missing

_MISSING = "missing:"


class AnswerForm(forms.Form):
    """One answer to one variable."""

    value = forms.CharField(required=False, max_length=300)
    choice = forms.CharField(required=False, max_length=60)
    certainty = forms.TypedChoiceField(
        required=False, coerce=int, choices=[(1, "1"), (2, "2"), (3, "3")], empty_value=None
    )
    comment = forms.CharField(required=False, max_length=2_000)
    change_reason = forms.CharField(required=False, max_length=1_000)
    document = forms.IntegerField(required=False, min_value=1)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    version = forms.IntegerField(min_value=0)

    def answer(self) -> Answer:
        """Return what the coder answers; a written value gives way to the choice that it cannot be told."""
        told = self.cleaned_data
        choice: str = told["choice"]
        missing = choice.removeprefix(_MISSING) if choice.startswith(_MISSING) else ""
        return Answer(
            value="" if missing else choice or told["value"],
            missing=missing,
            certainty=told["certainty"],
            comment=told["comment"],
            passage=self._span(),
            change_reason=told["change_reason"],
        )

    def _span(self) -> Span | None:
        told = [self.cleaned_data[name] for name in ("document", "start", "end")]
        return None if None in told else Span(*told)


class PassageForm(forms.Form):
    """A sentence chosen without script, as `document-start-end`."""

    place = forms.RegexField(r"^\d{1,12}-\d{1,9}-\d{1,9}$")

    def span(self) -> Span:
        """Return the place."""
        return Span(*(int(part) for part in self.cleaned_data["place"].split("-")))


class AssignForm(forms.Form):
    """Who codes, and how much is coded twice."""

    coders = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Hvem koder?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én koder.")},
    )
    share = forms.IntegerField(
        label=_("Hvor mange procent skal kodes af to?"),
        min_value=0,
        max_value=100,
        initial=20,
        error_messages={"invalid": _("Skriv et helt tal fra 0 til 100."), "required": _("Skriv et tal fra 0 til 100.")},
    )
    seed = forms.IntegerField(label=_("Tal til lodtrækningen"), min_value=0, max_value=2_147_483_647, initial=1)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["coders"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])


class SettleForm(forms.Form):
    """What a difference is settled as."""

    choice = forms.CharField(required=False, max_length=60)
    value = forms.CharField(required=False, max_length=300)
    reason = forms.CharField(required=False, max_length=2_000)
    version = forms.IntegerField(min_value=0)

    def settled(self) -> dict[str, Any]:
        """Return the arguments of the service."""
        told = self.cleaned_data
        choice: str = told["choice"]
        missing = choice.removeprefix(_MISSING) if choice.startswith(_MISSING) else ""
        return {
            "value": "" if missing else choice or told["value"],
            "missing": missing if missing in Missing.values else "",
            "reason": told["reason"],
            "seen_version": told["version"],
        }
