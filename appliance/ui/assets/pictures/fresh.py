# ruff: noqa: D103 - each function draws what it is named after
"""What the market sells by weight."""

import math

from .pen import LIGHT, SHADE, Pen


def fish(p: Pen) -> None:
    p.shape([(68, 50), (96, 28), (90, 50), (96, 72)], "#4E8FC0")
    p.shape([(36, 32), (58, 16), (62, 34)], "#4E8FC0")
    p.oval(4, 26, 76, 48, "#6FB1DE")
    p.pie(4, 26, 76, 48, 0, 180, "#A9D4EE")
    p.oval(15, 40, 10, 10, "#FFFFFF")
    p.oval(18, 42, 5, 6, "#1C2321")
    p.arc(22, 34, 14, 32, -80, 80, 3, "#4E8FC0")


def _crescent(centre: tuple[float, float], r: float, thick: float, start: int, end: int) -> list[tuple[float, float]]:
    """A sickle below a centre, thickest in its middle; angles in degrees clockwise from three o'clock."""
    outer, inner = [], []
    for degrees in range(start, end + 1, 3):
        angle = math.radians(degrees)
        inside = r - thick * math.sin(math.pi * (0.12 + 0.76 * (degrees - start) / (end - start)))
        outer.append((centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)))
        inner.append((centre[0] + inside * math.cos(angle), centre[1] + inside * math.sin(angle)))
    return outer + inner[::-1]


def banana(p: Pen) -> None:
    p.shape(_crescent((36, 12), 62, 22, 2, 118), "#E9B41C")
    p.shape(_crescent((39, 4), 60, 21, 8, 128), "#FBD94A")
    p.shape(_crescent((39, 4), 46, 5, 24, 110), "#FDE88A")
    p.line([(94, 10), (88, 20)], 7, "#6B4A16")
    p.oval(0, 46, 9, 9, "#6B4A16")


def apple(p: Pen) -> None:
    p.oval(14, 28, 44, 62, "#D9263B")
    p.oval(42, 28, 44, 62, "#D9263B")
    p.line([(50, 34), (53, 14)], 5, "#6B3A1E")
    p.oval(54, 10, 28, 14, "#4C9A4A", 4)
    p.oval(22, 38, 11, 22, LIGHT)


def orange(p: Pen) -> None:
    p.oval(14, 20, 72, 72, "#F28C1E")
    p.oval(24, 30, 22, 18, LIGHT, 6)
    p.oval(46, 22, 8, 8, "#B8600B")
    p.oval(50, 8, 32, 15, "#4C9A4A", 0)
    for x, y in ((60, 50), (50, 68), (68, 66), (36, 60), (56, 80)):
        p.oval(x, y, 3, 3, "#D97710")


def chili(p: Pen) -> None:
    p.shape(_crescent((18, 14), 64, 22, 4, 96), "#D9263B")
    p.shape(_crescent((18, 14), 54, 4, 14, 70), LIGHT)
    p.oval(58, 14, 24, 18, "#4C9A4A")
    p.line([(72, 18), (82, 6)], 5, "#3E7D3A")


def onion(p: Pen) -> None:
    p.line([(50, 26), (46, 6)], 6, "#C98A9E")
    p.line([(50, 26), (56, 8)], 5, "#C98A9E")
    p.oval(14, 26, 72, 62, "#A63A62")
    p.oval(30, 26, 40, 62, "#BE5079")
    p.oval(43, 26, 14, 62, "#D2749A")
    p.line([(44, 88), (42, 95)], 2.4, "#E8D2A8")
    p.line([(56, 88), (58, 95)], 2.4, "#E8D2A8")
    p.oval(20, 40, 7, 20, LIGHT)


def tomato(p: Pen) -> None:
    p.oval(10, 26, 80, 64, "#E0392E")
    p.oval(20, 38, 16, 20, LIGHT, 8)
    for turn in (0, 60, 120):
        p.oval(46, 18, 9, 28, "#3E8E41") if turn == 0 else p.line(
            [(50, 30), (50 + (22 if turn == 60 else -22), 38)], 8, "#3E8E41"
        )
    p.line([(50, 28), (54, 12)], 5, "#2F6F33")


def carrot(p: Pen) -> None:
    for x in (62, 72, 82):
        p.line([(64, 36), (x + 6, 10 + (x - 62))], 8, "#4C9A4A")
    p.shape([(54, 26), (74, 46), (10, 94), (8, 92)], "#F0822A")
    p.oval(50, 24, 28, 26, "#F0822A")
    for x, y in ((52, 40), (40, 56), (28, 72)):
        p.line([(x, y), (x + 9, y + 7)], 2.6, "#C9621A")


def leaf(p: Pen) -> None:
    p.oval(8, 14, 44, 58, "#3E8E41", 0)
    p.oval(48, 14, 44, 58, "#3E8E41", 0)
    p.oval(26, 4, 48, 66, "#5DB35F")
    p.box(45, 40, 10, 54, "#E4F2DC", 5)
    p.line([(50, 50), (50, 16)], 3.4, "#E4F2DC")
    p.line([(50, 40), (36, 28)], 2.8, "#E4F2DC")
    p.line([(50, 40), (64, 28)], 2.8, "#E4F2DC")
    p.box(36, 74, 28, 9, "#D9362B", 4)
    p.box(58, 74, 6, 9, SHADE, 3)
