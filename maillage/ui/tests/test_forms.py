"""Forms: every field has its label, every error is linked to its field, what was typed stays."""

import re

import pytest
from django import forms
from django.template import Context, Template

from maillage.ui.forms import DateField, DateInput, Drop
from maillage.ui.style import SampleForm


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.fixture
def wrong():
    return str(
        SampleForm({"name": "Awa <b>", "email": "awa@", "kind": "nulle part", "words": "Longue histoire"})
    )


def test_every_control_has_a_label_and_ids_are_unique():
    html = str(SampleForm())
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    controls = set(re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html))
    assert controls <= labelled
    assert len(ids(html)) == len(set(ids(html)))


def test_what_describes_a_field_exists(wrong):
    described = {name for value in re.findall(r'aria-describedby="([^"]+)"', wrong) for name in value.split()}
    assert described
    assert described <= set(ids(wrong))


def test_an_error_is_said_at_the_field_and_in_the_summary(wrong):
    assert 'aria-invalid="true"' in wrong
    assert wrong.count('class="field__error"') == 2
    assert 'role="alert"' in wrong
    targets = re.findall(r'href="#([^"]+)"', wrong)
    assert targets
    assert set(targets) <= set(ids(wrong))


def test_what_was_typed_is_kept_and_escaped(wrong):
    assert "Awa &lt;b&gt;" in wrong
    assert "Longue histoire" in wrong


def test_optional_is_said_in_words_and_nothing_has_a_star():
    html = str(SampleForm())
    assert html.count("(facultatif)") == 5
    assert "*" not in html


def test_a_right_form_has_no_summary():
    assert "form__errors" not in str(SampleForm({"name": "Awa", "email": "a@b.fr", "kind": "a"}))


def test_one_field_alone_with_other_words():
    template = Template('{% load ui %}{% field form.name label="Qui êtes-vous ?" hide_label=True %}')
    html = template.render(Context({"form": SampleForm()}))
    assert "Qui êtes-vous ?" in html
    assert 'class="field__label sr"' in html


def test_errors_of_the_whole_form_are_shown():
    class Late(forms.Form):
        name = forms.CharField()

        def clean(self):
            raise forms.ValidationError("Les inscriptions sont closes.")

    assert "Les inscriptions sont closes." in str(Late({"name": "Awa"}))


def test_a_native_date_keeps_its_value():
    class Dated(forms.Form):
        day = forms.DateField(widget=DateInput)

    assert 'value="2026-12-03"' in str(Dated({"day": "2026-12-03"}))


def test_a_group_of_checkboxes_is_a_fieldset_with_its_error():
    class Many(forms.Form):
        themes = forms.MultipleChoiceField(
            choices=[("a", "Emploi"), ("b", "Réemploi")], widget=forms.CheckboxSelectMultiple
        )

    html = str(Many({"themes": []}))
    assert "<legend" in html
    assert html.count('type="checkbox"') == 2
    assert "field__error" in html


def test_a_drop_zone_is_a_file_input():
    class WithFile(forms.Form):
        file = forms.FileField(widget=Drop("Déposez le compte rendu"))

    html = str(WithFile())
    assert 'type="file"' in html
    assert "Déposez le compte rendu" in html


@pytest.mark.parametrize("slip", ["0026-06-18", "0001-01-01", "9999-12-31"])
def test_a_year_that_is_a_slip_is_said(slip):
    class Form(forms.Form):
        day = DateField()

    assert "année paraît fausse" in str(Form({"day": slip}).errors)
    assert Form({"day": "2026-06-18"}).is_valid()
