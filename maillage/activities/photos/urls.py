from django.urls import path

from maillage.activities.photos import views

app_name = "photos"
EVENT = "espace/evenements/<slug:pid>/photos/"
PHOTO = f"{EVENT}<slug:photo>/"
CONSENT = f"{PHOTO}accords/<slug:consent>/"
urlpatterns = [
    path("photos/accord/<slug:token>/", views.consent, name="consent"),
    path("photos/accord/<slug:token>/photo.webp", views.consent_file, name="consent_file"),
    path("photos/<slug:pid>/<int:w>.webp", views.file, name="file"),
    path(EVENT, views.manage, name="manage"),
    path(f"{EVENT}ajout/", views.upload, name="upload"),
    path(PHOTO, views.photo, name="photo"),
    path(f"{PHOTO}personnes/", views.people, name="people"),
    path(f"{PHOTO}personne/", views.nobody, name="nobody"),
    path(f"{PHOTO}publication/", views.publication, name="publication"),
    path(f"{PHOTO}publication/retrait/", views.withdrawal, name="withdrawal"),
    path(f"{PHOTO}couverture/", views.cover, name="cover"),
    path(f"{PHOTO}retrait/", views.removal, name="removal"),
    path(f"{CONSENT}papier/", views.paper, name="paper"),
    path(f"{CONSENT}refus/", views.refusal, name="refusal"),
    path(f"{CONSENT}retrait/", views.mistaken, name="mistaken"),
]
