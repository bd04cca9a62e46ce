"""What a group of notes becomes, said on the wall (see `onward` in workshops)."""

from django.urls import reverse

from maillage.needs.catalogue.models import Origin
from maillage.needs.workshops.onward import Step, Steps


class NeedsFromGroups(Steps):
    def of(self, clusters) -> dict[int, Step]:
        became = {
            origin.cluster_id: Step("Voir son besoin", origin.need.get_absolute_url())
            for origin in Origin.objects.filter(cluster__in=clusters).select_related("need")
        }
        new = reverse("catalogue:new")
        return {
            cluster.pk: became.get(cluster.pk) or Step("En faire un besoin", f"{new}?groupe={cluster.pid}")
            for cluster in clusters
        }
