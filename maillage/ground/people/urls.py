from django.urls import path

from maillage.ground.people import login_urls, views

app_name = "people"
urlpatterns = [
    *login_urls.urlpatterns,
    path("espace/personnes/", views.list, name="list"),
    path("espace/personnes/export.csv", views.export, name="export"),
    path("espace/personnes/nouvelle/", views.new, name="new"),
    path("espace/personnes/<slug:pid>/", views.person, name="person"),
    path("espace/personnes/<slug:pid>/roles/", views.roles, name="roles"),
    path("espace/personnes/<slug:pid>/roles/<slug:role>/fin/", views.end_role, name="end_role"),
]
