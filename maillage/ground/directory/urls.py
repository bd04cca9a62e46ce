from django.urls import path

from maillage.ground.directory import views

app_name = "directory"
urlpatterns = [
    path("espace/structures/", views.list, name="list"),
    path("espace/structures/<slug:pid>/", views.organisation, name="organisation"),
]
