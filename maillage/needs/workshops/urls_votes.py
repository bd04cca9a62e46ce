"""Addresses of votes: giving, on a phone; what came out, for the team. Opening and closing are with the run of the room."""

from django.urls import path

from maillage.needs.workshops.views import votes

of_a_workshop = [
    path("tableaux/<slug:board>/votes/resultats/", votes.results, name="results"),
    path("tableaux/<slug:board>/votes/<slug:poll>/tableur/", votes.sheet, name="poll_sheet"),
    path("tableaux/<slug:board>/groupes-restants/", votes.lone_groups, name="lone_groups"),
]
on_a_phone = [path("voix/", votes.votes, name="votes")]
