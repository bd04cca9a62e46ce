from django.urls import path

from maillage.actions.roadmap.views import actions, axes, roadmap

app_name = "roadmap"
urlpatterns = [
    path("espace/feuille-de-route/", roadmap.roadmap, name="roadmap"),
    path("espace/feuille-de-route/tableur/", roadmap.sheet, name="sheet"),
    path("espace/feuille-de-route/axes/", axes.axes, name="axes"),
    path("espace/actions/nouvelle/", actions.new, name="new"),
    path("espace/actions/<slug:pid>/", actions.action, name="action"),
    path("espace/actions/<slug:pid>/texte/", actions.wording, name="wording"),
    path("espace/actions/<slug:pid>/etats/", actions.states, name="states"),
    path("espace/axes/<slug:pid>/", axes.axis, name="axis"),
    path("espace/axes/<slug:pid>/rang/", axes.axis_rank, name="axis_rank"),
    path("espace/axes/<slug:pid>/retrait/", axes.axis_removal, name="axis_removal"),
    path("espace/axes/<slug:pid>/chantiers/", axes.workstreams, name="workstreams"),
    path("espace/chantiers/<slug:pid>/", axes.workstream, name="workstream"),
    path("espace/chantiers/<slug:pid>/rang/", axes.workstream_rank, name="workstream_rank"),
    path("espace/chantiers/<slug:pid>/retrait/", axes.workstream_removal, name="workstream_removal"),
]
