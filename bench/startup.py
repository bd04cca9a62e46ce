"""How long from `bin/run` to the first page: on a fresh clone, and the second time."""

import os
import subprocess
import tempfile
from pathlib import Path

from floor import Row, empty_server, free_port, seconds_until_answer, served, table

ROOT = Path(__file__).parent.parent


def first_page(root: Path, var: Path, *options: str) -> float:
    port = free_port()
    environment = {**os.environ, "MAILLAGE_VAR": str(var), "PYTHONPATH": ""}
    with served([str(root / "bin" / "run"), "--port", str(port), *options], env=environment) as process:
        return seconds_until_answer(process, port)


def empty_page() -> float:
    port = free_port()
    with served(empty_server(port)) as process:
        return seconds_until_answer(process, port)


def fresh_clone(folder: Path) -> float:
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    return first_page(clone, folder / "var")


def main() -> None:
    floor = min(empty_page() for _ in range(3))
    with tempfile.TemporaryDirectory(prefix="maillage-startup-") as folder:
        rows = [Row("bin/run, clone tout neuf, paquets compris", fresh_clone(Path(folder)), floor, "≤ 90 s")]
        again = sorted(first_page(Path(folder) / "clone", Path(folder) / "var") for _ in range(3))
    rows.append(Row("bin/run, les fois suivantes (médiane de 3)", again[1], floor, "≤ 5 s"))
    table("Démarrage, jusqu’à la première page (plancher : un serveur vide)", rows)


if __name__ == "__main__":
    main()
