from django.urls import path

from maillage.activities.events.views import door, public, team

app_name = "events"
urlpatterns = [
    path("agenda/", public.agenda, name="agenda"),
    path("agenda.ics", public.agenda_ics, name="agenda_ics"),
    path("evenements/<slug:pid>/", public.event, name="event"),
    path("evenements/<slug:pid>.ics", public.event_ics, name="event_ics"),
    path("inscriptions/<slug:token>/", public.registration, name="registration"),
    path("espace/evenements/", team.manage, name="manage"),
    path("espace/evenements/nouveau/", team.new, name="new"),
    path("espace/evenements/<slug:pid>/", team.event, name="team"),
    path("espace/evenements/<slug:pid>/modification/", team.edit, name="edit"),
    path("espace/evenements/<slug:pid>/publication/", team.publication, name="publication"),
    path("espace/evenements/<slug:pid>/publication/retrait/", team.withdrawal, name="withdrawal"),
    path("espace/evenements/<slug:pid>/atelier/", team.agreement, name="agreement"),
    path("espace/evenements/<slug:pid>/annulation/", team.cancellation, name="cancellation"),
    path("espace/evenements/<slug:pid>/copie/", team.copy, name="copy"),
    path("espace/evenements/<slug:pid>/inscriptions/", team.registrations, name="registrations"),
    path("espace/evenements/<slug:pid>/inscriptions.csv", team.export, name="export"),
    path("espace/evenements/<slug:pid>/liste/", team.printed, name="printed"),
    path(
        "espace/evenements/<slug:pid>/inscriptions/<slug:registration>/retrait/", team.removal, name="removal"
    ),
    path("espace/evenements/<slug:pid>/accueil/", door.door, name="door"),
    path("espace/evenements/<slug:pid>/accueil/passage/", door.walk_in, name="walk_in"),
    path("espace/evenements/<slug:pid>/accueil/<slug:registration>/", door.presence, name="presence"),
    path("espace/evenements/<slug:pid>/accueil/<slug:registration>/retrait/", door.absence, name="absence"),
    path("espace/evenements/<slug:pid>/cloture/", door.closing, name="closing"),
    path("espace/evenements/<slug:pid>/cloture/retrait/", door.reopening, name="reopening"),
]
