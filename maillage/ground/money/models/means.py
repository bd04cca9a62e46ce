"""How a pole is paid, and under which name it writes receipts."""

from django.db import models

from maillage.ground.poles.owned import PoleOwned


class Means(PoleOwned):
    """How the pole is paid; one row a pole."""

    holder = models.CharField("titulaire du compte", max_length=70, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    bic = models.CharField("BIC", max_length=11, blank=True)
    cheque_order = models.CharField("chèques à l’ordre de", max_length=120, blank=True)
    cheque_address = models.CharField("à envoyer à", max_length=250, blank=True)
    cash = models.CharField(
        "espèces", max_length=250, blank=True, help_text="Où et quand, par exemple « à l’accueil »"
    )

    legal_name = models.CharField("nom officiel de l’organisme", max_length=160, blank=True)
    address = models.CharField("adresse du siège", max_length=250, blank=True)
    number = models.CharField("SIREN ou RNA", max_length=14, blank=True)
    purpose = models.CharField("objet, tel que dans les statuts", max_length=400, blank=True)
    signatory = models.CharField("qui signe les reçus, et sa fonction", max_length=160, blank=True)
    gives_tax_receipts = models.BooleanField(
        "l’organisme peut délivrer des reçus fiscaux (articles 200 et 238 bis du CGI)", default=False
    )
    helloasso_slug = models.CharField("nom de l’association sur HelloAsso", max_length=120, blank=True)
    helloasso_client = models.CharField("identifiant de l’API", max_length=120, blank=True)
    helloasso_secret = models.CharField("clé secrète de l’API", max_length=200, blank=True)

    class Meta(PoleOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["pole"], name="one_means_per_pole")]

    @property
    def takes_cards(self) -> bool:
        return bool(self.helloasso_slug and self.helloasso_client and self.helloasso_secret)

    def __str__(self):
        return self.holder or "moyens de paiement"
