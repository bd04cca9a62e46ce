"""EcoIndex of a page: what it asks of the phone and of the network, from A (above 80) to G.

The quantiles and the formula are those of EcoIndex; a page is measured as it says: loaded, scrolled to the
bottom, elements counted without what is inside an svg, bytes as transferred with an empty cache.
"""

from dataclasses import dataclass

ELEMENTS = [
    0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601,
]  # fmt: skip
REQUESTS = [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920]
KILOBYTES = [
    0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06,
    2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
]  # fmt: skip
A = 80

COUNT = """() => {
  const entries = performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
  const fetched = entries.filter(entry => entry.name.startsWith("http"))
  return {
    elements: [...document.querySelectorAll("*")].filter(one => !one.parentElement?.closest("svg")).length,
    requests: fetched.length,
    kilobytes: fetched.reduce((sum, entry) => sum + entry.transferSize, 0) / 1000,
  }
}"""


@dataclass
class Weight:
    elements: int
    requests: int
    kilobytes: float

    @property
    def ecoindex(self) -> int:
        cost = 3 * rank(ELEMENTS, self.elements) + 2 * rank(REQUESTS, self.requests)
        return round(100 - 5 * (cost + rank(KILOBYTES, self.kilobytes)) / 6)

    def __str__(self):
        return (
            f"EcoIndex {self.ecoindex}, {self.elements} éléments, "
            f"{self.requests} requêtes, {self.kilobytes:.0f} ko"
        )


def rank(quantiles: list[float], value: float) -> float:
    """Between 0 (lighter than all) and 20 (heavier than all)."""
    for place, above in enumerate(quantiles):
        if value < above:
            below = quantiles[place - 1]
            return place - 1 + (value - below) / (above - below)
    return len(quantiles) - 1


def weigh(page) -> Weight:
    """The page must have been opened with an empty cache."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")
    return Weight(**page.evaluate(COUNT))
