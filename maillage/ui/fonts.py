"""The house's two families, cut down to what French needs. Used by `build_fonts` only."""

from importlib import import_module
from importlib.metadata import version as installed_version
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

RECIPE = 5  # raise it when anything below changes: fonts are then made again
PACKAGES = ("fontpkg-bricolage-grotesque", "fontpkg-caveat")
EXTRA = "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŸŒÆàâäçèéêëîïôöùûüÿœæÁÍÓÚÑáíóúñãõßøåšžčłČŠŽŁ«»‘’“”–—…·•°€×÷±²³½¼§©→←↑↓✓−\u00a0\u202f"
LATIN = {*range(0x20, 0x7F), *(ord(c) for c in EXTRA)}
WIDTHS = (75, 100)
WEIGHTS = (400, 800)
OPTICAL_SIZE = 14  # one drawing for all sizes: it keeps the character of the large one and reads at 14 px


def version(package):
    return installed_version(package)


def source(package):
    """Path of the variable font inside an installed font wheel."""
    module = import_module(package.replace("-", "_"))
    return next((Path(module.__file__).parent / "files").glob("*.ttf"))


def _subset(path):
    font = TTFont(path)
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "locl", "mark", "tnum", "lnum"]
    options.hinting = False
    options.name_IDs = [1, 2, 3, 4, 5, 6, 13, 14, 16, 17, 25]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=LATIN)
    worker.subset(font)
    return font


def _instance(font, axes):
    return instancer.instantiateVariableFont(font, axes)


def _write(font, path, flavour=None):
    font.flavor = flavour
    font.save(path)


def build_web(folder):
    """bricolage.woff2 (weight and width axes) and caveat.woff2 into `folder`."""
    grotesque = _instance(
        _subset(source(PACKAGES[0])), {"opsz": OPTICAL_SIZE, "wght": WEIGHTS, "wdth": WIDTHS}
    )
    _write(grotesque, folder / "bricolage.woff2", "woff2")
    hand = _instance(_subset(source(PACKAGES[1])), {"wght": 600})
    _write(hand, folder / "caveat.woff2", "woff2")


# Typst reads "Bold" or "Regular" at the end of a name as a style, hence French names. (weight, width)
STATIC_CUTS = {
    "Texte": (400, 100),
    "Dense": (600, 100),
    "Gras": (700, 100),
    "Affiche": (800, 76),
    "Gazette": (800, 100),
    "Carnet": (620, 88),
}


def build_pdf(folder):
    """One ttf for each cut the PDF frame uses: typst takes no variable axes."""
    for name, (weight, width) in STATIC_CUTS.items():
        font = _instance(_subset(source(PACKAGES[0])), {"opsz": OPTICAL_SIZE, "wght": weight, "wdth": width})
        _rename(font, f"Maillage {name}")
        _write(font, folder / f"maillage-{name.lower()}.ttf")
    _write(_instance(_subset(source(PACKAGES[1])), {"wght": 600}), folder / "caveat.ttf")


def _rename(font, family):
    """Each cut is its own family, so that a template names it without knowing weights."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 25):
            names.removeNames(nameID=record.nameID)
    for name_id, text in (
        (1, family),
        (2, "Regular"),
        (4, family),
        (6, family.replace(" ", "")),
        (3, family),
    ):
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].usWidthClass = 5
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
