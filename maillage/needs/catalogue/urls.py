from django.urls import path

from maillage.needs.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("espace/besoins/", views.list, name="list"),
    path("espace/besoins/<slug:pid>/", views.need, name="need"),
]
