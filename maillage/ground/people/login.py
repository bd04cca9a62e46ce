"""Login by a code sent by e-mail, on django-allauth: what it asks of us, and the two mails.

An account's own address is the only one that counts; allauth's table of addresses stays empty.
"""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.ground.mail.post import send
from maillage.ground.people.access import SIGNED_IN, roles_of
from maillage.ui.email import render_email
from maillage.ui.theme import Theme

LATER = "Beaucoup de codes viennent d’être demandés. Attendez une minute, puis recommencez."


class LoginAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "Ce n’est pas le bon code.",
        "too_many_login_attempts": LATER,
        "rate_limited": LATER,
    }

    def is_safe_url(self, url):
        """Where `next` may lead: this very host; allauth would take any that the server answers for."""
        return url_has_allowed_host_and_scheme(url, {self.request.get_host()}, self.request.is_secure())

    def is_open_for_signup(self, request):
        return False

    def generate_login_code(self) -> str:
        code = f"{secrets.randbelow(1_000_000):06d}"
        return f"{code[:3]} {code[3:]}"

    def send_mail(self, template_prefix, email, context):
        if template_prefix != "account/email/login_code":
            raise NotImplementedError(f"{template_prefix} is not a mail of Maillage.")
        mail_code(self.request, email, context["code"])

    def add_message(self, *args, **kwargs):
        """Our pages say what is needed; allauth's own messages would repeat it."""

    def get_login_redirect_url(self, request):
        """The work space for whoever has a role here; the public pages for everyone else."""
        has_a_role = request.pole and roles_of(request) > {SIGNED_IN}
        return super().get_login_redirect_url(request) if has_a_role else "/"


def place(request) -> str:
    """The name of what one signs in to: the pole, or the federation on its own host."""
    return str(request.pole or request.federation or "Maillage")


def mail_code(request, email: str, code: str) -> None:
    write(request, email, f"{code} : votre code pour {place(request)}", "code", {"code": code})


def mail_unknown(request, email: str) -> None:
    """Someone asked for a code for an address that opens nothing: its owner learns it, the page says nothing."""
    context = {
        "contact": request.pole.contact_email if request.pole else "",
        "home": request.build_absolute_uri("/"),
    }
    write(request, email, f"Votre demande de code pour {place(request)}", "unknown", context)


def write(request, email: str, subject: str, template: str, context: dict) -> None:
    look = request.pole.look if request.pole else {}
    theme = Theme.from_look(look, place(request))
    html, text = render_email(subject, f"people/mails/{template}.mjml.html", context, theme)
    send(("", email), subject, text, html)
