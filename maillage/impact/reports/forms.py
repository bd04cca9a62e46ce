from django import forms
from django.db import transaction

from maillage.impact.indicators.models import Indicator
from maillage.impact.indicators.story import candidates
from maillage.impact.reports import photos
from maillage.impact.reports.models import Figure, Photo, Report
from maillage.ui.forms import DateField, DateInput, Drop
from maillage.ui.french import plural

STORIES = 12


class NewReportForm(forms.ModelForm):
    """What a report needs to begin: a title, for whom, from when to when."""

    class Meta:
        model = Report
        fields = ["title", "funder", "starts", "ends"]
        field_classes = {"starts": DateField, "ends": DateField}
        widgets = {"starts": DateInput, "ends": DateInput}

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "La fin vient avant le début : échangez les deux dates.")
        elif starts and ends and ends.year - starts.year > 30:
            self.add_error("ends", "La période dépasse 30 ans : rapprochez les deux dates.")
        return data

    def _post_clean(self):
        # The same rule is a constraint of the database; said once is enough.
        if not self.errors:
            super()._post_clean()


class ReportForm(NewReportForm):
    """The whole report but its photos: words, and for each indicator whether it is in and what it tells."""

    story = forms.ModelChoiceField(
        None, required=False, label="L’histoire à raconter", empty_label="Sans histoire"
    )

    class Meta(NewReportForm.Meta):
        fields = ["title", "funder", "starts", "ends", "introduction", "conclusion"]
        widgets = {
            **NewReportForm.Meta.widgets,
            "introduction": forms.Textarea({"rows": 5}),
            "conclusion": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        report = self.instance
        self.fields["story"].queryset = candidates(report.period.until)
        self.fields["story"].initial = report.story_id
        self.fields["story"].label_from_instance = _story_label
        self.chosen = {figure.indicator_id: figure for figure in report.figures.select_related("indicator")}
        known = [figure.indicator for figure in self.chosen.values()]
        known += [one for one in Indicator.objects.kept() if one.pk not in self.chosen]
        self.indicators = known
        for one in known:
            figure = self.chosen.get(one.pk)
            self.fields[f"in_{one.pid}"] = forms.BooleanField(
                label=one.title, required=False, initial=bool(figure)
            )
            self.fields[f"words_{one.pid}"] = forms.CharField(
                label=f"Ce que raconte « {one.title} »", required=False, max_length=2000,
                initial=figure.words if figure else "", widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    @property
    def lines(self):
        """(indicator, field "in", field "words"), in the order of the report."""
        return [(one, self[f"in_{one.pid}"], self[f"words_{one.pid}"]) for one in self.indicators]

    @transaction.atomic
    def save(self, move: tuple[str, int] | None = None):
        """Everything at once; `move` is (pid of an indicator, -1 or 1). Raises `Frozen`."""
        with self.instance.being_edited():
            self.instance.story = self.cleaned_data["story"]
            report = super().save()
            wanted = [one for one in self.indicators if self.cleaned_data[f"in_{one.pid}"]]
            if move:
                _moved(wanted, *move)
            for figure in self.chosen.values():
                if figure.indicator not in wanted:
                    figure.delete()
            for rank, one in enumerate(wanted):
                figure = self.chosen.get(one.pk) or Figure(report=report, indicator=one)
                figure.words, figure.position = self.cleaned_data[f"words_{one.pid}"], rank
                figure.save()
        return report


def _moved(order: list, pid: str, step: int):
    place = next((index for index, one in enumerate(order) if one.pid == pid), None)
    if place is not None:
        order.insert(max(0, place + step), order.pop(place))


def _story_label(need) -> str:
    return f"{need.title} ({plural(need.votes, 'voix')})" if need.votes else need.title


class PhotoForm(forms.ModelForm):
    image = forms.FileField(
        label="Photo",
        widget=Drop(ask="Déposez une photo ici", attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Photo
        fields = ["image", "alternative", "credit"]
        help_texts = {
            "alternative": "En une phrase, pour qui ne voit pas l’image.",
            "credit": "Qui l’a prise. Les personnes reconnaissables ont dit oui.",
        }

    def clean_image(self):
        return photos.prepare(self.cleaned_data["image"])

    def save(self, report: Report) -> Photo:
        """Raises `Frozen`."""
        with report.being_edited():
            self.instance.report = report
            self.instance.position = report.photos.count()
            return super().save()
