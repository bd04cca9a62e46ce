"""Small pictures of figures (bars, dots, ring) and the house's own marks, as SVG text. Always decorative."""

_OPEN = '<svg class="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'

MARKS = {
    "plus": "M9 3 15 2.6 14.6 9.2 21.4 9 21 15 14.8 14.7 15 21.3 9.2 21 9.4 14.8 2.7 15 3 9.2 9.3 9.3Z",
    "arrow": "M3 9.6 13.2 9.2 12.6 3.4 21.6 12 13 20.8 13.3 14.8 2.8 14.6Z",
    "back": "M21 9.6 10.8 9.2 11.4 3.4 2.4 12 11 20.8 10.7 14.8 21.2 14.6Z",
    "close": "M6.2 3.4 12 9 17.6 3 21 6.4 15.2 12 20.8 17.8 17.4 21 12 15.2 6.4 20.8 3 17.4 8.8 12 3.2 6.4Z",
    "check": "M4.4 11.4 9.4 15.6 18.2 4 21.6 7 10 21.4 2.2 14.6Z",
    "search": "M10.4 2.6a7.8 7.8 0 1 0 4.4 14.2l4.6 4.8 2.6-2.6-4.8-4.6A7.8 7.8 0 0 0 10.4 2.6Zm0 3.6a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4Z",
    "copy": "M8.2 2.4 21.4 3 21 16.4 16.4 16.2 16.2 21.4 2.6 21 3 7.6 8 7.8ZM10.8 7.8 16.6 8 16.5 13.6 18.4 13.6 18.6 5.6 10.9 5.2Z",
    "drag": "M6 3h4.2v4.2H6Zm8 0h4.2v4.2H14Zm-8 7.2h4.2v4.2H6Zm8 0h4.2v4.2H14Zm-8 7h4.2v4.2H6Zm8 0h4.2v4.2H14Z",
    "more": "M3 9.6 7.4 9.4 7.2 14.2 2.8 14Zm7 0 4.4-.2-.2 4.8-4.4-.2Zm7 0 4.4-.2-.2 4.8-4.4-.2Z",
    "menu": "M3 4.6 21.2 4 21 8.2 2.8 8Zm0 6 18-.4-.2 4-17.6-.2Zm0 6.2 18.2-.6-.2 4.2-17.8-.2Z",
}


def mark(name):
    """One of MARKS; KeyError on an unknown name (a template must not ask for what is not drawn)."""
    return _OPEN.format("mark", 24, 24) + f'<path d="{MARKS[name]}"/></svg>'


def _share(count, total):
    return max(0.0, min(1.0, count / total)) if total else 0.0


def bar(count, total, tone="leaf"):
    """A bar of 200 units filled to count/total; `tone` is a ground of the theme."""
    width = round(200 * _share(count, total))
    full = " bar--full" if total and count >= total else ""
    return (
        f'<svg class="bar{full} tone-{tone}" viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="bar__track" d="M0 1 200 0 199 7 1 8Z"/>'
        + (f'<path class="bar__fill" d="M0 1 {width} 0 {width} 7 1 8Z"/>' if width else "")
        + "</svg>"
    )


def dots(count, total=None, most=150):
    """One dot a person; beyond `most`, one dot stands for several (the words say how many)."""
    total = max(total or count, count, 1)
    scale = -(-total // most)
    shown, filled = -(-total // scale), round(count / scale)
    columns = max(5, min(20, round((shown * 2.4) ** 0.5)))
    rows = -(-shown // columns)
    size = max(14, min(26, 300 // columns))
    out = [
        f'<svg class="dots" viewBox="0 0 {columns * 10} {rows * 10}" width="{columns * size}" height="{rows * size}"'
        ' aria-hidden="true" focusable="false">'
    ]
    for kind, start, stop in (("dots__on", 0, filled), ("dots__off", filled, shown)):
        circles = "".join(
            f"M{i % columns * 10 + 1} {i // columns * 10 + 5}a4 4 0 1 0 8 0a4 4 0 1 0-8 0"
            for i in range(start, stop)
        )
        if circles:
            out.append(f'<path class="{kind}" d="{circles}"/>')
    return "".join(out) + "</svg>"


def ring(count, total):
    """A ring drawn with a stroke of 100 units, filled clockwise from the top."""
    filled = round(100 * _share(count, total))
    return (
        _OPEN.format("ring", 40, 40)
        + '<circle class="ring__track" cx="20" cy="20" r="15.9155"/>'
        + (
            f'<circle class="ring__fill" cx="20" cy="20" r="15.9155" stroke-dasharray="{filled} {100 - filled}"'
            ' transform="rotate(-90 20 20)"/>'
            if filled
            else ""
        )
        + "</svg>"
    )


def bars(values):
    """Up to 24 numbers as bars cut a little unevenly; the last one is today's."""
    values = list(values)[-24:]
    highest = max([*values, 1])
    out = [_OPEN.format("bars", max(1, len(values)) * 14, 60)]
    for i, value in enumerate(values):
        top = round(60 - 56 * max(0, value) / highest) - 2
        kind = "bars__last" if i == len(values) - 1 else "bars__one"
        x = i * 14
        out.append(
            f'<path class="{kind}" d="M{x + 1} {top + i % 2} {x + 12} {top + 1 - i % 2} {x + 12} 60 {x + 1} 60Z"/>'
        )
    return "".join(out) + "</svg>"
