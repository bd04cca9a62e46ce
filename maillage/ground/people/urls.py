from django.urls import path

from maillage.ground.people import login_urls, views

app_name = "people"
urlpatterns = [
    *login_urls.urlpatterns,
    path("espace/personnes/", views.list, name="list"),
]
