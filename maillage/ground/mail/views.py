from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def outbox(request, **kwargs):
    return HttpResponse("outbox")
