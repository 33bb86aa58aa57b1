"""Forms of this room; what they cannot know by themselves the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from virksom.people.models import User
from virksom.people.roles import ROLE_PERMISSIONS, Permission
from virksom.people.services import COMMAND_LINE
from virksom.study.harvest.models import StepState, Study
from virksom.study.harvest.services.studies import TAKEN_WORDS


class DressedForm(forms.Form):
    """A form whose controls carry the design system's classes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Select) and not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs["class"] = "form-select"
            elif not isinstance(field.widget, forms.RadioSelect | forms.HiddenInput):
                field.widget.attrs["class"] = "form-input"


class StudyForm(DressedForm):
    """A new study."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=200,
        help_text=_("Det, I vil finde ud af. Fx »Hvad kendetegner de sager, der når deres mål?«"),
    )
    slug = forms.SlugField(
        label=_("Kort navn"),
        max_length=60,
        help_text=_("Står i adressen og på kommandolinjen. Bogstaverne a–z, tal og bindestreg, fx familie-2025."),
        error_messages={"invalid": _("Brug kun bogstaverne a–z, tal og bindestreg.")},
    )
    purpose = forms.CharField(
        label=_("Formål"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hvorfor I læser sagerne, og hvad I vil bruge svaret til."),
    )
    period_start = forms.DateField(
        label=_("Sager afsluttet fra"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    period_end = forms.DateField(
        label=_("Sager afsluttet til"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean_slug(self) -> str:
        """Refuse words that an address needs, and names that are taken."""
        slug: str = self.cleaned_data["slug"].lower()
        if slug in TAKEN_WORDS or Study.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Det korte navn er taget. Vælg et andet."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Refuse a period that goes backwards."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("Perioden slutter, før den begynder. Ret en af datoerne."))
        return cleaned


class StepForm(DressedForm):
    """What the team says of one step."""

    state = forms.ChoiceField(label=_("Hvor langt er I?"), choices=StepState.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Hvad I har gjort og besluttet. Skriv ingen navne på borgere."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MemberForm(DressedForm):
    """Somebody to put on the team."""

    member = forms.ModelChoiceField(
        label=_("Hvem skal med?"), queryset=User.objects.none(), empty_label=_("Vælg en kollega")
    )

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role.value for role, may in ROLE_PERMISSIONS.items() if Permission.VIEW_STUDY in may]
        people = User.objects.filter(memberships__role__in=roles, is_active=True).exclude(study_places__study=study)
        self.fields["member"].queryset = (  # type: ignore[attr-defined]
            people.exclude(username=COMMAND_LINE).distinct().order_by("display_name", "username")
        )


class LockForm(DressedForm):
    """The short name, typed once more, so that nobody locks the wrong study."""

    typed = forms.CharField(
        label=_("Skriv undersøgelsens korte navn"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._slug = study.slug

    def clean_typed(self) -> str:
        """Refuse anything but the short name."""
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self._slug:
            raise forms.ValidationError(_("Det er ikke undersøgelsens korte navn. Intet er låst."))
        return typed


class SettleForm(DressedForm):
    """Why it is all right that something did not come in."""

    reason = forms.CharField(
        label=_("Hvorfor er det i orden?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv, hvorfor det er i orden, at dette ikke er med.")},
    )
