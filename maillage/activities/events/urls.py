from django.urls import path

from maillage.activities.events import views

app_name = "events"
urlpatterns = [
    path("agenda/", views.agenda, name="agenda"),
    path("espace/evenements/", views.manage, name="manage"),
    path("evenements/<slug:pid>/", views.event, name="event"),
]
