from django.urls import path

from maillage.ground.money import views

app_name = "money"
urlpatterns = [
    path("payer/<str:token>/", views.pay, name="pay"),
    path("payer/<str:token>/code.svg", views.code, name="code"),
    path("espace/reglements/", views.dues, name="dues"),
    path("espace/reglements/journal.csv", views.journal, name="journal"),
    path("espace/reglements/moyens/", views.means, name="means"),
    path("espace/reglements/banque/", views.bank, name="bank"),
    path("espace/reglements/banque/<slug:line>/", views.confirmation, name="confirmation"),
    path("espace/reglements/banque/<slug:line>/mise-de-cote/", views.putting_aside, name="putting_aside"),
    path("espace/reglements/<slug:pid>/", views.due, name="due"),
    path("espace/reglements/<slug:pid>/reglement/", views.receiving, name="receiving"),
    path(
        "espace/reglements/<slug:pid>/reglement/<slug:payment>/annulation/", views.reversal, name="reversal"
    ),
    path("espace/reglements/<slug:pid>/annulation/", views.cancellation, name="cancellation"),
]
