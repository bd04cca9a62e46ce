"""Pages of the federation's own host, above the poles."""

from django.urls import include, path

from maillage.desk import views

handler403 = "maillage.desk.errors.forbidden"
handler404 = "maillage.desk.errors.missing"
handler500 = "maillage.desk.errors.broken"

urlpatterns = [
    path("", views.home, name="portal"),
    path("", include("maillage.ui.urls")),
    path("", include("maillage.ground.mail.urls")),
]
