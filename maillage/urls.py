"""Pages of a pole. The federation's own host answers with `federation_urls`."""

from django.urls import include, path

handler403 = "maillage.desk.errors.forbidden"
handler404 = "maillage.desk.errors.missing"
handler500 = "maillage.desk.errors.broken"

urlpatterns = [
    path("", include("maillage.desk.urls")),
    path("", include("maillage.ui.urls")),
    path("", include("maillage.ground.people.urls")),
    path("", include("maillage.ground.mail.urls")),
    path("", include("maillage.ground.directory.urls")),
    path("", include("maillage.ground.money.urls")),
    path("", include("maillage.ground.memberships.urls")),
    path("", include("maillage.needs.workshops.urls")),
    path("", include("maillage.needs.catalogue.urls")),
    path("", include("maillage.needs.minutes.urls")),
    path("", include("maillage.actions.roadmap.urls")),
    path("", include("maillage.activities.events.urls")),
    path("", include("maillage.activities.reminders.urls")),
    path("", include("maillage.activities.surveys.urls")),
    path("", include("maillage.activities.photos.urls")),
    path("", include("maillage.impact.indicators.urls")),
    path("", include("maillage.impact.reports.urls")),
    path("", include("maillage.flows.accept_minutes.urls")),
]
