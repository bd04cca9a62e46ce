"""The problem tree (and the objective tree that turns it round) as data, drawn. Without tables and without Django.

outline(nodes)             nested lists: the first form of a tree
said(nodes, title)         the same in words
draw(nodes, room, type)    where every paper and thread stands
svg(drawing, title)        the drawing for a screen, in the classes of static/workshops/tree.css
sheets(nodes, type)        the drawing for A3 paper, as many sheets as it takes
"""

from .drawing import Drawing
from .nodes import Node, grow
from .outline import outline, said
from .planning import draw
from .sheets import sheets
from .svg import svg

__all__ = ["Drawing", "Node", "draw", "grow", "outline", "said", "sheets", "svg"]
