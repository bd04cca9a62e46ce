from django.urls import include, path

from maillage.needs.workshops import urls_paper, urls_people, urls_prepare, urls_run, urls_trees, urls_votes
from maillage.needs.workshops.urls_teams import pages as team_pages
from maillage.needs.workshops.views import coordinator, hands, joining, phone, running, walls

app_name = "workshops"
desk, room = hands.for_the_desk, hands.for_the_room

preparing = [
    path("", coordinator.workshop, name="workshop"),
    path("projection/", coordinator.projection, name="projection"),
    path("flux/", coordinator.stream, name="stream"),
]
run = [
    path("ouverture/", running.opening, name="opening"),
    path("cloture/", running.closing, name="closing"),
    path("deroule/<slug:item>/depart/", running.step_start, name="step_start"),
    path("deroule/<slug:item>/fin/", running.step_end, name="step_end"),
    path("deroule/<slug:item>/temps/", running.step_time, name="step_time"),
    path("tableaux/<slug:board>/phase/", running.phase, name="phase"),
    path("tableaux/<slug:board>/votes/", running.polls, name="polls"),
    path("tableaux/<slug:board>/votes/cloture/", running.poll_closing, name="poll_closing"),
    path("tableaux/<slug:board>/propositions/", desk(hands.proposal), name="proposal"),
]
wall = [
    path("groupes/", desk(hands.grouping), name="grouping"),
    path("groupes/<slug:cluster>/", desk(hands.cluster), name="cluster"),
    path("groupes/<slug:cluster>/dissolution/", desk(hands.dissolution), name="dissolution"),
    path("notes/", walls.notes, name="facilitator_notes"),
    path("notes/<uuid:key>/", walls.note, name="facilitator_note"),
    path("notes/<uuid:key>/retrait/", walls.note_removal, name="facilitator_note_removal"),
    path("notes/<uuid:key>/masque/", walls.note_hiding, name="note_hiding"),
    path("notes/<uuid:key>/retour/", walls.note_showing, name="note_showing"),
    path("notes/<uuid:key>/place/", desk(hands.place), name="place"),
    path("notes/<uuid:key>/lien/", desk(hands.link), name="link"),
    path("gestes/<slug:gesture>/annulation/", walls.undo, name="undo"),
]
phone_pages = [
    path("", phone.board, name="board"),
    path("notes/", phone.notes, name="notes"),
    path("notes/<uuid:key>/", phone.note, name="note"),
    path("notes/<uuid:key>/retrait/", phone.note_removal, name="note_removal"),
    path("notes/<uuid:key>/place/", room(hands.place), name="own_place"),
    path("notes/<uuid:key>/lien/", room(hands.link), name="own_link"),
    path("notes/<uuid:key>/presence/", room(hands.going), name="going"),
    path("groupes/", room(hands.grouping), name="own_grouping"),
    path("groupes/<slug:cluster>/", room(hands.cluster), name="own_cluster"),
    path("groupes/<slug:cluster>/dissolution/", room(hands.dissolution), name="own_dissolution"),
    path("flux/", phone.stream, name="phone_stream"),
]
urlpatterns = [
    *urls_prepare.pages,
    path("espace/ateliers/", coordinator.list, name="list"),
    path(
        "espace/ateliers/<slug:pid>/",
        include(
            urls_prepare.of_a_workshop
            + preparing
            + run
            + urls_run.of_a_workshop
            + urls_votes.of_a_workshop
            + urls_people.of_a_workshop
            + urls_paper.of_a_workshop
            + wall
            + urls_trees.of_a_workshop
        ),
    ),
    *team_pages,
    path("espace/sources/<slug:pid>/", coordinator.source, name="source"),
    path("atelier/", joining.join, name="join"),
    path(
        "atelier/<slug:code>/",
        include(phone_pages + urls_people.on_a_phone + urls_votes.on_a_phone + urls_trees.on_a_phone),
    ),
]
