"""Addresses of what comes before a workshop: methods, preparation, invitations."""

from django.urls import path

from maillage.needs.workshops.views import invitations

of_a_workshop = []
pages = [
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
    path("invitations/<slug:token>/entree/", invitations.entrance, name="entrance"),
]
