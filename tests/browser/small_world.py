"""The small named world of tests/world.py in a real installation, for browser tests that need no demo.

python -m tests.browser.small_world      migrates, makes it, prints {"claire": session key, …}
"""

import json
import os

import django

PEOPLE = {
    "claire": ("vallees", "Claire Morvan", "coordinator"),
    "bastien": ("vallees", "Bastien Guérin", "board"),
    "malo": ("vallees", "Malo Riou", "member"),
    "oriane": ("onde", "Oriane Tessier", "coordinator"),
}
POLES = {"vallees": "Les Vallées vives", "onde": "L’Onde"}


def make() -> dict[str, str]:
    from django.core.management import call_command

    from tests import world

    call_command("migrate", interactive=False, verbosity=0)
    poles = {slug: world.make_pole(slug, name) for slug, name in POLES.items()}
    sessions = {}
    for key, (slug, name, kind) in PEOPLE.items():
        person = world.make_someone(poles[slug], name, kind)
        sessions[key] = world.client_of(poles[slug], person).cookies["sessionid"].value
    return sessions


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
    django.setup()
    print(json.dumps(make()))
