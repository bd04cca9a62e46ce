from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "maillage.impact.reports"
    label = "reports"
