"""The way in, on a pole's host and on the federation's."""

from django.urls import path

from maillage.ground.people import login_views

app_name = "people"
urlpatterns = [
    path("connexion/", login_views.login, name="login"),
    path("connexion/code/", login_views.code, name="code"),
    path("deconnexion/", login_views.logout, name="logout"),
]
