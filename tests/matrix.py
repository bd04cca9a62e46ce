"""Who may open what. One line a URL: its name, who, and whose object it is asked for.

New rooms keep their lines beside their tests, in `tests/doors.py`.
`python -m pytest tests/test_roles.py -s` prints the matrix that these lines and the real answers make.
A line « workshops:cluster coordination pid=workshop.pid cluster=cluster.pid » reads: coordinators only, with
the pid of a workshop and of one of its groups; `=word` is a word given as it stands, `+field` goes into the form.
"""

import re
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from operator import attrgetter
from uuid import uuid4

from django.conf import settings

ROLES = [
    "visitor", "guest", "contact", "member", "holder", "expert", "commission", "board", "treasurer",
    "coordinator", "funder", "federation", "sister", "secretary",
]  # fmt: skip
# `guest`: someone who joined this workshop by its code. `sister`: who coordinates the sister pole. `secretary`: somebody
# without any role, who writes the minutes of this workshop.
WHO = {
    "anyone": {*ROLES},
    "signed-in": {*ROLES} - {"visitor", "guest"},
    "steering": {"board", "treasurer", "coordinator"},
    "coordination": {"coordinator"},
    "treasury": {"treasurer", "coordinator"},
    "figures": {"board", "treasurer", "coordinator", "federation"},
    # To all others, the object is missing:
    "guest": {"guest"},
    "minutes-readers": {"board", "treasurer", "coordinator", "secretary"},
    "minutes-writers": {"coordinator", "secretary"},
}
BY_OBJECT = {
    "guest",
    "minutes-readers",
    "minutes-writers",
}  # the getter of the object is the check, not the role
DOORS = """
desk:home                   anyone
desk:door                   anyone        slug=door
desk:search                 anyone
desk:morning                signed-in
desk:thread                 steering      kind==evenement pid=event.pid

ui:theme                    anyone        digest==unknown
ui:art                      anyone        kind==hills digest==unknown seed==a w=number h=number
ui:style                    anyone

people:login                anyone
people:code                 anyone
people:logout               anyone
people:list                 steering
people:export               steering
people:new                  coordination
people:person               steering      pid=person.pid
people:roles                coordination  pid=person.pid
people:end_role             coordination  pid=person.pid role=role.pid

mail:outbox                 anyone
mail:message                anyone        pid=mail.pid
mail:preview                anyone        pid=mail.pid
mail:attachment             anyone        pid=mail.pid number=zero

directory:list              steering
directory:export            steering
directory:new               coordination
directory:organisation      steering      pid=organisation.pid
directory:edit              coordination  pid=organisation.pid

accept_minutes:new          coordination
accept_minutes:review       coordination  pid=source.pid
accept_minutes:removal      coordination  pid=source.pid

workshops:list              steering
workshops:new               coordination
workshops:workshop          steering      pid=workshop.pid
workshops:edit              coordination  pid=workshop.pid
workshops:preparation       coordination  pid=workshop.pid
workshops:keep_method       coordination  pid=workshop.pid
workshops:invitations       coordination  pid=workshop.pid
workshops:invitation_change coordination  pid=workshop.pid
workshops:invitation_removal coordination pid=workshop.pid invitation=invitation.pid
workshops:cancellation      coordination  pid=workshop.pid
workshops:resumption        coordination  pid=workshop.pid
workshops:methods           steering
workshops:method            steering      method=method.pid
workshops:method_copy       coordination  method=method.pid
workshops:method_edit       coordination  method=method.pid
workshops:method_retirement coordination  method=method.pid
workshops:method_return     coordination  method=method.pid
workshops:projection        steering      pid=workshop.pid
workshops:stream            steering      pid=workshop.pid
workshops:opening           coordination  pid=workshop.pid
workshops:closing           coordination  pid=workshop.pid
workshops:step_start        coordination  pid=workshop.pid item=step.pid
workshops:step_end          coordination  pid=workshop.pid item=step.pid
workshops:step_time         coordination  pid=workshop.pid item=step.pid
workshops:phase             coordination  pid=workshop.pid board=board.pid
workshops:polls             coordination  pid=workshop.pid board=board.pid
workshops:poll_closing      coordination  pid=workshop.pid board=board.pid
workshops:results           steering      pid=workshop.pid board=board.pid
workshops:poll_sheet        steering      pid=workshop.pid board=board.pid poll=poll.pid
workshops:lone_groups       coordination  pid=workshop.pid board=board.pid
workshops:people            steering      pid=workshop.pid
workshops:likeness          coordination  pid=workshop.pid board=board.pid
workshops:hands             coordination  pid=workshop.pid board=board.pid
workshops:proposal          coordination  pid=workshop.pid board=board.pid
workshops:grouping          coordination  pid=workshop.pid
workshops:cluster           coordination  pid=workshop.pid cluster=cluster.pid
workshops:dissolution       coordination  pid=workshop.pid cluster=cluster.pid
workshops:facilitator_notes coordination  pid=workshop.pid
workshops:facilitator_note  coordination  pid=workshop.pid key=note.uuid
workshops:facilitator_note_removal coordination pid=workshop.pid key=note.uuid
workshops:note_hiding       coordination  pid=workshop.pid key=note.uuid
workshops:note_showing      coordination  pid=workshop.pid key=note.uuid
workshops:place             coordination  pid=workshop.pid key=note.uuid
workshops:link              coordination  pid=workshop.pid key=note.uuid
workshops:links             coordination  pid=workshop.pid board=board.pid
workshops:branches          coordination  pid=workshop.pid board=board.pid
workshops:objectives        coordination  pid=workshop.pid board=board.pid
workshops:tree_pdf          steering      pid=workshop.pid board=tree_board.pid
workshops:undo              coordination  pid=workshop.pid gesture=gesture.pid
workshops:forming           coordination  pid=workshop.pid
workshops:rotation          coordination  pid=workshop.pid
workshops:pairing           coordination  pid=workshop.pid
workshops:gathering         coordination  pid=workshop.pid
workshops:moves             coordination  pid=workshop.pid
workshops:placing           coordination  pid=workshop.pid
workshops:team_addition     coordination  pid=workshop.pid
workshops:team              coordination  pid=workshop.pid team=team.pid
workshops:team_removal      coordination  pid=workshop.pid team=team.pid
workshops:takeaways         minutes-readers pid=workshop.pid
workshops:noting            minutes-writers pid=workshop.pid
workshops:takeaway          minutes-writers pid=workshop.pid takeaway=takeaway.pid
workshops:takeaway_removal  minutes-writers pid=workshop.pid takeaway=takeaway.pid
workshops:takeaway_place    minutes-writers pid=workshop.pid takeaway=takeaway.pid
workshops:carrying          minutes-writers pid=workshop.pid takeaway=past.pid
workshops:settling          minutes-writers pid=workshop.pid takeaway=past.pid
workshops:looking_back      coordination  pid=workshop.pid
workshops:plenary           steering      pid=workshop.pid
workshops:plenary_opening   coordination  pid=workshop.pid
workshops:plenary_closing   coordination  pid=workshop.pid
workshops:showing           coordination  pid=workshop.pid
workshops:ruling            coordination  pid=workshop.pid
workshops:source            steering      pid=source.pid
workshops:invitation        anyone        token=invitation.token
workshops:entrance          anyone        token=invitation.token
workshops:paper             coordination  pid=workshop.pid
workshops:paper_post_its    coordination  pid=workshop.pid
workshops:paper_poster      coordination  pid=workshop.pid
workshops:typing            coordination  pid=workshop.pid
workshops:listing           coordination  pid=workshop.pid
workshops:attendance        coordination  pid=workshop.pid
workshops:attendance_sheet  coordination  pid=workshop.pid
workshops:seat              coordination  pid=workshop.pid seat=seat.pid
workshops:seat_status       coordination  pid=workshop.pid seat=seat.pid
workshops:seat_merging      coordination  pid=workshop.pid seat=seat.pid
workshops:seat_removal      coordination  pid=workshop.pid seat=seat.pid
workshops:seat_return       coordination  pid=workshop.pid seat=gone.pid
workshops:join_known        signed-in     code=workshop.join_code
workshops:coming_back            anyone        code=workshop.join_code
workshops:me                guest         code=workshop.join_code
workshops:join              anyone
workshops:board             anyone        code=workshop.join_code
workshops:notes             guest         code=workshop.join_code
workshops:note              guest         code=workshop.join_code key=own_note.uuid
workshops:going             guest         code=workshop.join_code key=own_note.uuid
workshops:own_place         guest         code=workshop.join_code key=own_note.uuid
workshops:own_link          guest         code=workshop.join_code key=own_note.uuid
workshops:own_links         guest         code=workshop.join_code board=board.pid
workshops:own_branches      guest         code=workshop.join_code board=board.pid
workshops:own_grouping      guest         code=workshop.join_code
workshops:own_cluster       guest         code=workshop.join_code cluster=cluster.pid
workshops:own_dissolution   guest         code=workshop.join_code cluster=cluster.pid
workshops:votes             guest         code=workshop.join_code +cluster=cluster.pid
workshops:own_team          guest         code=workshop.join_code +team=team.pid
workshops:past              guest         code=workshop.join_code
workshops:team_done         guest         code=workshop.join_code
workshops:phone_stream      guest         code=workshop.join_code
workshops:note_removal      guest         code=workshop.join_code key=own_note.uuid
workshops:leave             guest         code=workshop.join_code

catalogue:list              steering
catalogue:new               steering
catalogue:sheet             steering
catalogue:aside             steering
catalogue:need              steering      pid=need.pid
catalogue:wording           steering      pid=need.pid
catalogue:estimation        steering      pid=need.pid
catalogue:duplicates        steering      pid=need.pid
catalogue:separation        steering      pid=need.pid
catalogue:set_aside         steering      pid=need.pid
catalogue:bring_back        steering      pid=need.pid

minutes:minutes             minutes-readers pid=workshop.pid
minutes:presence            minutes-writers pid=workshop.pid
minutes:section             minutes-readers pid=workshop.pid section==summary
minutes:editor              minutes-writers pid=workshop.pid section==summary
minutes:news                minutes-writers pid=workshop.pid section==summary
minutes:versions            minutes-writers pid=workshop.pid section==summary
minutes:approval            coordination  pid=workshop.pid
minutes:correction          coordination  pid=workshop.pid
minutes:editions            minutes-readers pid=workshop.pid
minutes:edition             minutes-readers pid=workshop.pid number=edition.number
minutes:edition_file        minutes-readers pid=workshop.pid number=edition.number form==json
minutes:file                minutes-readers pid=workshop.pid form==json
minutes:sending             coordination  pid=workshop.pid
minutes:mail                coordination  pid=workshop.pid
minutes:publication         coordination  pid=workshop.pid
minutes:withdrawal          coordination  pid=workshop.pid
minutes:published           anyone
minutes:public              anyone        pid=minutes.pid
minutes:public_file         anyone        pid=minutes.pid form==md
minutes:letter              anyone        token=letter
minutes:letter_file         anyone        token=letter form==md

roadmap:roadmap             steering
roadmap:sheet               steering
roadmap:axes                steering
roadmap:new                 steering
roadmap:action              steering      pid=action.pid
roadmap:wording             steering      pid=action.pid
roadmap:states              steering      pid=action.pid
roadmap:axis                steering      pid=axis.pid
roadmap:axis_rank           steering      pid=axis.pid
roadmap:axis_removal        steering      pid=axis.pid
roadmap:workstreams         steering      pid=axis.pid
roadmap:workstream          steering      pid=workstream.pid
roadmap:workstream_rank     steering      pid=workstream.pid
roadmap:workstream_removal  steering      pid=workstream.pid

events:agenda               anyone
events:agenda_ics           anyone
events:event                anyone        pid=event.pid
events:event_ics            anyone        pid=event.pid
events:registration         anyone        token=registration.token
events:manage               steering
events:new                  coordination
events:team                 steering      pid=event.pid
events:edit                 coordination  pid=event.pid
events:publication          coordination  pid=event.pid
events:withdrawal           coordination  pid=event.pid
events:agreement            coordination  pid=event.pid
events:cancellation         coordination  pid=event.pid
events:copy                 coordination  pid=event.pid
events:registrations        coordination  pid=event.pid
events:export               steering      pid=event.pid
events:printed              steering      pid=event.pid
events:removal              coordination  pid=event.pid registration=registration.pid
events:door                 steering      pid=event.pid
events:walk_in              steering      pid=event.pid
events:presence             steering      pid=event.pid registration=registration.pid
events:absence              steering      pid=event.pid registration=registration.pid
events:closing              steering      pid=event.pid
events:reopening            steering      pid=event.pid

indicators:public           anyone
indicators:list             figures
indicators:start            coordination
indicators:new              coordination
indicators:settings         coordination
indicators:indicator        figures       pid=indicator.pid
indicators:rows             figures       pid=indicator.pid
indicators:edit             coordination  pid=indicator.pid
indicators:place            coordination  pid=indicator.pid
indicators:remove           coordination  pid=indicator.pid

reports:published           anyone
reports:public              anyone        pid=report.pid
reports:pdf                 anyone        pid=report.pid
reports:photo               anyone        pid=report.pid photo=photo.pid
reports:list                figures
reports:new                 coordination
reports:report              steering      pid=draft.pid
reports:preview             steering      pid=draft.pid
reports:preview_pdf         steering      pid=draft.pid
reports:photos              coordination  pid=draft.pid
reports:remove_photo        coordination  pid=draft.pid photo=draft_photo.pid
reports:publish             coordination  pid=draft.pid
reports:remove              coordination  pid=draft.pid
reports:correct             coordination  pid=report.pid
reports:evidence            steering      pid=report.pid figure=figure.pid
reports:evidence_csv        steering      pid=report.pid figure=figure.pid
"""
FEDERATION_DOORS = """
desk:home                   anyone
desk:search                 anyone
ui:theme                    anyone        digest==unknown
ui:art                      anyone        kind==hills digest==unknown seed==a w=number h=number
ui:style                    anyone
mail:outbox                 anyone
mail:message                anyone        pid=mail.pid
mail:preview                anyone        pid=mail.pid
mail:attachment             anyone        pid=mail.pid number=zero
people:login                anyone
people:code                 anyone
people:logout               anyone
"""
MISSING = {"key": uuid4(), "number": 999_999, "code": "999999", "token": "no-such-token"}
LITERAL = {"w", "h", "digest", "seed", "kind", "section", "form"}
TOKEN = re.compile(r'[A-Za-z0-9]{64}|nonce="[^"]*"')


@dataclass(frozen=True)
class Door:
    name: str
    who: str
    asked: tuple[tuple[str, str], ...]

    def opens_to(self, role: str) -> bool:
        return role in WHO[self.who]

    def kwargs(self, objects) -> dict:
        return {
            key: path[1:] if path[0] == "=" else attrgetter(path)(objects)
            for key, path in self.asked
            if key[0] != "+"
        }

    def form(self, objects) -> dict:
        return {key[1:]: attrgetter(path)(objects) for key, path in self.asked if key[0] == "+"}

    def wrong(self, ours, theirs):
        """Pairs of kwargs (the sister pole's object, a missing one), for each object the URL names."""
        own = self.kwargs(ours)
        for key in own:
            if key not in LITERAL:
                foreign = own | ({key: self.kwargs(theirs)[key]} if key != "number" else {key: 888_888})
                yield foreign, own | {key: MISSING.get(key, "nobody2345")}


def furnished_rooms() -> list:
    """`tests/doors.py` of each room that has one: its own `DOORS`, and `furnish(made, by)`, which makes what they name."""
    names = (f"{room}.tests.doors" for room in settings.ROOMS if find_spec(f"{room}.tests"))
    return [import_module(name) for name in names if find_spec(name)]


def all_doors() -> list["Door"]:
    return doors("\n".join([DOORS, *(room.DOORS for room in furnished_rooms())]))


def doors(text: str) -> list[Door]:
    lines = (line.split() for line in text.splitlines() if line.strip())
    return [
        Door(name, who, tuple(tuple(part.split("=", 1)) for part in asked)) for name, who, *asked in lines
    ]


def without_tokens(response) -> str:
    """The page without what changes at each answer: the token of its forms."""
    return TOKEN.sub("", response.content.decode())
