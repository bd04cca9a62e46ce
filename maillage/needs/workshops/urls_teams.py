"""Addresses of the sub-groups, of the plenary that takes up their results, and of what comes out of a workshop."""

from django.urls import include, path

from maillage.needs.workshops.views import hands, plenary, takeaways, teams

written = takeaways.written
desk, room = hands.for_the_desk, hands.for_the_room

of_a_workshop = [
    path("sous-groupes/", desk(teams.forming), name="forming"),
    path("sous-groupes/rotation/", desk(teams.rotation), name="rotation"),
    path("sous-groupes/paires/", desk(teams.pairing), name="pairing"),
    path("sous-groupes/fin/", desk(teams.gathering), name="gathering"),
    path("sous-groupes/places/", desk(teams.moves), name="moves"),
    path("sous-groupes/reste/", desk(teams.placing), name="placing"),
    path("sous-groupes/ajout/", desk(teams.addition), name="team_addition"),
    path("sous-groupes/<slug:team>/", desk(teams.team), name="team"),
    path("sous-groupes/<slug:team>/retrait/", desk(teams.removal), name="team_removal"),
    path("suites/", takeaways.takeaways, name="takeaways"),
    path("suites/nouvelle/", takeaways.noting, name="noting"),
    path("suites/passees/projection/", takeaways.looking_back, name="looking_back"),
    path("suites/passees/<slug:takeaway>/reprise/", written(takeaways.carrying), name="carrying"),
    path("suites/passees/<slug:takeaway>/fin/", written(takeaways.settling), name="settling"),
    path("suites/<slug:takeaway>/", takeaways.takeaway, name="takeaway"),
    path("suites/<slug:takeaway>/retrait/", written(takeaways.removal), name="takeaway_removal"),
    path("suites/<slug:takeaway>/rang/", written(takeaways.place), name="takeaway_place"),
    path("mise-en-commun/", plenary.plenary, name="plenary"),
    path("mise-en-commun/ouverture/", desk(plenary.opening), name="plenary_opening"),
    path("mise-en-commun/cloture/", desk(plenary.closing), name="plenary_closing"),
    path("mise-en-commun/choix/", desk(plenary.showing), name="showing"),
    path("mise-en-commun/avis/", desk(plenary.ruling), name="ruling"),
]
on_a_phone = [
    path("sous-groupe/", room(teams.own_team), name="own_team"),
    path("avant/", takeaways.past, name="past"),
    path("sous-groupe/fini/", room(teams.finished), name="team_done"),
]
pages = [
    path("espace/ateliers/<slug:pid>/", include(of_a_workshop)),
    path("atelier/<slug:code>/", include(on_a_phone)),
]
