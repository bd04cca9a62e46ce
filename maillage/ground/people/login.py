"""Login by a code sent by e-mail, on django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter


class LoginAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False
