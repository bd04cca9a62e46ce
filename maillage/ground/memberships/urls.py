from django.urls import path

from maillage.ground.memberships.views import plans, public, team

app_name = "memberships"
urlpatterns = [
    path("adherer/", public.plans, name="plans"),
    path("adherer/<slug:pid>/", public.join, name="join"),
    path("adhesion/carte/<slug:pid>/", public.card, name="card"),
    path("adhesion/<str:token>/", public.own, name="own"),
    path("adhesion/<str:token>/renouvellement/", public.renewal, name="renewal"),
    path("espace/adhesions/", team.list, name="list"),
    path("espace/adhesions/export.csv", team.export, name="export"),
    path("espace/adhesions/relances/", team.reminders, name="reminders"),
    path("espace/adhesions/votants/", team.voters, name="voters"),
    path("espace/adhesions/votants.csv", team.voters_sheet, name="voters_sheet"),
    path("espace/adhesions/formules/", plans.list, name="settings"),
    path("espace/adhesions/formules/nouvelle/", plans.new, name="new_plan"),
    path("espace/adhesions/formules/<slug:pid>/", plans.edit, name="plan"),
    path("espace/adhesions/formules/<slug:pid>/fermeture/", plans.closing, name="closing"),
    path("espace/adhesions/formules/<slug:pid>/adhesion/", team.by_hand, name="by_hand"),
    path("espace/adhesions/<slug:pid>/", team.membership, name="membership"),
    path("espace/adhesions/<slug:pid>/agrement/", team.agreement, name="agreement"),
    path("espace/adhesions/<slug:pid>/refus/", team.refusal, name="refusal"),
    path("espace/adhesions/<slug:pid>/renouvellement/", team.renewal, name="team_renewal"),
    path("espace/adhesions/<slug:pid>/depart/", team.departure, name="departure"),
    path("espace/adhesions/<slug:pid>/representants/", team.representatives, name="representatives"),
    path(
        "espace/adhesions/<slug:pid>/representants/<slug:row>/fin/",
        team.representative_end,
        name="representative_end",
    ),
]
