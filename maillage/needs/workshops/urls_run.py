"""Addresses of a running workshop that came after the others: who is there, what looks alike, hands lent to the room."""

from django.urls import path

from maillage.needs.workshops.views import coordinator, likeness, running

of_a_workshop = [
    path("gens/", coordinator.people, name="people"),
    path("tableaux/<slug:board>/ressemblances/", likeness.likeness, name="likeness"),
    path("tableaux/<slug:board>/mains/", running.hands, name="hands"),
]
