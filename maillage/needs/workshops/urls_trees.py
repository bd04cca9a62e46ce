"""Addresses of tree boards: on the desk, and in the hands of the room."""

from django.urls import path

from maillage.needs.workshops.views import hands, trees

of_a_workshop = [
    path("tableaux/<slug:board>/liens/", hands.for_the_desk(trees.links), name="links"),
    path("tableaux/<slug:board>/branches/", hands.for_the_desk(trees.branches), name="branches"),
    path("tableaux/<slug:board>/objectifs/", hands.for_the_desk(trees.objectives), name="objectives"),
    path("tableaux/<slug:board>/arbre.pdf", trees.pdf, name="tree_pdf"),
]
on_a_phone = [
    path("tableaux/<slug:board>/liens/", hands.for_the_room(trees.links), name="own_links"),
    path("tableaux/<slug:board>/branches/", hands.for_the_room(trees.branches), name="own_branches"),
]
