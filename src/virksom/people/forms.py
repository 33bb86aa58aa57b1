"""Forms about people and units, and the classes that the design system wants on every control."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from virksom.people.models import Unit, User
from virksom.people.roles import Role

_CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.Textarea, "form-input"),
    (forms.HiddenInput, ""),
    (widgets.Input, "form-input"),
]


def dress(form: forms.BaseForm) -> None:
    """Put the design system's class on each control; take placeholders away, labels say it already."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        for kind, css in _CLASSES:
            if isinstance(field.widget, kind):
                field.widget.attrs |= {"class": css} if css else {}
                break


class HouseForm(forms.Form):
    """A form whose controls look like the rest of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


def unit_choices() -> list[tuple[int, str]]:
    """Return every unit with its place in the tree, for a select."""
    from virksom.people.queries import unit_tree  # noqa: PLC0415  queries read what forms ask for

    return [(branch.unit.pk, f"{'– ' * branch.depth}{branch.unit.name}") for branch in unit_tree()]


class RoleForm(HouseForm):
    """A role in a unit."""

    role = forms.ChoiceField(label=_("Rolle"))
    unit = forms.TypedChoiceField(
        label=_("Enhed"), coerce=int, help_text=_("Rollen gælder også i enhederne under den.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in Role]  # type: ignore[attr-defined]
        self.fields["unit"].choices = unit_choices()  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Role, Unit]:
        """Return what was chosen, once the form is valid."""
        return Role(self.cleaned_data["role"]), Unit.objects.get(pk=self.cleaned_data["unit"])


class PersonForm(RoleForm):
    """Somebody new: who they are and their first role."""

    username = forms.CharField(
        label=_("Brugernavn"), max_length=150, help_text=_("Det, personen logger på med. Brug aldrig CPR-nummer.")
    )
    display_name = forms.CharField(label=_("Navn"), max_length=200, help_text=_("Som kolleger kender personen."))
    field_order = ["username", "display_name", "role", "unit"]


class UnitForm(HouseForm):
    """A new unit below another."""

    name = forms.CharField(label=_("Enhedens navn"), max_length=200)
    parent = forms.TypedChoiceField(label=_("Hører under"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = unit_choices()  # type: ignore[attr-defined]


class ChangeUnitForm(HouseForm):
    """A unit's name and place; the organisation itself has no place to move to."""

    name = forms.CharField(label=_("Enhedens navn"), max_length=200)
    parent = forms.TypedChoiceField(label=_("Hører under"), coerce=int)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": unit.name, "parent": unit.parent_id}, **kwargs)
        if unit.parent_id is None:
            del self.fields["parent"]
            return
        below = {each.pk for each in unit.descendants()} | {unit.pk}
        self.fields["parent"].choices = [choice for choice in unit_choices() if choice[0] not in below]  # type: ignore[attr-defined]


class LogFilterForm(HouseForm):
    """What to see of the log."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    action = forms.ChoiceField(label=_("Handling"), required=False)
    subject = forms.ChoiceField(label=_("Hvad det gjaldt"), required=False)
    number = forms.CharField(label=_("Nummer eller pseudonym"), max_length=80, required=False)
    purpose = forms.CharField(label=_("Formål indeholder"), max_length=200, required=False)
    since = forms.DateField(
        label=_("Fra og med"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Til og med"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from virksom.people.log import action_choices, subject_choices  # noqa: PLC0415

        super().__init__(*args, **kwargs)
        everybody = [(str(user.pk), str(user)) for user in User.objects.order_by("display_name", "username")]
        choices = {
            "person": [("", _("Alle")), ("system", _("Systemet selv")), *everybody],
            "action": [("", _("Alle")), *action_choices()],
            "subject": [("", _("Alt")), *subject_choices()],
        }
        for name, each in choices.items():
            self.fields[name].choices = each  # type: ignore[attr-defined]
