"""PDF files, opened in a process of their own: whatever a hostile file does, it dies with that process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from ..errors import UnreadableMinutes
from ..lines import Line, Lines

SECONDS = 25
PROJECT = Path(__file__).resolve().parents[5]

REASONS = {
    "encrypted": "Ce PDF est protégé par un mot de passe. Enregistrez-le sans protection, puis déposez-le de nouveau.",
    "no_text": (
        "Ce PDF ne contient pas de texte : c’est sans doute un document numérisé (une image). "
        "Déposez le document d’origine, ou passez-le d’abord à la reconnaissance de caractères."
    ),
    "too_long": "Ce PDF a trop de pages pour un compte rendu (100 au plus). N’en gardez que les pages utiles, puis déposez-le.",
    "too_slow": "Ce PDF est trop complexe pour être lu. Déposez plutôt le document d’origine, ou copiez-en le texte dans un fichier .txt.",
    "damaged": "Ce PDF est abîmé ou incomplet : il ne s’ouvre pas. Exportez-le de nouveau depuis le document d’origine, puis déposez-le.",
}


def read(content: bytes) -> list[Line]:
    """One line per paragraph, item or row; raises UnreadableMinutes."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), *filter(None, sys.path)])}
    command = [sys.executable, "-m", f"{__package__}.pdf_child"]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
        answer = json.loads(done.stdout or b'{"error": "too_slow"}')
    except subprocess.TimeoutExpired:
        answer = {"error": "too_slow"}
    except ValueError:
        answer = {"error": "damaged"}
    if reason := answer.get("error"):
        raise UnreadableMinutes(REASONS.get(reason, REASONS["damaged"]))
    lines = Lines(Line(**{**row, "cells": tuple(row.get("cells", ()))}) for row in answer["lines"])
    lines.carried, lines.guessed = answer.get("carried", ""), "carried" not in answer
    return lines
