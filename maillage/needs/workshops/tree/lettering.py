"""How wide words are in the house's letters, and where their lines end. Widths are thousandths of the size.

Measured on the three display cuts of Bricolage Grotesque that `ui/fonts.py` makes, so that a line breaks at the same
place on a screen, on a projector and on paper.
"""

import re
import unicodedata
from functools import lru_cache

from maillage.ui.french import typo

SIGNS = "".join(map(chr, range(0x20, 0x7F))) + "«»‘’“”–—…·•°€×œæŒÆ→←↑↓−"
CUTS = {
    "affiche": "187 244 329 537 492 900 656 151 297 319 417 394 162 252 164 295 501 305 469 459 497 482 500 394 486 500 183 163 394 394 394 355 847 514 529 516 539 430 409 534 550 264 341 531 400 755 596 543 527 548 527 496 444 544 508 776 543 549 430 302 304 302 474 473 283 470 502 463 502 457 320 476 495 249 266 479 249 724 495 478 502 502 378 438 321 493 474 717 478 490 399 296 245 278 394 474 474 163 163 349 349 376 527 612 164 240 346 568 394 737 716 670 662 487 487 436 458 394",
    "gazette": "223 303 381 633 647 992 754 187 329 329 456 534 212 359 252 365 670 360 613 611 638 615 662 517 661 658 262 237 534 534 534 425 1004 712 692 685 705 632 601 729 730 303 382 697 509 955 790 725 654 726 688 658 579 733 682 1001 719 662 576 329 365 329 585 543 283 595 648 571 649 587 408 607 643 286 288 605 283 963 643 612 648 649 446 549 406 634 585 881 587 608 537 347 277 347 534 484 484 219 219 426 426 545 821 795 252 356 364 749 534 966 937 1002 972 640 640 509 513 534",
    "carnet": "214 256 318 571 557 884 694 153 296 299 396 451 161 293 182 319 572 312 520 519 540 534 564 439 561 561 197 174 451 451 451 378 880 587 593 587 608 513 493 614 625 267 345 591 447 827 669 623 571 626 589 565 496 628 579 859 593 567 491 306 319 302 500 484 283 513 555 501 555 509 345 527 549 252 262 515 250 816 549 535 555 555 389 482 347 543 500 759 498 533 447 318 250 305 451 437 437 170 170 346 346 446 634 656 182 259 346 644 451 841 805 829 787 552 552 459 474 451",
}
WIDTHS = {cut: dict(zip(SIGNS, map(int, line.split()), strict=True)) for cut, line in CUTS.items()}
BODY = "carnet"
UNKNOWN, IDEOGRAPH = 640, 1000
LEEWAY = 1.02  # kerning, and a screen that rounds each letter up


@lru_cache(maxsize=4000)
def _thousandths(sign: str, cut: str) -> int:
    known = WIDTHS[cut].get(" " if sign == "\u00a0" else sign)
    if known is not None:
        return known
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn"):
        return 0
    bare = unicodedata.normalize("NFD", sign)[0]
    if bare != sign:
        return _thousandths(bare, cut)
    return IDEOGRAPH if unicodedata.east_asian_width(sign) in "WF" or ord(sign) > 0x1F000 else UNKNOWN


def width_of(text: str, size: float, cut: str = BODY) -> float:
    """Width of one line, in the unit of `size`."""
    return LEEWAY * size * sum(_thousandths(sign, cut) for sign in text) / 1000


@lru_cache(maxsize=4000)
def balanced(text: str, size: float, width: float, cut: str = BODY) -> tuple[str, ...]:
    """As few lines as `wrap` makes, of lengths as equal as can be: no word is left alone on the last one."""
    lines = wrap(text, size, width, cut)
    longest = max((width_of(word, size, cut) for word in _words(text)), default=0)
    narrow, wide = max(width * 0.4, min(longest, width)), width
    while len(lines) > 1 and wide - narrow > size / 3:
        middle = (narrow + wide) / 2
        tried = wrap(text, size, middle, cut)
        if len(tried) == len(lines):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


@lru_cache(maxsize=8000)
def wrap(text: str, size: float, width: float, cut: str = BODY) -> tuple[str, ...]:
    """The lines of `text`, none wider than `width` unless one sign alone is; every sign but spaces is kept."""
    lines, line = [], ""
    for word in _words(text):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, cut) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, size, width, cut)
        lines += full
    return (*lines, line) if line or not lines else tuple(lines)


def _words(text: str) -> list[str]:
    """Cut at the spaces where a line may end: « Pourquoi ? » stays whole."""
    return [word for word in re.split(r"[ \t\r\n]+", typo(text)) if word]


def _cut(word: str, size: float, width: float, cut: str) -> list[str]:
    """A word in pieces that fit: an address without a space must not leave its paper."""
    pieces, piece = [], ""
    for sign in word:
        if piece and width_of(piece + sign, size, cut) > width:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]
