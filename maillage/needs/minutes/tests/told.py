"""A rich workshop made by hand, and what two readings have in common once ids and lines are set aside."""

from maillage.needs.minutes.reader import (
    Action,
    AgendaEntry,
    Area,
    Board,
    Decision,
    FollowUp,
    Group,
    Need,
    Note,
    Participant,
    PastAction,
    Reading,
    Solution,
    Unread,
)


def workshop() -> Reading:
    return Reading(
        title="Aller au travail sans voiture : l’atelier des vallées",
        date="2027-03-12",
        starts="09:30",
        ends="12:00",
        place="Salle des fêtes, Lussac",
        purpose="Trouver trois solutions que chacun peut essayer avant l’été.\nDire qui s’en charge.",
        summary="On part de ce que vivent les gens : le dernier car part à 17 h.\n« Sans voiture, pas d’emploi », résume Claire.",
        participants=[
            Participant("Malo Kervadec", "Les Ateliers du Lin", "coordinateur", "malo@lin.example", "+33600000001"),
            Participant("Claire d’Hostal", "Mairie de Lussac", "maire", "claire@lussac.example"),
            Participant("Ysé Morvan", "Vélo pour tous"),
            Participant("Paul Le Guen", "", "habitant", status="excused"),
            Participant("Éloïse Ferrand", "Département", status="absent"),
            Participant("Noé Marchal", "Tiers-lieu La Filature", "animateur", status="expected"),
        ],
        agenda=[
            AgendaEntry("Se présenter", "09:30", "09:45", "icebreaker", "Votre blason en quatre cases."),
            AgendaEntry("Écrire les causes", "09:45", "10:30", "write", "Une idée par post-it.\nTrois post-it au plus."),
            AgendaEntry("Voter", "10:30", None, "vote"),
            AgendaEntry("Conclure", None, "12:00", "close"),
            AgendaEntry("Prendre un café"),
        ],
        decisions=[
            Decision("Ouvrir l’atelier de réparation deux samedis par mois.", None, {"support": 8, "accept": 2}),
            Decision("Demander à la Région un car de 18 h 30."),
        ],
        actions=[
            Action("Appeler le transporteur", "", None, "Malo", "2027-04-01", "à faire"),
            Action("Prêter la salle", "Les bénévoles", None, "Claire | la mairie", None, "fait"),
            Action("Écrire au Département"),
        ],
        past_actions=[
            PastAction("Recenser les vélos à donner", "Ysé", "2027-01-15", "fait"),
            PastAction("Trouver un local", "", None, "en cours"),
        ],
        needs=[
            Need("Un moyen de rentrer après 17 h", "Les salariés", None, 14, 1, "14 voix, le plus de post-it"),
            Need("Réparer son vélo près de chez soi", "", None, 9, 2, "Neuf voix.\nFacile à essayer."),
            Need("Savoir qui va où", "Les habitants"),
        ],
        boards=[matrix(), columns(), tree(), objectives(), Board("Paroles entendues", "statements", [Area("Paroles entendues", notes=[Note("« On a perdu l’habitude de marcher. »", "Ysé")])])],
        solutions=[
            Solution("Un car à 18 h 30", "Le dernier car part à 17 h", None, 11),
            Solution("Le covoiturage du soir", "Le dernier car part à 17 h"),
            Solution("Un atelier mobile", "Personne ne répare les vélos"),
            Solution("En parler à la fête du village"),
        ],
        follow_ups=[
            FollowUp("Prochaine réunion à la Filature", None, "Noé", "2027-05-20"),
            FollowUp("Envoyer ce compte rendu", None, "", None, "en cours"),
        ],
        unread=[Unread(3, "06 00 00 00 01")],
    )  # fmt: skip


def matrix() -> Board:
    return Board(
        "Que peut-on essayer ?", "matrix", id="b1", team="Nord",
        groups=[
            Group("Le car du soir", "g1", 12, 4.33, 3.5, {"support": 6, "reserve": 2, "block": 1}),
            Group("L’atelier vélo", "g2", 0, 3.0, 1.25),
            Group("Groupe sans post-it", "g3"),
        ],
        areas=[
            Area("Idées", "neutral", [
                Note("Un car à 18 h 30", "Malo", None, "n1", "", "g1"),
                Note("Décaler la fin de journée", "", None, "n2", "", "g1", "amended"),
                Note("Réparer ensemble\nle samedi matin", "Ysé", None, "n3", "", "g2", "validated"),
                Note("Un âne", "Noé", None, "n4"),
            ]),
            Area("Idées folles", "favourable", [Note("Un téléphérique", "", None, "n5", "", "g1", "set_aside")]),
            Area("Restées vides", "unfavourable"),
        ],
    )  # fmt: skip


def columns() -> Board:
    return Board(
        "Le village aujourd’hui", "columns",
        areas=[
            Area("Points favorables", "favourable", [Note("La gare est rouverte", "Paul"), Note("On se connaît tous")]),
            Area("Points défavorables", "unfavourable", [Note("Le dernier car part à 17 h", "Claire")]),
        ],
    )  # fmt: skip


def tree() -> Board:
    return Board(
        "Arbre à problèmes", "problem_tree", id="b3",
        areas=[
            Area("Conséquences", "consequence", [Note("On refuse des emplois", "", None, "k1", "p"), Note("Les jeunes partent", "Claire", None, "k2", "k1")]),
            Area("Problème", "problem", [Note("Sans voiture, on ne peut pas travailler", "", None, "p")]),
            Area("Causes", "cause", [
                Note("Le dernier car part à 17 h", "Malo", None, "c1", "p"),
                Note("La ligne perd de l’argent", "", None, "c11", "c1"),
                Note("Personne ne répare les vélos", "", None, "c2", "p"),
            ]),
            Area("Solutions", "solution", [Note("Un car à 18 h 30", "", None, "s1", "c1"), Note("À relier", "Noé", None, "s2")]),
        ],
    )  # fmt: skip


def objectives() -> Board:
    return Board(
        "Arbre à objectifs", "objective_tree", team="Sud",
        areas=[
            Area("Ce que ça change", "effect", [Note("On garde les jeunes", id="e", parent="o")]),
            Area("Objectif", "objective", [Note("On travaille sans voiture", id="o")]),
            Area("Moyens", "means", [Note("Un car le soir", id="m", parent="o"), Note("Le vélo", id="m2", parent="o")]),
        ],
    )  # fmt: skip


def told(reading: Reading) -> dict:
    """The reading without lines, ids and what was not understood: notes name their group and their parents by words.

    A board is said as the set of its notes where the order of a document is another (groups first, branches together).
    """
    found = reading.to_dict()
    del found["unread"]
    for key in ("needs", "solutions", "actions", "follow_ups", "decisions", "past_actions"):
        for item in found.get(key, []):
            item.pop("line", None)
    found["boards"] = [_board(board) for board in found["boards"]]
    return found


def _board(board: dict) -> dict:
    groups = {
        group["id"]: (number, group["title"])
        for number, group in enumerate(board.get("groups", []))
        if group["id"]
    }
    notes = {note["id"]: note for area in board["areas"] for note in area["notes"] if note.get("id")}

    def path(note):
        seen = []
        while note is not None and len(seen) < 30:
            seen.append(note["text"])
            note = notes.get(note.get("parent"))
        return seen

    return {
        **{key: board.get(key, "") for key in ("title", "kind", "team")},
        "groups": [
            {key: value for key, value in group.items() if key != "id"} for group in board.get("groups", [])
        ],
        "areas": [
            {
                "title": area["title"],
                "sentiment": area["sentiment"],
                "notes": sorted(
                    (path(note), note["author"], str(groups.get(note.get("group"))), note.get("verdict", ""))
                    for note in area["notes"]
                ),
            }
            for area in board["areas"]
        ],
    }


def plain(reading: Reading) -> dict:
    """Everything but the lines it was read from, and what is no character at all."""
    return Reading.from_dict(_plain(reading.to_dict())).to_dict()


def _plain(value):
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items() if key not in ("line", "unread")}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.replace("\x00", "").replace("\ud800", "") if isinstance(value, str) else value
