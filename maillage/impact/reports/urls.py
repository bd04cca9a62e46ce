from django.urls import path

from maillage.impact.reports import views

app_name = "reports"
urlpatterns = [
    path("bilans/", views.published, name="published"),
    path("bilans/<slug:pid>/", views.public, name="public"),
    path("bilans/<slug:pid>.pdf", views.pdf, name="pdf"),
    path("bilans/<slug:pid>/photos/<slug:photo>.jpg", views.photo, name="photo"),
    path("espace/bilans/", views.list, name="list"),
    path("espace/bilans/nouveau/", views.new, name="new"),
    path("espace/bilans/<slug:pid>/", views.report, name="report"),
    path("espace/bilans/<slug:pid>/apercu/", views.preview, name="preview"),
    path("espace/bilans/<slug:pid>/apercu.pdf", views.preview_pdf, name="preview_pdf"),
    path("espace/bilans/<slug:pid>/photos/", views.photos, name="photos"),
    path("espace/bilans/<slug:pid>/photos/<slug:photo>/retrait/", views.remove_photo, name="remove_photo"),
    path("espace/bilans/<slug:pid>/publication/", views.publish, name="publish"),
    path("espace/bilans/<slug:pid>/retrait/", views.remove, name="remove"),
    path("espace/bilans/<slug:pid>/edition/", views.correct, name="correct"),
    path("espace/bilans/<slug:pid>/chiffres/<slug:figure>/", views.evidence, name="evidence"),
    path(
        "espace/bilans/<slug:pid>/chiffres/<slug:figure>/lignes.csv", views.evidence_csv, name="evidence_csv"
    ),
]
