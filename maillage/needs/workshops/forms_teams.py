"""Forms of the sub-groups: how many, by what means, around which tables."""

from django import forms

from maillage.needs.workshops.methods.plan import how_many_teams
from maillage.needs.workshops.models import Board, Team, Workshop
from maillage.needs.workshops.models.teams import MOST_TEAMS, How, causes_of

COUNT, SIZE = "count", "size"
MOST = 200
NO_CAUSE = "L’arbre n’a pas encore de cause : écrivez-en d’abord, ou formez les sous-groupes sans cette case."


class TeamsForm(forms.Form):
    """`tables`: one line for each, its name, then after a colon the question put to it; or one for each of the `causes`."""

    number = forms.IntegerField(
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": "Dites combien de sous-groupes, ou combien de personnes dans chacun.",
            "invalid": "Écrivez un nombre entier.",
            "min_value": "Il faut au moins un sous-groupe d’une personne.",
            "max_value": f"{MOST} au plus.",
        },
    )
    unit = forms.ChoiceField(choices=[(COUNT, "sous-groupes"), (SIZE, "personnes dans chacun")])
    how = forms.ChoiceField(choices=How)
    tables = forms.CharField(required=False, max_length=MOST_TEAMS * 340)
    causes = forms.BooleanField(required=False)
    boards = forms.ModelMultipleChoiceField(Board.objects.none(), to_field_name="pid", required=False)

    def __init__(self, data, workshop: Workshop):
        super().__init__(data)
        self.workshop = workshop
        for name in ("number", "unit"):  # as many as there are causes
            self.fields[name].required = not data.get("causes")
        self.fields["boards"].queryset = workshop.boards.plenary()

    def clean_tables(self) -> list[tuple[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["tables"].splitlines() if line.strip()]
        parted = [line.partition(":") for line in lines[:MOST_TEAMS]]
        return [(name.strip()[:80], question.strip()[:250]) for name, _, question in parted]

    def clean_causes(self) -> list:
        if not self.cleaned_data["causes"]:
            return []
        if not (causes := causes_of(self.workshop)):
            raise forms.ValidationError(NO_CAUSE)
        return causes

    def clean(self):
        said = super().clean()
        if said.get("number") and said.get("unit") == SIZE:
            people = self.workshop.participants.present().count()
            said["number"] = min(how_many_teams(people, said["number"]), MOST_TEAMS)
        return said


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name", "question"]
        error_messages = {"name": {"required": "Donnez un nom au sous-groupe : un mot suffit."}}
