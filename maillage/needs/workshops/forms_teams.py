"""Forms of the sub-groups: how many, by what means, around which tables."""

from django import forms

from maillage.needs.workshops.methods.plan import how_many_teams
from maillage.needs.workshops.models import Board, Team, Workshop
from maillage.needs.workshops.models.teams import MOST_TEAMS, How

COUNT, SIZE = "count", "size"
MOST = 200


class TeamsForm(forms.Form):
    """`tables`: one line for each, its name, then after a colon the question put to it."""

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
    boards = forms.ModelMultipleChoiceField(Board.objects.none(), to_field_name="pid", required=False)

    def __init__(self, data, workshop: Workshop):
        super().__init__(data)
        self.workshop = workshop
        self.fields["boards"].queryset = workshop.boards.plenary()

    def clean_tables(self) -> list[tuple[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["tables"].splitlines() if line.strip()]
        parted = [line.partition(":") for line in lines[:MOST_TEAMS]]
        return [(name.strip()[:80], question.strip()[:250]) for name, _, question in parted]

    def clean(self):
        said = super().clean()
        if "number" in said and said.get("unit") == SIZE:
            people = self.workshop.participants.present().count()
            said["number"] = min(how_many_teams(people, said["number"]), MOST_TEAMS)
        return said


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ["name", "question"]
        error_messages = {"name": {"required": "Donnez un nom au sous-groupe : un mot suffit."}}
