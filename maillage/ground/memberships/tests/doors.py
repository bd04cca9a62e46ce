"""Who may open what in this room (see tests/matrix.py), and the objects named there."""

from maillage.ground.memberships.models import Membership, MembershipPlan

DOORS = """
memberships:plans           anyone
memberships:join            anyone        pid=plan.pid
memberships:card            anyone        pid=membership.pid
memberships:own             anyone        token=membership.token
memberships:renewal         anyone        token=membership.token
memberships:list            steering
memberships:export          steering
memberships:reminders       coordination
memberships:voters          steering
memberships:voters_sheet    steering
memberships:settings        coordination
memberships:new_plan        coordination
memberships:plan            coordination  pid=plan.pid
memberships:closing         coordination  pid=plan.pid
memberships:by_hand         coordination  pid=plan.pid
memberships:membership      steering      pid=membership.pid
memberships:agreement       steering      pid=membership.pid
memberships:refusal         steering      pid=membership.pid
memberships:team_renewal    coordination  pid=membership.pid
memberships:departure       coordination  pid=membership.pid
memberships:representatives coordination  pid=membership.pid
memberships:representative_end coordination pid=membership.pid row=representative.pid
"""
FILES = {"memberships:export", "memberships:voters_sheet"}
ELSEWHERE = {"memberships:own", "memberships:card"}


def furnish(made, by):
    made.plan = MembershipPlan.objects.create(title="Adhésion", who="organisation", amount=5000)
    made.membership = Membership.objects.join(made.plan, by.name, by.email, "La Recyclerie", by=by)
    made.representative = made.membership.representatives.get()
