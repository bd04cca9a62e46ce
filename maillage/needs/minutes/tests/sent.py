"""What a browser sends: the fields of a form as a page shows them, rows typed by hand."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """Names and values of the fields of one form; what stands in a <template> is not there yet."""

    def __init__(self):
        super().__init__()
        self.data, self.textarea, self.select, self.templates = {}, None, None, 0

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.templates += tag == "template"
        if not self.templates:
            getattr(self, f"open_{tag}", lambda attrs: None)(attrs)

    def handle_endtag(self, tag):
        self.templates -= tag == "template"
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea and not self.templates:
            self.data[self.textarea] += data.removeprefix("\n")

    def open_input(self, attrs):
        if attrs.get("type") != "checkbox" or "checked" in attrs:
            self.data[attrs["name"]] = attrs.get("value", "")

    def open_textarea(self, attrs):
        self.textarea = attrs["name"]
        self.data[self.textarea] = ""

    def open_select(self, attrs):
        self.select = attrs["name"]
        self.data.setdefault(self.select, "")

    def open_option(self, attrs):
        if "selected" in attrs:
            self.data[self.select] = attrs["value"]


def form_of(page) -> dict:
    fields = Fields()
    fields.feed(page.content.decode())
    return fields.data


def rows(*said, initial=0, **more):
    """What a form of rows sends."""
    data = {"rows-TOTAL_FORMS": len(said), "rows-INITIAL_FORMS": initial, **more}
    for n, row in enumerate(said):
        data |= {f"rows-{n}-{name}": value for name, value in row.items()}
    return data
