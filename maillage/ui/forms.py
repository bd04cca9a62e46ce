"""How the house draws forms: every label in words, every error linked to its field.

`settings.FORM_RENDERER = "maillage.ui.forms.Renderer"`; then `{{ form }}` draws a whole form and
`{% field form.x %}` one field. Widgets get the house's classes here, so rooms write plain Django forms.
"""

from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's own widget templates, the house's form, field and error templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"

    def get_template(self, template_name):
        if template_name == "django/forms/errors/list/default.html":
            template_name = "ui/forms/errors.html"
        if template_name.startswith("django/"):
            return _django_widgets.get_template(template_name)
        return super().get_template(template_name)


_django_widgets = DjangoTemplates()

TICKS = (forms.CheckboxInput,)
CARDS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(bound_field):
    """ "tick", "cards", "group", "drop" or "line": which markup the field takes."""
    widget = bound_field.field.widget
    if getattr(widget, "is_drop", False):
        return "drop"
    if isinstance(widget, TICKS):
        return "tick"
    if isinstance(widget, CARDS):
        return "cards"
    if isinstance(widget, forms.MultiWidget):
        return "group"
    return "line"


def described_by(bound_field):
    """Ids of the help and the error, for aria-describedby; None when there is neither."""
    ids = []
    if bound_field.help_text:
        ids.append(f"{bound_field.auto_id}_aide")
    if bound_field.errors:
        ids.append(f"{bound_field.auto_id}_erreur")
    return " ".join(ids) or None


def widget_html(bound_field):
    """The widget alone, with class, aria-invalid and aria-describedby."""
    kind = kind_of(bound_field)
    attrs = {"class": {"tick": "tick", "drop": "drop__input"}.get(kind, "input")}
    given = bound_field.field.widget.attrs.get("class")
    if given and kind == "line":
        attrs["class"] = f"input {given}"
    if describedby := described_by(bound_field):
        attrs["aria-describedby"] = describedby
    if bound_field.errors:
        attrs["aria-invalid"] = "true"
    return bound_field.as_widget(attrs=attrs)


class DateInput(forms.DateInput):
    """The browser's own date picker, which keeps what was typed."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs={"class": "input--short", **(attrs or {})}, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day one can reckon with: the year 26 or 9999 is a slip of the hand, and an overflow for whoever adds a month.

    A model form asks for it with `field_classes = {"date": DateField}`.
    """

    YEARS = range(1900, 2200)

    def to_python(self, value):
        day = super().to_python(value)
        if day and day.year not in self.YEARS:
            raise forms.ValidationError(
                "Cette année paraît fausse : écrivez-la en quatre chiffres, comme 2026."
            )
        return day


class TimeInput(forms.TimeInput):
    """The browser's own time picker (hours and minutes)."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs={"class": "input--short", **(attrs or {})}, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and an hour, local to Paris."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs={"class": "input--short", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class Drop(forms.ClearableFileInput):
    """A file field one may also drop a file on; `ask` says what is wanted, in a few words."""

    template_name = "django/forms/widgets/file.html"
    is_drop = True

    def __init__(self, ask="Déposez un fichier ici", attrs=None):
        super().__init__(attrs)
        self.ask = ask
