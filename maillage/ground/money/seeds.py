"""How the demo poles are paid. The IBAN is the example of the standard: nobody's."""

from maillage.ground.money.models import Means


def seed(loader) -> None:
    name = loader.pole.name
    Means.objects.create(
        holder=name[:70],
        iban="FR7630006000011234567890189",
        bic="AGRIFRPP",
        cheque_order=name[:120],
        cheque_address=f"{name}, {loader.pole.territory}"[:250],
        cash="À l’accueil, le mardi et le jeudi matin",
    )
