from django.http import HttpResponse

from maillage.ground.people.access import STEERING, open_to, open_to_anyone


@open_to(STEERING)
def list(request, **kwargs):
    return HttpResponse("list")


@open_to_anyone
def csrf_failure(request, **kwargs):
    return HttpResponse("csrf_failure", status=403)
