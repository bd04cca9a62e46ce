from django.urls import path

from maillage.impact.indicators import views

app_name = "indicators"
urlpatterns = [
    path("chiffres/", views.public, name="public"),
    path("espace/chiffres/", views.list, name="list"),
    path("espace/chiffres/depart/", views.start, name="start"),
    path("espace/chiffres/nouveau/", views.new, name="new"),
    path("espace/chiffres/reglages/", views.settings, name="settings"),
    path("espace/chiffres/<slug:pid>/", views.indicator, name="indicator"),
    path("espace/chiffres/<slug:pid>/lignes.csv", views.rows, name="rows"),
    path("espace/chiffres/<slug:pid>/modification/", views.edit, name="edit"),
    path("espace/chiffres/<slug:pid>/place/", views.place, name="place"),
    path("espace/chiffres/<slug:pid>/retrait/", views.remove, name="remove"),
]
