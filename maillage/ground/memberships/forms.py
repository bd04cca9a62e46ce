import datetime as dt
import re

from django import forms
from django.utils import timezone

from maillage.ground.memberships.models import Membership, MembershipPlan
from maillage.ground.money.forms import EurosField
from maillage.ground.people.forms import LONGEST_ADDRESS
from maillage.ui.forms import DateField, DateInput
from maillage.ui.money import euros
from maillage.ui.visitors import VisitorForm, plain_name

Price = MembershipPlan.Price
SITE = re.compile(
    r"https?:|www\.|[<>]", re.IGNORECASE
)  # « Saint-Aubin / Loire » and « La Coop.fr » are names


class PriceForm(forms.Form):
    """What one pays, when the plan leaves it open: `said()` is what `plan.price_of` wants."""

    def __init__(self, *args, plan: MembershipPlan, chosen: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        if plan.price == Price.CHOSEN:
            self.fields["amount"] = EurosField(
                label="Ce que je donne, en euros",
                least=plan.amount,
                initial=max(plan.amount, chosen or 0),
                help_text=f"À partir de {euros(plan.amount)} : chacun selon ses moyens.",
            )
        elif plan.price == Price.BANDS:
            self.fields["band"] = forms.TypedChoiceField(
                label="Ma tranche",
                coerce=int,
                choices=[
                    (number, f"{band['label']} : {euros(band['amount'])}")
                    for number, band in enumerate(plan.bands)
                ],
                widget=forms.RadioSelect,
                error_messages={"required": "Choisissez la tranche qui vous correspond."},
            )

    def said(self) -> int | None:
        return self.cleaned_data.get("amount", self.cleaned_data.get("band"))


class JoinForm(PriceForm, VisitorForm):
    """A visitor joins, without an account and without a cookie."""

    salt = "memberships.join"
    name = forms.CharField(
        label="Prénom et nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=LONGEST_ADDRESS,
        help_text="Pour votre adhésion, et rien d’autre.",
        error_messages={"invalid": "Cette adresse n’est pas complète : vérifiez l’arobase et la fin."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label="Structure",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Écrivez le nom de la structure qui adhère."},
    )

    field_order = ["organisation", "name", "email", "amount", "band"]

    def __init__(self, *args, plan: MembershipPlan, **kwargs):
        super().__init__(*args, plan=plan, subject=plan.pid, **kwargs)
        if not plan.for_organisations:
            del self.fields["organisation"]
        else:
            self.fields["name"].label = "Votre prénom et votre nom"
        self.order_fields(self.field_order)

    def clean_name(self):
        return plain_name(self.cleaned_data["name"])

    def clean_organisation(self):
        """Its name goes into the mail too: no address of a site in it."""
        name = " ".join(self.cleaned_data["organisation"].split())
        if SITE.search(name):
            raise forms.ValidationError("Écrivez seulement le nom de la structure.")
        return name


class ByHandForm(PriceForm):
    """The team records somebody who joined on paper."""

    name = forms.CharField(label="Prénom et nom", max_length=120)
    email = forms.EmailField(label="Adresse électronique", max_length=LONGEST_ADDRESS, required=False)
    organisation = forms.CharField(label="Structure", max_length=160, required=False)

    def clean(self):
        said = super().clean()
        if self.plan.for_organisations and not said.get("organisation"):
            self.add_error("organisation", "Cette formule est pour une structure : écrivez son nom.")
        return said


class RefusalForm(forms.Form):
    why = forms.CharField(
        label="La raison, avec l’article des statuts",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Un refus se motive : écrivez la raison et l’article des statuts."},
        help_text="Elle est envoyée telle quelle à la personne.",
    )


class RepresentativeForm(forms.Form):
    name = forms.CharField(label="Prénom et nom", max_length=120)
    email = forms.EmailField(label="Adresse électronique", max_length=LONGEST_ADDRESS, required=False)


class PlanForm(forms.ModelForm):
    """A plan in plain words. `bands`: one line each, « moins de 10 000 € : 30 »."""

    amount = EurosField(label="Montant, ou minimum, en euros", required=False, least=0)
    bands = forms.CharField(
        label="Tranches",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne, la moins chère d’abord : « budget de moins de 10 000 € : 30 ».",
    )
    start = forms.CharField(
        label="Commence le",
        required=False,
        max_length=5,
        help_text="Jour et mois, « 01/01 », pour que tout le monde ait la même période. Vide : un an à partir de chacun.",
    )
    rollover = forms.CharField(
        label="Compte pour l’année suivante à partir du",
        required=False,
        max_length=5,
        help_text="Par exemple « 01/10 » : qui adhère en octobre a aussi toute l’année d’après.",
    )

    field_order = [
        "title",
        "words",
        "who",
        "price",
        "amount",
        "bands",
        "votes",
        "agreed_by_board",
        "article",
        "months",
        "start",
        "rollover",
        "window",
        "grace",
    ]

    class Meta:
        model = MembershipPlan
        fields = [
            "title",
            "words",
            "who",
            "price",
            "votes",
            "agreed_by_board",
            "article",
            "months",
            "window",
            "grace",
        ]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "who": forms.RadioSelect,
            "price": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = self.instance
        self.fields["months"].min_value = 1
        if plan.pk:
            self.initial["amount"] = plan.amount
            self.initial["bands"] = "\n".join(
                f"{band['label']} : {band['amount'] / 100:g}" for band in plan.bands
            )
            self.initial["start"] = shown(plan.start_day, plan.start_month)
            self.initial["rollover"] = shown(plan.rollover_day, plan.rollover_month)

    FIRST = ("title", "words", "who", "price", "amount", "bands")

    @property
    def first(self):
        """What every plan must say."""
        return [self[name] for name in self.FIRST]

    @property
    def folded(self):
        """What has a good default."""
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    @property
    def folded_errors(self) -> bool:
        return any(field.errors for field in self.folded)

    def clean_bands(self) -> list[dict]:
        found = []
        for line in filter(str.strip, self.cleaned_data["bands"].splitlines()):
            label, _, amount = line.rpartition(":")
            try:
                cents = EurosField(least=0).clean(amount.strip())
            except forms.ValidationError:
                cents = None
            if not label.strip() or cents is None:
                raise forms.ValidationError(
                    f"« {line.strip()} » : écrivez la tranche, deux points, puis les euros."
                )
            found.append({"label": label.strip(), "amount": cents})
        return found

    def clean_start(self):
        return month_day(self.cleaned_data["start"])

    def clean_rollover(self):
        return month_day(self.cleaned_data["rollover"])

    def clean(self):
        said = super().clean()
        if said.get("price") == Price.BANDS and not said.get("bands") and "bands" not in self.errors:
            self.add_error("bands", "Écrivez au moins une tranche.")
        if said.get("price") == Price.FIXED and not said.get("amount") and "amount" not in self.errors:
            self.add_error("amount", "Écrivez le montant ; ou choisissez « gratuit ».")
        if said.get("rollover") and not said.get("start"):
            self.add_error("start", "Dites d’abord quel jour commence la période commune.")
        if not 1 <= (said.get("months") or 0) <= 60:
            self.add_error("months", "De 1 à 60 mois.")
        if said.get("start") and 12 % (said.get("months") or 12):
            self.add_error("months", "Une période commune dure 1, 2, 3, 4, 6 ou 12 mois.")
        return said

    def save(self, commit=True):
        said, plan = self.cleaned_data, self.instance
        plan.amount, plan.bands = said["amount"] or 0, said["bands"]
        plan.start_day, plan.start_month = said["start"] or (None, None)
        plan.rollover_day, plan.rollover_month = said["rollover"] or (None, None)
        return super().save(commit)


def month_day(text: str) -> tuple[int, int] | None:
    """« 01/10 » → (1, 10): day, month."""
    if not text.strip():
        return None
    day, _, month = text.strip().partition("/")
    if not (day.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise forms.ValidationError("Écrivez le jour et le mois, comme 01/01.")
    return int(day), int(month)


def shown(day: int | None, month: int | None) -> str:
    return f"{day:02}/{month:02}" if day and month else ""


STATES = [
    ("", "Toutes"),
    ("jour", "À jour"),
    ("regler", "À régler"),
    ("finir", "Finissent bientôt"),
    ("finies", "Finies, non renouvelées"),
    ("decider", "À décider"),
    ("parties", "Parties ou refusées"),
]


class MembershipFilter(forms.Form):
    q = forms.CharField(label="Qui", required=False, max_length=80)
    etat = forms.ChoiceField(label="État", required=False, choices=STATES)
    formule = forms.ModelChoiceField(
        MembershipPlan.objects.none(),
        label="Formule",
        required=False,
        to_field_name="pid",
        empty_label="Toutes",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["formule"].queryset = MembershipPlan.objects.all()

    def chosen(self):
        rows = Membership.objects.with_ends().select_related("plan", "person", "organisation")
        said = self.cleaned_data if self.is_valid() else {}
        rows = rows.called(said.get("q") or "")
        if said.get("formule"):
            rows = rows.filter(plan=said["formule"])
        return in_state(rows, said.get("etat") or "")


def in_state(rows, state: str):
    today = timezone.localdate()
    if state == "parties":
        return rows.exclude(refused_at=None, left_at=None)
    if state == "decider":
        return rows.to_decide()
    rows = rows.open() if state else rows
    if state == "jour":
        return rows.standing()
    if state == "regler":
        return rows.owing()
    if state == "finir":
        return rows.filter(until__range=(today, today + dt.timedelta(days=60))).order_by("until", "pk")
    return rows.filter(until__lt=today).order_by("-until", "pk") if state == "finies" else rows


class RollForm(forms.Form):
    date = DateField(label="Assemblée du", widget=DateInput(), required=False)
    anciennete = forms.IntegerField(
        label="Membre depuis au moins (jours)", min_value=0, max_value=3650, required=False
    )
