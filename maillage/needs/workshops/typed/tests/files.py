"""Small spreadsheets made by hand, so that tests hold what programs really write, and what nobody should."""

import io
import zipfile
from html import escape

XLSX = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def xlsx(*sheets, cells="", shared=True):
    """Each sheet is (title, rows); `cells`: more XML at the end of the first one."""
    strings, parts, names, links = [], {}, "", ""
    for number, (title, rows) in enumerate(sheets, 1):
        body = ""
        for line, row in enumerate(rows, 1):
            body += f'<row r="{line}">'
            for column, value in enumerate(row):
                if value is None:
                    continue
                at = f"{chr(65 + column)}{line}"
                if isinstance(value, (int, float)):
                    body += f'<c r="{at}"><v>{value}</v></c>'
                elif shared:
                    strings.append(value)
                    body += f'<c r="{at}" t="s"><v>{len(strings) - 1}</v></c>'
                else:
                    body += f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            body += "</row>"
        more = cells if number == 1 else ""
        parts[f"xl/worksheets/f{number}.xml"] = (
            f'<worksheet xmlns="{XLSX}"><sheetData>{body}{more}</sheetData></worksheet>'
        )
        names += f'<sheet name="{escape(title)}" sheetId="{number}" r:id="r{number}"/>'
        links += f'<Relationship Id="r{number}" Target="worksheets/f{number}.xml"/>'
    items = "".join(f"<si><r><t>{escape(s[:3])}</t></r><r><t>{escape(s[3:])}</t></r></si>" for s in strings)
    return zipped(
        **{
            "xl/workbook.xml": f'<workbook xmlns="{XLSX}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
            "xl/sharedStrings.xml": f'<sst xmlns="{XLSX}">{items}</sst>',
            **parts,
        }
    )


def ods(*rows, more=""):
    """One sheet; a cell is text. `more`: XML of further rows."""
    head = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{escape(value)}</text:p></table:table-cell>"
            if value
            else "<table:table-cell/>"
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return zipped(
        **{
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<office:document-content {head}><office:body><office:spreadsheet><table:table table:name="F">'
            f"{body}{more}</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )
