from django.urls import path

from maillage.ground.money.views import accountant, public, treasury

app_name = "money"
urlpatterns = [
    path("payer/<str:token>/", public.pay, name="pay"),
    path("payer/<str:token>/code.svg", public.code, name="code"),
    path("payer/<str:token>/carte/", public.card, name="card"),
    path("payer/<str:token>/retour/", public.returned, name="returned"),
    path("payer/<str:token>/recu/<slug:payment>/", public.receipt, name="own_receipt"),
    path("payer/<str:token>/recu/<slug:receipt>.pdf", public.receipt_file, name="receipt_file"),
    path("helloasso/notification/", public.notification, name="notification"),
    path("espace/reglements/", treasury.dues, name="dues"),
    path("espace/reglements/journal.csv", treasury.journal, name="journal"),
    path("espace/reglements/comptable.csv", accountant.entries, name="entries"),
    path("espace/reglements/moyens/", treasury.means, name="means"),
    path("espace/reglements/banque/", treasury.bank, name="bank"),
    path("espace/reglements/banque/sures/", treasury.sure_ones, name="sure_ones"),
    path("espace/reglements/banque/<slug:line>/", treasury.confirmation, name="confirmation"),
    path("espace/reglements/banque/<slug:line>/mise-de-cote/", treasury.putting_aside, name="putting_aside"),
    path("espace/reglements/recus/", treasury.yearly, name="yearly"),
    path("espace/reglements/recus/<slug:receipt>.pdf", treasury.receipt, name="receipt"),
    path(
        "espace/reglements/recus/<slug:receipt>/annulation/",
        treasury.receipt_cancellation,
        name="receipt_cancellation",
    ),
    path("espace/reglements/<slug:pid>/reglement/<slug:payment>/recu/", treasury.receipts, name="receipts"),
    path("espace/reglements/<slug:pid>/", treasury.due, name="due"),
    path("espace/reglements/<slug:pid>/reglement/", treasury.receiving, name="receiving"),
    path(
        "espace/reglements/<slug:pid>/reglement/<slug:payment>/annulation/",
        treasury.reversal,
        name="reversal",
    ),
    path("espace/reglements/<slug:pid>/rappel/", treasury.reminder, name="reminder"),
    path("espace/reglements/<slug:pid>/remboursement/", treasury.refund, name="refund"),
    path("espace/reglements/<slug:pid>/annulation/", treasury.cancellation, name="cancellation"),
]
