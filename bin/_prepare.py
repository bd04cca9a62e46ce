"""Brings the database up to date, loads the demo the first time, prints what to open and with which logins."""

import argparse
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


class Demo:
    """Loaded once, when the database is made. A load that was cut short is taken up again."""

    def __init__(self, folder: Path):
        self.pending, self.loaded = folder / "demo.pending", folder / "demo.loaded"

    def plan(self) -> None:
        self.pending.touch()

    def load_if_planned(self, port: int) -> None:
        if self.pending.exists():
            call_command("load_demo", port=port, stdout=sys.stderr)
            self.pending.rename(self.loaded)


FIRST_POLE = """
Aucun pôle n’est encore ouvert ; pour ouvrir le premier :
  bin/maillage new_pole vallees --name "Les Vallées vives" --coordinator "Prénom Nom" --email vous@exemple.fr"""


def welcome(port: int, with_logins: bool) -> None:
    from django.conf import settings

    from maillage.ground.poles.models import Federation, Pole

    federation = Federation.objects.first()
    places = [(federation.name if federation else "Maillage", settings.DOMAIN)]
    places += [(pole.name, pole.host) for pole in Pole.objects.all()]
    width = max(len(name) for name, _ in places)
    print("Maillage est prêt. À ouvrir dans un navigateur :\n")
    for name, host in places:
        print(f"  {name:{width}}  http://{host}:{port}/")
    if len(places) == 1:
        print(FIRST_POLE)
    if settings.DEMO:
        print("\nLes courriers (et les codes de connexion) ne partent pas, ils se lisent ici :")
        print(f"  http://{settings.DOMAIN}:{port}/courriers/")
    if with_logins:
        print()
        call_command("demo_logins")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args()

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection

    demo = Demo(settings.VAR_DIR)
    if not connection.introspection.table_names() and not options.empty:
        demo.plan()
    call_command("migrate", interactive=False, verbosity=0)
    demo.load_if_planned(options.port)
    from maillage.activities.reminders.tasks import round_
    from maillage.ground.mail.rounds import begin
    from maillage.ground.mail.tasks import sweep
    from maillage.ground.memberships.tasks import remind_all

    begin(sweep, remind_all, round_)
    welcome(options.port, with_logins=demo.loaded.exists())


if __name__ == "__main__":
    main()
