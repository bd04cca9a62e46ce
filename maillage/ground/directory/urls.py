from django.urls import path

from maillage.ground.directory import views

app_name = "directory"
urlpatterns = [
    path("espace/structures/", views.list, name="list"),
    path("espace/structures/export.csv", views.export, name="export"),
    path("espace/structures/nouvelle/", views.new, name="new"),
    path("espace/structures/<slug:pid>/", views.organisation, name="organisation"),
    path("espace/structures/<slug:pid>/modification/", views.edit, name="edit"),
]
