"""Small pictures of planned boards and of an agenda's rhythm, cut in paper: SVG text, decorative, drawn from the plan.

Colours are classes (`prepare.css` gives them the pole's own); the wobble of the scissors is the same at each visit.
"""

from random import Random

from maillage.needs.workshops.methods.plan import Plan, PlannedBoard

W, H = 240, 150
OPEN = '<svg class="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'


class Hand:
    """Scissors and glue. `cut` is a paper whose corners are not quite where they should be."""

    def __init__(self, seed: str):
        self.dice, self.out = Random(seed), []

    def near(self, much: float = 1.6) -> float:
        return self.dice.uniform(-much, much)

    def cut(self, kind: str, x: float, y: float, w: float, h: float, wobble: float = 1.6) -> None:
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        path = " ".join(f"{a + self.near(wobble):.1f} {b + self.near(wobble):.1f}" for a, b in corners)
        self.out.append(f'<path class="{kind}" d="M{path}Z"/>')

    def note(self, kind: str, x: float, y: float, w: float = 24, h: float = 18) -> None:
        self.cut("pic__shade", x + 1.5, y + 2, w, h)
        self.cut(f"pic__{kind}", x, y, w, h)

    def thread(self, x1: float, y1: float, x2: float, y2: float) -> None:
        middle = (y1 + y2) / 2
        self.out.append(
            f'<path class="pic__thread" d="M{x1:.0f} {y1:.0f}C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"/>'
        )

    def head(self, tone: str, x: float, y: float, r: float) -> None:
        """Somebody."""
        self.out.append(f'<circle class="pic__shade" cx="{x + 1.5:.1f}" cy="{y + 2:.1f}" r="{r}"/>')
        self.out.append(f'<circle class="pic__{tone} pic__head" cx="{x:.1f}" cy="{y:.1f}" r="{r}"/>')

    def words(self, x: float, y: float, w: float) -> None:
        self.cut("pic__words", x, y, w, 4.5, 0.6)

    def drawn(self, name: str, width: int = W, height: int = H) -> str:
        return OPEN.format(name, width, height) + "".join(self.out) + "</svg>"


def picture(board: PlannedBoard) -> str:
    """One board as SVG, 240 × 150. Those that sub-groups fill lie on the sheets of the others."""
    hand = Hand(board.title + board.kind)
    hang(hand, board)
    return hand.drawn("pic")


def cover(plan: Plan) -> str:
    """What a method is known by: its people moving from table to table, else its boards, the most telling in front."""
    moves = {step.teams for step in plan.agenda}
    hand = Hand(plan.title)
    if "pairs_merge" in moves:
        growing(hand)
    elif "rotate" in moves:
        tables(hand, plan.boards[0])
    elif plan.boards:
        telling = [board for board in plan.boards if board.kind not in ("columns", "statements")]
        front = telling[-1] if telling else plan.boards[0]
        behind = next((board for board in plan.boards if board != front), None)
        if behind:
            hand.out.append('<g transform="translate(-9 -6) rotate(-4 120 75)">')
            hang(hand, behind)
            hand.out.append('</g><g transform="translate(22 13) scale(.92)">')
            hand.cut("pic__shade", 0, 1, W - 4, H - 5)
        hang(hand, front)
        hand.out.append("</g>" if behind else "")
    return hand.drawn("pic")


def hang(hand: Hand, board: PlannedBoard) -> None:
    if board.for_teams:
        hand.cut("pic__under", 14, 3, W - 20, H - 12)
        hand.cut("pic__between", 9, 7, W - 16, H - 13)
    hand.cut("pic__paper", 4, 10 if board.for_teams else 4, W - 12, H - 14)
    DRAW.get(board.kind, columns)(hand, board)


def growing(hand: Hand) -> None:
    """One, two, four, all: heads that gather from left to right."""
    hand.cut("pic__paper", 4, 8, W - 12, H - 18)
    spots = {
        "neutral": [(28, 74)],
        "favourable": [(68, 62), (68, 86)],
        "cause": [(112, 60), (136, 60), (112, 88), (136, 88)],
        "solution": [(x, y) for x in (174, 196, 218) for y in (42, 64, 86, 108)],
    }
    hand.out.append('<path class="pic__thread" d="M28 74H206"/>')
    for tone, heads in spots.items():
        for x, y in heads:
            hand.head(tone, x - 3, y, 9 if tone == "solution" else 11)


def tables(hand: Hand, board: PlannedBoard) -> None:
    """Three tables with their cloth, somebody who stays at each, and the thread of those who go round."""
    hand.cut("pic__paper", 4, 4, W - 12, H - 12)
    hand.out.append('<path class="pic__thread" d="M58 58Q120 8 184 58Q176 128 120 118Q66 128 58 58"/>')
    kinds = [sentiment for _, sentiment in board.areas]
    for n, (x, y) in enumerate(((56, 54), (184, 54), (120, 108))):
        hand.out.append(f'<circle class="pic__shade" cx="{x + 2}" cy="{y + 3}" r="37"/>')
        hand.out.append(f'<circle class="pic__cloth" cx="{x}" cy="{y}" r="37"/>')
        for rank in range(3):
            tone = kinds[(rank + n) % len(kinds)]
            hand.note(tone, x - 26 + rank * 17 + hand.near(), y - 14 + (rank % 2) * 12 + hand.near(), 15, 13)
        hand.head("pop", x + (30 if n == 1 else -30), y + 22, 9)


def columns(hand: Hand, board: PlannedBoard) -> None:
    areas = board.areas[:5]
    if len(areas) == 1:
        return wall(hand, areas[0][1])
    step = (W - 32) / max(1, len(areas))
    heights = [3, 2, 3, 1, 2]
    for n, (_, sentiment) in enumerate(areas):
        x = 18 + n * step
        hand.words(x, 20, min(step - 14, 46))
        for rank in range(heights[n]):
            hand.note(sentiment, x + hand.near(2), 34 + rank * 34 + hand.near(), min(step - 12, 58), 26)
    return None


def wall(hand: Hand, sentiment: str) -> None:
    """One wall for everything: notes as they came."""
    hand.words(20, 19, 52)
    for rank in range(17):
        x, y = 18 + (rank % 6) * 34, 33 + (rank // 6) * 35
        if rank not in (9, 14):
            hand.note(sentiment, x + hand.near(4), y + hand.near(4), 26 + hand.near(3), 22)


def tree(hand: Hand, board: PlannedBoard) -> None:
    """Effects above, the trunk, causes below, and what answers them."""
    kinds = [sentiment for _, sentiment in board.areas]
    above = next((k for k in kinds if k in ("consequence", "effect")), "")
    below = next((k for k in kinds if k in ("cause", "means")), "")
    trunk = next((k for k in kinds if k in ("problem", "objective")), "neutral")
    xs = (40, 116, 192)
    for x in xs:
        if above:
            hand.thread(118, 70, x, 38)
        if below:
            hand.thread(118, 74, x, 100)
    for n, x in enumerate(xs):
        if above:
            hand.note(above, x - 25, 19 + 3 * (n % 2), 50, 19)
        if below:
            hand.note(below, x - 25, 93 + 4 * (n % 2), 50, 19)
        if "solution" in kinds and n != 1:
            hand.thread(x, 112, x + 6, 128)
            hand.note("solution", x - 12, 120, 34, 13)
    hand.note(trunk, 74, 57, 90, 25)


def sheets(hand: Hand, board: PlannedBoard) -> None:
    """Two sheets: a blason with its quarters, or somebody imagined, with what is said of them."""
    kinds = [sentiment for _, sentiment in board.areas[:4]]
    draw = blason if len(set(kinds)) == 1 else persona
    for x in (24, 126):
        draw(hand, x, kinds)


def blason(hand: Hand, x: float, kinds: list[str]) -> None:
    hand.out.append(f'<path class="pic__shade" d="M{x + 3} 25h86v62q0 36 -43 50q-43 -14 -43 -50Z"/>')
    hand.out.append(f'<path class="pic__sheet" d="M{x} 22h86v62q0 36 -43 50q-43 -14 -43 -50Z"/>')
    hand.words(x + 18, 28, 50)
    for n in range(len(kinds)):
        tone = ("neutral", "favourable", "cause", "unfavourable")[n]
        hand.note(tone, x + 9 + (n % 2) * 36, 40 + (n // 2) * 35, 31, 29)


def persona(hand: Hand, x: float, kinds: list[str]) -> None:
    hand.cut("pic__shade", x + 3, 25, 86, 104)
    hand.out.append(f'<path class="pic__sheet" d="M{x} 22h86v104h-86Z"/>')
    hand.head("pop" if x < 100 else "cause", x + 19, 41, 11)
    hand.words(x + 37, 38, 38)
    for n, kind in enumerate(kinds):
        hand.note(kind, x + 8 + (n % 2) * 37, 60 + (n // 2) * 31, 32, 25)


def matrix(hand: Hand, board: PlannedBoard) -> None:
    hand.cut("pic__quarter", 126, 20, 92, 52)
    hand.cut("pic__line", 122, 18, 3, 112, 0.5)
    hand.cut("pic__line", 22, 73, 198, 3, 0.5)
    for kind, x, y in (
        ("favourable", 140, 28),
        ("favourable", 184, 44),
        ("solution", 60, 32),
        ("neutral", 36, 88),
        ("neutral", 150, 96),
        ("unfavourable", 78, 104),
    ):
        hand.note(kind, x, y, 28, 20)


def grid(hand: Hand, board: PlannedBoard) -> None:
    rooms, slots = min(4, len(board.rooms) or 3), min(4, len(board.slots) or 3)
    wide, high = (W - 74) / rooms, 96 / slots
    for room in range(rooms):
        hand.words(62 + room * wide, 20, wide - 16)
    for slot in range(slots):
        hand.words(18, 38 + slot * high, 28)
        for room in range(rooms):
            x, y = 58 + room * wide, 32 + slot * high
            if (slot * rooms + room) % 4 != 2:
                tone = ("neutral", "favourable", "cause", "unfavourable", "solution")[(slot * 2 + room) % 5]
                hand.note(tone, x + 2, y + 2, wide - 9, high - 8)
            else:
                hand.cut("pic__free", x + 2, y + 2, wide - 9, high - 8)


def statements(hand: Hand, board: PlannedBoard) -> None:
    for rank in range(5):
        hand.note("neutral", 20, 22 + rank * 22, 14, 14)
        hand.words(44, 27 + rank * 22, 130 + hand.near(40))


DRAW = {
    "columns": columns,
    "problem_tree": tree,
    "objective_tree": tree,
    "sheets": sheets,
    "matrix": matrix,
    "grid": grid,
    "statements": statements,
}


def rhythm(steps) -> str:
    """The agenda as a strip of paper: one piece a step, as long as it lasts, 600 × 26."""
    hand, total = Hand("rhythm"), sum(step.minutes for step in steps) or 1
    x = 2.0
    for step in steps:
        w = 596 * step.minutes / total
        hand.cut(f"pic__step pic__step--{step.kind}", x, 4, max(1.5, w - 2), 19, 0.8)
        x += w
    return hand.drawn("rhythm", 600, 27)
