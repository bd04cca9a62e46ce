from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from maillage.actions.roadmap.models import Action, ActionState, Axis, Workstream
from maillage.ground.people.models import Person, Role, meet
from maillage.ground.people.names import name_key
from maillage.needs.catalogue.ranking import rank
from maillage.ui.forms import DateField, DateInput

HELPERS = ("coordinator", "board", "treasurer", "commission", "expert", "member")
SUGGESTED = 200


class ActionForm(forms.ModelForm):
    """An action with its place: a chantier chosen, or a new one named here under an axis chosen or new."""

    use_required_attribute = False  # the chantier is required unless a new one is named

    chantier = forms.ChoiceField(
        label="Chantier", error_messages={"required": "Choisissez un chantier, ou nommez-en un nouveau."}
    )
    new_workstream = forms.CharField(
        label="Nom du nouveau chantier",
        max_length=160,
        error_messages={"required": "Nommez le chantier qui portera cette action."},
    )
    axis = forms.ChoiceField(label="Sous quel axe", required=False)
    new_axis = forms.CharField(label="Ou un nouvel axe", max_length=160, required=False)
    owner_name = forms.CharField(
        label="Qui s’en charge",
        max_length=120,
        required=False,
        help_text="Un nom connu du pôle, ou celui d’une nouvelle personne.",
        widget=forms.TextInput(attrs={"list": "personnes", "autocomplete": "off"}),
    )
    besoins = forms.MultipleChoiceField(
        label="Besoins auxquels elle répond", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Action
        fields = ["title", "description", "horizon", "starts", "due"]
        field_classes = {"starts": DateField, "due": DateField}
        labels = {"title": "Ce qu’on décide de faire", "due": "Pour quand", "starts": "À partir du"}
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "horizon": forms.RadioSelect,
            "starts": DateInput,
            "due": DateInput,
        }
        error_messages = {"title": {"required": "Dites en une phrase ce que vous décidez de faire."}}

    def __init__(self, *args, needs=(), workstream=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.workstreams = {
            row.pid: row
            for row in Workstream.objects.select_related("axis").order_by(
                "axis__position", "axis", "position", "pk"
            )
        }
        self.axes = {row.pid: row for row in Axis.objects.all()}
        self.fields["chantier"].choices = [("", "Choisir…"), *self._by_axis()]
        self.fields["axis"].choices = [
            ("", "Un nouvel axe…"),
            *((row.pid, row.title) for row in self.axes.values()),
        ]
        typed = bool(self.data.get(self.add_prefix("new_workstream")))
        self.fields["chantier"].required = bool(self.workstreams) and not typed
        self.fields["new_workstream"].required = not self.workstreams
        self._offer_needs({need.pk for need in needs})
        current = workstream or (self.instance.workstream if self.instance.pk else None)
        if current:
            self.initial["chantier"] = current.pid
        elif len(self.workstreams) == 1:
            self.initial["chantier"] = next(iter(self.workstreams))
        if self.instance.owner:
            self.initial["owner_name"] = self.instance.owner.name

    def _by_axis(self):
        groups = {}
        for row in self.workstreams.values():
            groups.setdefault(row.axis.title, []).append((row.pid, row.title))
        return list(groups.items())

    def _offer_needs(self, chosen):
        ranked = sorted(rank(), key=lambda row: (row.need.pk not in chosen, row.rank))
        self.needs = {row.need.pid: row.need for row in ranked}
        self.fields["besoins"].choices = [(pid, need.title) for pid, need in self.needs.items()]
        self.initial["besoins"] = [pid for pid, need in self.needs.items() if need.pk in chosen]

    @property
    def opens_new(self) -> bool:
        """The part that names a new chantier is shown open."""
        typed = any(self.data.get(self.add_prefix(name)) for name in ("new_workstream", "new_axis"))
        return typed or not self.workstreams or bool(self.errors.get("new_axis"))

    @property
    def suggested(self):
        """Names for the datalist: people who hold a role here, most involved first."""
        people = (
            Role.objects.current().filter(kind__in=HELPERS).select_related("person").order_by("person__name")
        )
        names = {role.person_id: role.person for role in people[:SUGGESTED]}
        homonyms = _repeated(person.name_key for person in names.values())
        return sorted({_label(person, person.name_key in homonyms) for person in names.values()})

    def clean_owner_name(self):
        typed = self.cleaned_data["owner_name"].strip()
        if not typed:
            return None
        name, _, address = typed.removesuffix(")").partition(" (")
        known = list(Person.objects.known_in_pole().filter(name_key=name_key(name)))
        if address:
            known = [person for person in known if person.email == address.strip().lower()] or known
        if len(known) > 1:
            choices = ", ".join(_label(person, True) for person in known)
            raise ValidationError(
                f"Plusieurs personnes portent ce nom. Écrivez l’une de ces formes : {choices}."
            )
        return known[0] if known else name

    def clean(self):
        said = super().clean()
        if said.get("starts") and said.get("due") and said["due"] < said["starts"]:
            self.add_error("due", "L’échéance tombe avant le début.")
        if said.get("new_workstream") and not said.get("axis") and not said.get("new_axis"):
            self.add_error("new_axis", "Choisissez un axe pour ce nouveau chantier, ou nommez-en un.")
        return said

    def _workstream(self):
        said = self.cleaned_data
        if not said["new_workstream"]:
            return self.workstreams[said["chantier"]]
        axis = _same(self.axes.values(), said["new_axis"]) if said["new_axis"] else self.axes[said["axis"]]
        axis = axis or Axis.objects.create(title=said["new_axis"])
        return _same(axis.workstreams.all(), said["new_workstream"]) or Workstream.objects.create(
            axis=axis, title=said["new_workstream"]
        )

    def decide(self, by: Person, takeaway=None) -> Action:
        """Plan the action, or revise it when it exists, with all it needs; all or nothing."""
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        needs = [self.needs[pid] for pid in self.cleaned_data["besoins"] if pid in self.needs]
        with transaction.atomic():
            owner = self.cleaned_data["owner_name"]
            if takeaway and takeaway.person and owner == takeaway.person.name:
                owner = takeaway.person  # somebody of the workshop, who holds no role here yet
            fields["owner"] = meet(owner) if isinstance(owner, str) else owner
            fields["workstream"] = self._workstream()
            if self.instance.pk:
                self.instance.revise(by, needs, **fields)
                return self.instance
            return Action.objects.plan(by, needs, takeaway=takeaway, **fields)


def _same(rows, title):
    return next((row for row in rows if name_key(row.title) == name_key(title)), None)


def _repeated(keys):
    seen, twice = set(), set()
    for key in keys:
        (twice if key in seen else seen).add(key)
    return twice


def _label(person, with_address):
    return f"{person.name} ({person.email})" if with_address and person.email else person.name


class StateForm(forms.Form):
    state = forms.ChoiceField(
        label="Où en est-on ?", choices=ActionState.State.choices, widget=forms.RadioSelect
    )
    comment = forms.CharField(label="Un mot pour l’histoire", max_length=300, required=False)


class RoadmapFilter(forms.Form):
    """What the address bar keeps; without a state, dropped actions are not shown."""

    horizon = forms.ChoiceField(
        label="Horizon", required=False, choices=[("", "tous"), *Action.Horizon.choices]
    )
    personne = forms.ChoiceField(label="Qui s’en charge", required=False)
    etat = forms.ChoiceField(
        label="État", required=False, choices=[("", "en jeu"), *ActionState.State.choices]
    )
    axe = forms.ChoiceField(label="Axe", required=False)
    retard = forms.BooleanField(label="En retard", required=False)

    def __init__(self, data, axes):
        super().__init__(data)
        owners = Person.objects.filter(pk__in=Action.objects.exclude(owner=None).values("owner"))
        self.fields["personne"].choices = [
            ("", "tous"),
            ("personne", "personne encore"),
            *((who.pid, who.name) for who in owners),
        ]
        self.fields["axe"].choices = [("", "tous"), *((axis.pid, axis.title) for axis in axes)]

    @property
    def is_active(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def chosen(self, actions):
        """`actions` read `with_state()`, narrowed; a value that no longer exists filters nothing."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        actions = (
            actions.filter(state=asked["etat"])
            if "etat" in asked
            else actions.exclude(state=ActionState.State.DROPPED)
        )
        if "horizon" in asked:
            actions = actions.filter(horizon=asked["horizon"])
        if "axe" in asked:
            actions = actions.filter(workstream__axis__pid=asked["axe"])
        if asked.get("personne") == "personne":
            actions = actions.filter(owner=None)
        elif "personne" in asked:
            actions = actions.filter(owner__pid=asked["personne"])
        if "retard" in asked:
            actions = actions.filter(pk__in=Action.objects.late().values("pk"))
        return actions


class AxisForm(forms.ModelForm):
    class Meta:
        model = Axis
        fields = ["title"]


class WorkstreamForm(forms.ModelForm):
    class Meta:
        model = Workstream
        fields = ["title"]
