# ruff: noqa: D103 - each function draws what it is named after
"""What a household needs besides food."""

from .pen import LIGHT, SHADE, Pen


def soap(p: Pen) -> None:
    p.box(12, 42, 76, 44, "#F48FB1", 18)
    p.box(12, 38, 76, 42, "#F9B4CC", 18)
    p.box(30, 50, 40, 18, "#F48FB1", 8)
    for x, y, d in ((62, 12, 20), (44, 18, 13), (80, 26, 11), (30, 24, 9)):
        p.oval(x, y, d, d, "#9FD3F2")
        p.oval(x + d * 0.2, y + d * 0.2, d * 0.3, d * 0.3, "#FFFFFF")


def shampoo(p: Pen) -> None:
    p.box(46, 10, 8, 18, "#5B6B73")
    p.box(30, 6, 28, 8, "#5B6B73", 3)
    p.box(40, 24, 20, 10, "#46545B", 3)
    p.box(26, 32, 48, 60, "#3BA99C", 10)
    p.box(26, 50, 48, 28, "#F2FBF9")
    p.oval(41, 55, 18, 18, "#3BA99C")
    p.box(63, 34, 11, 56, SHADE, 6)
    p.box(31, 36, 5, 52, LIGHT, 2)


def toothpaste(p: Pen) -> None:
    p.shape([(20, 8), (80, 8), (66, 76), (34, 76)], "#F7FAFB")
    p.box(18, 6, 64, 8, "#D9E1E5", 2)
    p.shape([(24, 28), (76, 28), (70, 58), (30, 58)], "#D9263B")
    p.shape([(26, 38), (74, 38), (72, 46), (28, 46)], "#FFFFFF")
    p.box(38, 76, 24, 18, "#2F7FD1", 4)
    p.shape([(68, 8), (80, 8), (66, 76), (58, 76)], SHADE)


def detergent(p: Pen) -> None:
    p.box(18, 14, 64, 76, "#2E7DD7", 5)
    p.box(16, 10, 68, 9, "#1F5CA6", 2)
    p.oval(26, 30, 48, 44, "#FFFFFF")
    p.pie(26, 30, 48, 44, 30, 210, "#F6C12C")
    p.oval(40, 43, 20, 18, "#FFFFFF")
    p.box(70, 18, 12, 72, SHADE, 4)
    p.box(26, 78, 34, 6, "#FFFFFF", 3)


def tissue(p: Pen) -> None:
    p.shape([(34, 50), (40, 14), (52, 24), (64, 8), (68, 50)], "#FFFFFF")
    p.shape([(50, 50), (52, 24), (64, 8), (68, 50)], "#E6ECEF")
    p.box(10, 44, 80, 44, "#6AA7DB", 6)
    p.oval(28, 42, 44, 14, "#3E7FB8")
    p.shape([(36, 50), (39, 30), (62, 30), (66, 50)], "#F7FAFB")
    p.box(22, 66, 56, 8, "#FFFFFF", 4)
    p.box(78, 46, 12, 42, SHADE, 5)


def battery(p: Pen) -> None:
    for x in (18, 54):
        p.box(x + 8, 10, 12, 10, "#AAB3B7", 2)
        p.box(x, 17, 28, 74, "#2B2F33", 5)
        p.box(x, 17, 28, 24, "#D98A35", 5)
        p.box(x, 30, 28, 11, "#D98A35")
        p.box(x + 5, 19, 5, 70, LIGHT, 2)
        p.box(x + 9, 56, 10, 3.4, "#FFFFFF")
        p.box(x + 12.3, 52.6, 3.4, 10, "#FFFFFF")


def lamp(p: Pen) -> None:
    p.oval(18, 6, 64, 64, "#FFE07A")
    p.shape([(30, 58), (70, 58), (62, 74), (38, 74)], "#FFE07A")
    p.oval(30, 16, 18, 22, LIGHT)
    p.line([(42, 70), (42, 46), (50, 54), (58, 46), (58, 70)], 3, "#E0962A")
    for y in (74, 81, 88):
        p.box(38, y, 24, 6, "#8C979D", 3)


def lighter(p: Pen) -> None:
    p.oval(34, 4, 20, 28, "#F2A33A")
    p.oval(39, 14, 10, 16, "#FFE07A")
    p.box(36, 32, 34, 14, "#B7C0C4", 3)
    p.box(54, 26, 16, 10, "#5B6B73", 3)
    p.box(32, 42, 38, 52, "#D9362B", 6)
    p.box(38, 46, 6, 44, LIGHT, 3)
    p.box(61, 44, 9, 48, SHADE, 4)


def gas(p: Pen) -> None:
    p.box(34, 8, 32, 18, "#7CA83B", 5)
    p.box(40, 14, 20, 14, "#2B2F33", 3)
    p.box(20, 24, 60, 62, "#95C24A", 22)
    p.box(28, 84, 44, 9, "#7CA83B", 3)
    p.box(32, 46, 36, 22, "#FFFFFF", 4)
    p.oval(44, 48, 12, 17, "#F0822A")
    p.box(66, 34, 10, 44, SHADE, 5)
    p.box(27, 34, 5, 44, LIGHT, 2)


def cigarettes(p: Pen) -> None:
    for x in (30, 42, 54):
        p.box(x, 6, 9, 40, "#FFFFFF", 2)
        p.box(x, 6, 9, 14, "#E3A85B", 2)
    p.box(22, 28, 56, 64, "#C2272D", 4)
    p.shape([(22, 28), (78, 28), (78, 46), (50, 56), (22, 46)], "#F4F1EA")
    p.oval(40, 60, 20, 20, "#F6C12C")
    p.box(68, 30, 10, 62, SHADE, 3)


def medicine(p: Pen) -> None:
    p.box(12, 22, 76, 60, "#D5DBDE", 7)
    for y in (30, 56):
        for i, x in enumerate((19, 42, 65)):
            p.oval(x, y, 17, 18, "#B7C0C4")
            fill = "#2E9E6E" if (i + y) % 2 else "#FFFFFF"
            p.oval(x + 1.5, y + 1, 14, 15, fill)
            p.oval(x + 4, y + 3, 5, 5, LIGHT)


def phone(p: Pen) -> None:
    p.box(28, 6, 44, 88, "#2B2F33", 8)
    p.box(32, 14, 36, 68, "#6AA7DB", 3)
    p.box(44, 9, 12, 2.4, "#6B757A", 1)
    p.oval(46, 84, 8, 8, "#6B757A")
    for i, h in enumerate((10, 18, 26, 34)):
        p.box(38 + i * 6.4, 64 - h, 4.6, h, "#FFFFFF", 1)


def pen(p: Pen) -> None:
    p.box(42, 10, 16, 60, "#2E7DD7", 2, -35)
    p.box(42, 4, 16, 14, "#1F5CA6", 4, -35)
    p.shape([(42, 70), (58, 70), (50, 92)], "#F2D2A9", -35)
    p.shape([(47, 84), (53, 84), (50, 92)], "#1C2321", -35)
    p.box(45, 16, 4, 52, LIGHT, 2, -35)


def notebook(p: Pen) -> None:
    p.box(22, 8, 60, 84, "#F3EAD6", 5)
    p.box(18, 8, 60, 84, "#8E5BB5", 5)
    p.box(18, 8, 12, 84, "#6F4194", 5)
    p.box(40, 22, 30, 20, "#FFFFFF", 3)
    p.box(45, 28, 20, 3, "#8E5BB5", 1)
    p.box(45, 34, 14, 3, "#8E5BB5", 1)


def shirt(p: Pen) -> None:
    p.shape(
        [(34, 14), (8, 30), (18, 50), (28, 44), (28, 90), (72, 90), (72, 44), (82, 50), (92, 30), (66, 14)], "#2FA3A3"
    )
    p.pie(34, 0, 32, 30, 0, 180, "#F4F1EA")
    p.pie(38, 2, 24, 22, 0, 180, "#237F7F")
    p.shape([(62, 44), (72, 44), (72, 90), (62, 90)], SHADE)


def bag(p: Pen) -> None:
    p.arc(32, 6, 36, 44, 180, 360, 6, "#9C6B3A")
    p.shape([(18, 30), (82, 30), (88, 92), (12, 92)], "#D9A86C")
    p.shape([(70, 30), (82, 30), (88, 92), (74, 92)], SHADE)
    p.oval(40, 50, 20, 20, "#F6E3C4")
    p.oval(33, 36, 5, 5, "#6B4A26")
    p.oval(62, 36, 5, 5, "#6B4A26")


def box(p: Pen) -> None:
    p.shape([(50, 10), (90, 28), (50, 46), (10, 28)], "#E8C28C")
    p.shape([(10, 28), (50, 46), (50, 94), (10, 74)], "#D3A062")
    p.shape([(90, 28), (50, 46), (50, 94), (90, 74)], "#B9854A")
    p.shape([(26, 21), (34, 17), (74, 35), (74, 52), (66, 55), (66, 39)], "#FBF1DD")
