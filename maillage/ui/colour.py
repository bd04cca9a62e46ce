"""Colour arithmetic: sRGB hex strings in, sRGB hex strings out. Pure functions.

Contrast follows WCAG 2.2 (relative luminance, success criteria 1.4.3 and 1.4.11).
Tints and hue shifts are made in OKLCH, where equal steps look equal.
"""

import math
import re
from functools import lru_cache

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_SHORT_HEX = re.compile(r"#[0-9a-fA-F]{3}\Z")


def parse_hex(text):
    """Return `text` as lower-case "#rrggbb"; raise ValueError when it is not a hex colour."""
    if isinstance(text, str):
        if _HEX.match(text):
            return text.lower()
        if _SHORT_HEX.match(text):
            return "#" + "".join(c * 2 for c in text[1:].lower())
    raise ValueError(f"not a hex colour: {text!r}")


def _channels(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(linear):
    linear = min(1.0, max(0.0, linear))
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _to_hex(channels):
    return "#" + "".join(f"{round(min(1, max(0, c)) * 255):02x}" for c in channels)


def luminance(colour):
    """Relative luminance, 0 (black) to 1 (white), as WCAG defines it."""
    red, green, blue = (_linear(c) for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    """Contrast ratio of two colours, 1 to 21 (WCAG 1.4.3)."""
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(a, b, share):
    """`share` (0 to 1) of `b` into `a`, mixed in sRGB as a printer would expect of flat papers."""
    return _to_hex(x + (y - x) * share for x, y in zip(_channels(a), _channels(b), strict=True))


@lru_cache(maxsize=4096)
def to_oklch(colour):
    """(lightness 0–1, chroma 0–0.4, hue 0–360) of a hex colour."""
    r, g, b = (_linear(c) for c in _channels(colour))
    lms = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    long, medium, short = (value ** (1 / 3) for value in lms)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear_from_oklch(lightness, chroma, hue):
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def from_oklch(lightness, chroma, hue):
    """Nearest hex colour: chroma is reduced until the colour exists on a screen."""
    for _ in range(40):
        linear = _linear_from_oklch(lightness, chroma, hue)
        if all(-0.001 <= c <= 1.001 for c in linear):
            break
        chroma *= 0.94
    return _to_hex(_encoded(c) for c in linear)


def shade(colour, lightness):
    """The same hue and chroma at another lightness (0 to 1)."""
    _, chroma, hue = to_oklch(colour)
    return from_oklch(lightness, chroma, hue)


def readable(fg, bg, ratio=4.5):
    """`fg`, darkened or lightened just enough to reach `ratio` on every ground of `bg`.

    `bg` is one hex colour or a sequence of them. Keeps hue and chroma as long as possible;
    falls back on black or white, whichever does best, when no shade reaches the ratio
    (for a single ground one of the two always reaches 4.58).
    """
    grounds = [bg] if isinstance(bg, str) else list(bg)

    def worst(colour):
        return min(contrast(colour, ground) for ground in grounds)

    if worst(fg) >= ratio:
        return fg
    lightness, chroma, hue = to_oklch(fg)
    for step in range(1, 51):
        for target in (lightness - step * 0.02, lightness + step * 0.02):
            if 0.0 <= target <= 1.0:
                candidate = from_oklch(target, chroma, hue)
                if worst(candidate) >= ratio:
                    return candidate
    return max("#000000", "#ffffff", key=worst)
