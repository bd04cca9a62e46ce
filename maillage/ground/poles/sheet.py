"""A list as a CSV file that a French spreadsheet opens with a double click; no cell is run as a formula."""

import csv
import datetime as dt
import re
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone

FORMULA = ("=", "+", "-", "@", "\t", "\r")
PHONE = re.compile(r"\+\d{6,15}")


def csv_file(name: str, header: list[str], lines) -> HttpResponse:
    """`lines`: rows of texts, numbers, dates, or None. The file is named « name-2026-12-03.csv »."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(header)
    writer.writerows([cell(value) for value in line] for line in lines)
    return response


def cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, (int, float, Decimal)):
        return str(value).replace(".", ",")
    return harmless(str(value))


def harmless(text: str) -> str:
    """Never a formula: an apostrophe tells the spreadsheet that it is text. A telephone number is left alone."""
    return f"'{text}" if text.startswith(FORMULA) and not PHONE.fullmatch(text) else text
