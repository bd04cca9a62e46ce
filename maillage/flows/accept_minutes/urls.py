from django.urls import path

from maillage.flows.accept_minutes import views

app_name = "accept_minutes"
urlpatterns = [
    path("espace/comptes-rendus/", views.minutes, name="new"),
    path("espace/comptes-rendus/<slug:pid>/", views.review, name="review"),
    path("espace/comptes-rendus/<slug:pid>/oubli/", views.removal, name="removal"),
]
