from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "maillage.impact.indicators"
    label = "indicators"
