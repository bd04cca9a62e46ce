"""The contract itself, to be used again."""

from __future__ import annotations

import json

from ..reader.reading import Reading


def json_file(reading: Reading, with_source: bool) -> bytes:
    """`with_source` adds the lines that the reading was made from, whatever they hold."""
    found = reading.to_dict()
    if with_source and reading.lines:
        found |= {"lines": reading.lines, "structure": reading.structure}
    # A lone surrogate is no character, no encoding holds it: it is left out.
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "ignore")
