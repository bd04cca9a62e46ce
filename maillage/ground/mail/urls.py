from django.urls import path

from maillage.ground.mail import views

app_name = "mail"
urlpatterns = [
    path("courriers/", views.outbox, name="outbox"),
    path("courriers/<slug:pid>/", views.message, name="message"),
    path("courriers/<slug:pid>/apercu/", views.preview, name="preview"),
    path("courriers/<slug:pid>/pieces/<int:number>/", views.attachment, name="attachment"),
]
