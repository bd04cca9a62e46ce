from django.urls import path

from maillage.impact.indicators import views

app_name = "indicators"
urlpatterns = [
    path("espace/chiffres/", views.list, name="list"),
    path("chiffres/", views.public, name="public"),
]
