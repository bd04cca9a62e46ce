from django.urls import path

from maillage.actions.roadmap import views

app_name = "roadmap"
urlpatterns = [
    path("espace/feuille-de-route/", views.roadmap, name="roadmap"),
    path("espace/actions/<slug:pid>/", views.action, name="action"),
]
