from django.apps import AppConfig


class MembershipsConfig(AppConfig):
    name = "maillage.ground.memberships"
    label = "memberships"

    def ready(self):
        from maillage.ground.memberships.models import on_settled
        from maillage.ground.money.models import settled

        settled.rooms["membership"] = on_settled
