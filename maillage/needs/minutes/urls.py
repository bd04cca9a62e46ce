from django.urls import include, path

from maillage.needs.minutes.views import approving, publishing, sending, writing

app_name = "minutes"
write = [
    path("", writing.minutes, name="minutes"),
    path("presence/", writing.presence, name="presence"),
    path("parties/<str:section>/", writing.read, name="section"),
    path("parties/<str:section>/texte/", writing.editor, name="editor"),
    path("parties/<str:section>/arrivees/", writing.news, name="news"),
    path("parties/<str:section>/versions/", writing.versions, name="versions"),
]
approve = [
    path("approbation/", approving.approval, name="approval"),
    path("correction/", approving.correction, name="correction"),
    path("editions/", approving.editions, name="editions"),
    path("editions/<int:number>/", approving.edition, name="edition"),
    path("editions/<int:number>/compte-rendu.<slug:form>", approving.edition_file, name="edition_file"),
    path("compte-rendu.<slug:form>", approving.file, name="file"),
    path("envoi/", sending.sending, name="sending"),
    path("envoi/courrier/", sending.preview, name="mail"),
    path("publication/", publishing.publication, name="publication"),
    path("retrait/", publishing.withdrawal, name="withdrawal"),
]
urlpatterns = [
    path("espace/ateliers/<slug:pid>/compte-rendu/", include(write + approve)),
    path("comptes-rendus/", publishing.published, name="published"),
    path("comptes-rendus/<slug:pid>/", publishing.public, name="public"),
    path("comptes-rendus/<slug:pid>.<slug:form>", publishing.public_file, name="public_file"),
    path("comptes-rendus/recu/<str:token>/", publishing.received, name="letter"),
    path(
        "comptes-rendus/recu/<str:token>/compte-rendu.<slug:form>",
        publishing.received_file,
        name="letter_file",
    ),
]
