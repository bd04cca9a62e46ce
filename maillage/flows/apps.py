from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "maillage.flows"
    label = "flows"
