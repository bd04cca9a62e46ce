from django.urls import path

from maillage.impact.reports import views

app_name = "reports"
urlpatterns = [
    path("espace/bilans/", views.list, name="list"),
    path("espace/bilans/<slug:pid>/", views.report, name="report"),
    path("bilans/<slug:pid>/", views.public, name="public"),
]
