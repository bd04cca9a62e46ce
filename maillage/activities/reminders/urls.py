from django.urls import path

from maillage.activities.reminders import views

app_name = "reminders"
EVENT = "espace/evenements/<slug:pid>/messages/"
urlpatterns = [
    path(EVENT, views.messages_of_event, name="list"),
    path(f"{EVENT}nouveau/", views.new, name="new"),
    path(f"{EVENT}apres/", views.letters, name="letters"),
    path(f"{EVENT}<slug:message>/", views.message, name="message"),
    path(f"{EVENT}<slug:message>/arret/", views.stop, name="stop"),
    path(f"{EVENT}<slug:message>/reprise/", views.resume, name="resume"),
]
