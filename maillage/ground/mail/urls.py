from django.urls import path

from maillage.ground.mail import views

app_name = "mail"
urlpatterns = [
    path("courriers/", views.outbox, name="outbox"),
]
