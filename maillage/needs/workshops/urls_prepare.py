"""Addresses of what comes before a workshop: methods, preparation, invitations."""

from django.urls import include, path

from maillage.needs.workshops.views import invitations, methods, preparation

of_a_workshop = [
    path("preparation/", preparation.preparation, name="preparation"),
    path("modifier/", preparation.edit, name="edit"),
    path("methode/", preparation.keep_method, name="keep_method"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/changement/", invitations.invitation_change, name="invitation_change"),
    path("invitations/<slug:invitation>/retrait/", invitations.invitation_removal, name="invitation_removal"),
    path("annulation/", invitations.cancellation, name="cancellation"),
    path("annulation/retrait/", invitations.resumption, name="resumption"),
]
of_a_method = [
    path("", methods.method, name="method"),
    path("copie/", methods.method_copy, name="method_copy"),
    path("modification/", methods.method_edit, name="method_edit"),
    path("retrait/", methods.method_retirement, name="method_retirement"),
    path("retour/", methods.method_return, name="method_return"),
]
pages = [
    path("espace/ateliers/nouveau/", preparation.new, name="new"),
    path("espace/methodes/", methods.methods, name="methods"),
    path("espace/methodes/<slug:method>/", include(of_a_method)),
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
    path("invitations/<slug:token>/entree/", invitations.entrance, name="entrance"),
]
