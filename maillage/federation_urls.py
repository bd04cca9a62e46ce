"""Pages of the federation's own host, above the poles."""

from django.urls import include, path

from maillage.desk import views

handler403 = "maillage.desk.errors.forbidden"
handler404 = "maillage.desk.errors.missing"
handler500 = "maillage.desk.errors.broken"

# Every host has a home and a search under the same names, so that the base pages can link to them.
desk = (
    [path("", views.portal, name="home"), path("recherche/", views.search_all, name="search")],
    "desk",
)
urlpatterns = [
    path("", include(desk)),
    path("", include("maillage.ui.urls")),
    path("", include("maillage.ground.mail.urls")),
    path("", include("maillage.ground.people.login_urls")),
]
