from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "maillage.ground.mail"
    label = "mail"
