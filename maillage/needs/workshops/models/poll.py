"""The dot vote. The budget is kept by the database: one vote at a time holds the workshop's lock, then the poll's."""

from django.db import models
from django.utils import timezone

from maillage.ground.journal import models as journal
from maillage.ground.people.models import Person
from maillage.ground.poles.owned import PoleOwned
from maillage.needs.workshops.models.workshop import Change, Participant, Refused, Workshop

CLOSED = "Le vote est fermé. Les points déjà posés sont gardés."


class Poll(PoleOwned):
    """A dot vote over the clusters of a workshop: open until closed, a budget of dots each."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="polls")
    budget = models.PositiveSmallIntegerField("points par personne", default=3)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta(PoleOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=models.Q(closed_at=None), name="one_open_poll"
            )
        ]

    def __str__(self):
        return f"{self.budget} points par personne"

    def place(self, participant: Participant, cluster, count: int) -> None:
        """Put `count` dots of this participant on the group, whatever was there before; 0 takes them back.

        Raises Refused when the vote is closed or the budget exceeded: nothing changes then.
        """
        with self.workshop.turn() as workshop:
            poll = Poll.objects.select_for_update().get(pk=self.pk)
            if poll.closed_at or not workshop.live:
                raise Refused(CLOSED)
            if not workshop.clusters.filter(pk=cluster.pk).exists():  # never was, or dissolved meanwhile
                raise Refused("Ce groupe n’est plus sur ce mur. Vos autres points sont gardés.")
            mine = poll.dots.filter(participant=participant)
            elsewhere = mine.exclude(cluster=cluster).aggregate(total=models.Sum("count"))["total"] or 0
            if count < 0 or elsewhere + count > poll.budget:
                left = poll.budget - elsewhere
                raise Refused(f"Vous avez {poll.budget} points en tout : il en reste {left} pour ce groupe.")
            if count:
                poll.dots.update_or_create(
                    participant=participant, cluster=cluster, defaults={"count": count}
                )
            else:
                mine.filter(cluster=cluster).delete()
            workshop.tell(Change.Kind.VOTES, cluster.pid)

    def close(self, by: Person) -> None:
        with self.workshop.turn() as workshop:
            self.finish(workshop, by)

    def finish(self, workshop: Workshop, by: Person) -> None:
        """Close inside the workshop's turn; closing twice changes nothing."""
        self.closed_at = timezone.now()
        if Poll.objects.filter(pk=self.pk, closed_at=None).update(closed_at=self.closed_at):
            workshop.tell(Change.Kind.WALL)
            journal.record("workshop.poll_closed", workshop, by, **self.turnout())

    def turnout(self) -> dict[str, int]:
        """{"voters": people who placed a dot, "dots": dots placed}."""
        return self.dots.aggregate(
            voters=models.Count("participant", distinct=True),
            dots=models.functions.Coalesce(models.Sum("count"), 0),
        )


class Dot(PoleOwned):
    """The dots one participant put on one cluster."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="dots")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dots")
    cluster = models.ForeignKey("workshops.Cluster", models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField(default=1)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["poll", "participant", "cluster"], name="one_dot_row")]

    def __str__(self):
        return f"{self.count}"
