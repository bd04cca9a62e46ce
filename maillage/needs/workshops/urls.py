from django.urls import path

from maillage.needs.workshops import views

app_name = "workshops"
urlpatterns = [
    path("espace/ateliers/", views.list, name="list"),
    path("espace/ateliers/<slug:pid>/", views.workshop, name="workshop"),
    path("atelier/", views.join, name="join"),
]
