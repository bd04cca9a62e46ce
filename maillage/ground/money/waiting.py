"""What waits for the treasurer this morning."""

from django.urls import reverse

from maillage.ground.money.models import BankLine, Due
from maillage.ui.french import day, plural
from maillage.ui.money import euros
from maillage.ui.todo import Todo


def waiting():
    if lines := BankLine.objects.to_confirm().count():
        yield Todo(
            f"{plural(lines, 'ligne')} du relevé à confirmer",
            "Chacune est en face de ce qu’elle semble régler",
            reverse("money:bank"),
            "Confirmer",
        )
    if many := Due.objects.overpaid().count():
        yield Todo(
            f"{plural(many, 'somme')} à rendre",
            "Il est venu plus que ce qui était demandé",
            f"{reverse('money:dues')}?etat=trop",
            "Voir",
            "warm",
        )
    late = Due.objects.late().select_related("person", "organisation").order_by("due_on")
    if not (count := late.count()):
        return
    first = late[0]
    yield Todo(
        f"{plural(count, 'règlement')} en retard",
        f"{first.payer}, {euros(first.left)}, attendu {day(first.due_on)}{'…' if count > 1 else ''}",
        f"{reverse('money:dues')}?etat=retard",
        "Voir",
        "warm",
    )
