# ruff: noqa: D103 - each function draws what it is named after
"""What one drinks."""

from .pen import LIGHT, SHADE, Pen


def bottle(p: Pen) -> None:
    p.box(42, 8, 16, 12, "#2F7FD1", 3)
    p.shape([(43, 19), (57, 19), (67, 36), (33, 36)], "#BFE3F7")
    p.box(33, 33, 34, 59, "#BFE3F7", 7)
    p.box(33, 46, 34, 24, "#2F7FD1")
    p.box(38, 55, 24, 6, "#FFFFFF", 3)
    p.box(58, 36, 9, 52, SHADE, 4)
    p.box(37, 36, 5, 52, LIGHT, 2)


def tea_bottle(p: Pen) -> None:
    p.box(43, 6, 14, 10, "#D9362B", 3)
    p.box(44, 14, 12, 20, "#7A3B12")
    p.shape([(44, 30), (56, 30), (66, 44), (34, 44)], "#8F4716")
    p.box(34, 42, 32, 50, "#8F4716", 7)
    p.box(34, 52, 32, 26, "#FFF3DC")
    p.oval(42, 57, 16, 16, "#D9362B")
    p.box(58, 44, 8, 46, SHADE, 4)
    p.box(38, 44, 4, 46, LIGHT, 2)


def can(p: Pen) -> None:
    p.box(31, 12, 38, 10, "#C9D0D3", 4)
    p.box(28, 17, 44, 70, "#E0392E", 7)
    p.box(31, 82, 38, 8, "#C9D0D3", 4)
    p.shape([(28, 58), (72, 38), (72, 52), (28, 72)], "#FFFFFF")
    p.box(61, 19, 11, 66, SHADE, 5)
    p.box(33, 19, 6, 66, LIGHT, 3)
    p.box(43, 8, 14, 6, "#AAB3B7", 3)


def carton(p: Pen) -> None:
    p.shape([(36, 10), (66, 10), (72, 26), (28, 26)], "#E9EEF2")
    p.box(36, 6, 30, 7, "#2F9E6E", 2)
    p.box(28, 25, 44, 66, "#FFFFFF", 3)
    p.box(28, 52, 44, 39, "#2F9E6E", 3)
    p.box(28, 52, 44, 12, "#2F9E6E")
    p.oval(38, 33, 24, 30, "#F4D35E")
    p.box(60, 25, 12, 66, SHADE, 3)


def coffee(p: Pen) -> None:
    p.arc(62, 40, 26, 28, -95, 95, 7, "#F0E6DA")
    p.shape([(22, 34), (74, 34), (67, 80), (29, 80)], "#FBF6EE")
    p.box(28, 72, 40, 12, "#FBF6EE", 6)
    p.oval(22, 26, 52, 16, "#E8DCCB")
    p.oval(26, 29, 44, 10, "#5A3218")
    p.box(16, 86, 64, 6, "#D8C7B0", 3)
    p.line([(40, 20), (43, 14), (40, 8)], 3.5, "#B9A48A")
    p.line([(54, 20), (57, 14), (54, 8)], 3.5, "#B9A48A")


def cup(p: Pen) -> None:
    p.line([(58, 30), (66, 6), (76, 4)], 4.5, "#E0392E")
    p.shape([(26, 28), (74, 28), (67, 92), (33, 92)], "#DDF2FA")
    p.shape([(28, 44), (72, 44), (67, 92), (33, 92)], "#F2A33A")
    p.box(22, 22, 56, 9, "#F4F8FA", 4)
    p.box(38, 52, 12, 12, "#FFFFFF88", 3, 12)
    p.box(50, 66, 11, 11, "#FFFFFF66", 3, -10)
    p.shape([(64, 28), (74, 28), (67, 92), (59, 92)], SHADE)


def gallon(p: Pen) -> None:
    p.box(41, 6, 18, 14, "#2566B0", 4)
    p.box(22, 18, 56, 74, "#8CC6EE", 14)
    p.box(22, 40, 56, 5, "#5FA8DC")
    p.box(22, 62, 56, 5, "#5FA8DC")
    p.box(30, 46, 40, 15, "#FFFFFF", 3)
    p.box(36, 51, 28, 5, "#2566B0", 2)
    p.box(66, 20, 12, 70, SHADE, 8)
    p.box(28, 22, 6, 66, LIGHT, 3)
