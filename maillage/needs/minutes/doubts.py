"""What may have been forgotten: asked while people write, and once more before the text is frozen. It forbids nothing."""

from maillage.needs.minutes.models import Written
from maillage.needs.minutes.shown import slug_of
from maillage.ui.french import plural


def doubts(sections: list[Written]) -> list[tuple[str, str, str]]:
    """[(key, slug, what is missing)]."""
    rows = {written.key: written.part.rows for written in sections}
    found = []
    if any(written.key == "summary" and written.part.says_nothing for written in sections):
        found.append(("summary", "« Ce qui s’est dit » est à écrire"))
    if not rows["people"]:
        found.append(("people", "Personne n’est noté parmi les présents"))
    for name, lack in (("owner", "sans personne pour s’en charger"), ("due", "sans date")):
        if missing := [row for row in rows["actions"] if not row.get(name)]:
            found.append(("actions", f"{plural(len(missing), 'action')} {lack}"))
    for written in sections:
        if written.news:
            found.append((written.key, f"« {written.part.title} » : {written.news} de plus dans l’atelier"))
    return [(key, slug_of(key), said) for key, said in found]
