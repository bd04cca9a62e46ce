from maillage.ground.memberships.models.membership import Membership, is_member, on_settled
from maillage.ground.memberships.models.period import Period, Reminder, Representative
from maillage.ground.memberships.models.plan import MembershipPlan, Refused

__all__ = [
    "Membership",
    "MembershipPlan",
    "Period",
    "Refused",
    "Reminder",
    "Representative",
    "is_member",
    "on_settled",
]
