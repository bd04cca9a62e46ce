"""Addresses of who is there: coming in, on a phone; the sheet, for the team."""

from django.urls import path

from maillage.needs.workshops.views import joining, people

of_a_workshop = [
    path("presence/", people.people, name="attendance"),
    path("presence/tableur/", people.export, name="attendance_sheet"),
    path("presence/<slug:seat>/", people.seat, name="seat"),
    path("presence/<slug:seat>/statut/", people.status, name="seat_status"),
    path("presence/<slug:seat>/fusion/", people.merging, name="seat_merging"),
    path("presence/<slug:seat>/retrait/", people.removal, name="seat_removal"),
    path("presence/<slug:seat>/retour/", people.way_back, name="seat_return"),
]
on_a_phone = [
    path("membre/", joining.known, name="join_known"),
    path("retour/", joining.coming_back, name="coming_back"),
    path("moi/", joining.me, name="me"),
    path("depart/", joining.leave, name="leave"),
]
