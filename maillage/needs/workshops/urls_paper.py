"""Addresses of paper: to print before, to type after."""

from django.urls import path

from maillage.needs.workshops.views import paper

of_a_workshop = [
    path("papier/", paper.paper, name="paper"),
    path("papier/post-it/", paper.post_its, name="paper_post_its"),
    path("papier/affiche/", paper.poster, name="paper_poster"),
    path("papier/saisie/", paper.typing, name="typing"),
    path("papier/liste/", paper.listing, name="listing"),
]
