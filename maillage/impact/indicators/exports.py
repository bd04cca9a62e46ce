"""Evidence as a file that a spreadsheet opens."""

import csv
from collections.abc import Iterable

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, text):
        return text


def safe(cell) -> str:
    """Text that a spreadsheet will not run as a formula; numbers with a decimal comma."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return "" if cell is None else str(cell).replace(".", ",")


def answer(name: str, header: list[str], rows: Iterable) -> StreamingHttpResponse:
    """Semicolons and a byte order mark, as French spreadsheets expect; rows leave as they are read."""
    writer = csv.writer(_Echo(), delimiter=";")

    def lines():
        yield "\ufeff" + writer.writerow(header)
        for row in rows:
            yield writer.writerow([safe(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
