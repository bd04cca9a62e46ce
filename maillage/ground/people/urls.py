from django.urls import path

from maillage.ground.people import views

app_name = "people"
urlpatterns = [
    path("connexion/", views.login, name="login"),
    path("deconnexion/", views.logout, name="logout"),
    path("espace/personnes/", views.list, name="list"),
]
