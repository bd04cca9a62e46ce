"""Minutes: their sections while people write, the editions once approved, who received which."""

from maillage.needs.minutes.models.edition import Delivery, Edition, Frozen
from maillage.needs.minutes.models.minutes import Changed, Minutes
from maillage.needs.minutes.models.section import Approved, Moved, Presence, Section, Version, Written

__all__ = [
    "Approved",
    "Changed",
    "Delivery",
    "Edition",
    "Frozen",
    "Minutes",
    "Moved",
    "Presence",
    "Section",
    "Version",
    "Written",
]
