from django.urls import include, path

from maillage.needs.workshops.views import coordinator, phone, walls

app_name = "workshops"

workshop = [
    path("", coordinator.workshop, name="workshop"),
    path("modifier/", coordinator.edit, name="edit"),
    path("projection/", coordinator.projection, name="projection"),
    path("flux/", coordinator.stream, name="stream"),
    path("ouverture/", coordinator.opening, name="opening"),
    path("cloture/", coordinator.closing, name="closing"),
    path("votes/", coordinator.polls, name="polls"),
    path("votes/cloture/", coordinator.poll_closing, name="poll_closing"),
    path("groupes/", walls.grouping, name="grouping"),
    path("groupes/<slug:cluster>/", walls.cluster, name="cluster"),
    path("groupes/<slug:cluster>/dissolution/", walls.dissolution, name="dissolution"),
    path("notes/", walls.notes, name="facilitator_notes"),
    path("notes/<uuid:key>/", walls.note, name="facilitator_note"),
    path("notes/<uuid:key>/retrait/", walls.note_removal, name="facilitator_note_removal"),
]
phone_pages = [
    path("", phone.board, name="board"),
    path("notes/", phone.notes, name="notes"),
    path("notes/<uuid:key>/", phone.note, name="note"),
    path("notes/<uuid:key>/retrait/", phone.note_removal, name="note_removal"),
    path("voix/", phone.votes, name="votes"),
    path("flux/", phone.stream, name="phone_stream"),
]
urlpatterns = [
    path("espace/ateliers/", coordinator.list, name="list"),
    path("espace/ateliers/nouveau/", coordinator.new, name="new"),
    path("espace/ateliers/<slug:pid>/", include(workshop)),
    path("espace/sources/<slug:pid>/", coordinator.source, name="source"),
    path("atelier/", phone.join, name="join"),
    path("atelier/<slug:code>/", include(phone_pages)),
]
