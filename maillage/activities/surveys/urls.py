from django.urls import path

from maillage.activities.surveys import views

app_name = "surveys"
EVENT = "espace/evenements/<slug:pid>/avis/"
urlpatterns = [
    path("avis/salle/<slug:token>/", views.room, name="room"),
    path("avis/<str:token>/", views.reply, name="reply"),
    path(EVENT, views.survey, name="survey"),
    path(f"{EVENT}ouverture/", views.opening, name="opening"),
    path(f"{EVENT}questions/", views.questions, name="questions"),
    path(f"{EVENT}cloture/", views.closing, name="closing"),
    path(f"{EVENT}cloture/retrait/", views.reopening, name="reopening"),
    path(f"{EVENT}affiche/", views.poster, name="poster"),
    path("espace/evenements/<slug:pid>/avis.csv", views.export, name="export"),
]
