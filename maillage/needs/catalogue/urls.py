from django.urls import path

from maillage.needs.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("espace/besoins/", views.needs, name="list"),
    path("espace/besoins/nouveau/", views.new, name="new"),
    path("espace/besoins/tableur/", views.sheet, name="sheet"),
    path("espace/besoins/mis-de-cote/", views.aside, name="aside"),
    path("espace/besoins/<slug:pid>/", views.need, name="need"),
    path("espace/besoins/<slug:pid>/texte/", views.wording, name="wording"),
    path("espace/besoins/<slug:pid>/estimation/", views.estimation, name="estimation"),
    path("espace/besoins/<slug:pid>/doublons/", views.duplicates, name="duplicates"),
    path("espace/besoins/<slug:pid>/separation/", views.separation, name="separation"),
    path("espace/besoins/<slug:pid>/mise-de-cote/", views.set_aside, name="set_aside"),
    path("espace/besoins/<slug:pid>/retour/", views.bring_back, name="bring_back"),
]
