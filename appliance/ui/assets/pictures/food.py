# ruff: noqa: D103 - each function draws what it is named after
"""What one eats, packed or cooked."""

from .pen import LIGHT, SHADE, Pen


def _pouch(p: Pen, body: str, band: str) -> None:
    p.box(18, 16, 64, 70, body, 4)
    for y in (14, 82):
        p.box(16, y, 68, 7, band, 1)
    p.box(70, 22, 12, 60, SHADE, 2)
    p.box(23, 22, 6, 60, LIGHT, 3)


def noodle_pack(p: Pen) -> None:
    _pouch(p, "#F6C12C", "#D9362B")
    p.oval(27, 40, 46, 36, "#FFFFFF")
    for i in range(4):
        p.arc(31 + i * 4, 44 + i * 3, 38 - i * 8, 28 - i * 6, 0, 360, 2.4, "#E0962A")
    p.box(30, 26, 40, 9, "#D9362B", 3)


def noodle_cup(p: Pen) -> None:
    p.shape([(22, 28), (78, 28), (69, 92), (31, 92)], "#FFFFFF")
    p.shape([(24, 46), (76, 46), (71, 76), (29, 76)], "#D9362B")
    p.box(18, 20, 64, 11, "#F6C12C", 5)
    p.shape([(60, 20), (82, 20), (74, 8)], "#FFE29A")
    p.oval(40, 51, 20, 20, "#FFE29A")
    p.shape([(66, 30), (78, 30), (69, 92), (60, 92)], SHADE)


def rice_sack(p: Pen) -> None:
    p.box(20, 20, 60, 72, "#F3EAD6", 10)
    p.shape([(24, 10), (76, 10), (70, 24), (30, 24)], "#E2D3B2")
    p.box(26, 21, 48, 5, "#2E8B57", 2)
    p.box(30, 40, 40, 36, "#2E8B57", 6)
    for x, y, t in ((39, 50, 25), (50, 47, 0), (59, 52, -25), (45, 60, 10), (54, 62, -10)):
        p.oval(x - 2.5, y - 2, 6, 12, "#FFFFFF", t / 3)
    p.box(68, 22, 12, 68, SHADE, 8)


def snack_bag(p: Pen) -> None:
    _pouch(p, "#2E7DD7", "#1F5CA6")
    p.oval(32, 44, 24, 22, "#F6C74B")
    p.oval(46, 52, 24, 22, "#E9AE2A")
    p.box(28, 28, 44, 9, "#FFFFFF", 4)


def biscuit(p: Pen) -> None:
    p.oval(22, 30, 62, 62, "#A8692C")
    p.oval(16, 14, 64, 64, "#D9A05B")
    for x, y in ((32, 28), (52, 24), (64, 40), (38, 46), (54, 56), (30, 58)):
        p.oval(x - 4, y - 4, 9, 9, "#6B3A14")
    p.arc(22, 20, 52, 52, 180, 260, 4, LIGHT)


def chocolate(p: Pen) -> None:
    p.box(28, 8, 44, 52, "#6B3A1E", 3)
    for x in (32, 52):
        for y in (12, 30):
            p.box(x, y, 16, 14, "#85502D", 2)
    p.shape([(24, 44), (34, 40), (44, 46), (56, 40), (66, 46), (76, 42), (76, 92), (24, 92)], "#E6E9EC")
    p.box(22, 54, 56, 38, "#C2272D", 3)
    p.box(32, 66, 36, 8, "#FFE29A", 3)
    p.box(68, 54, 10, 38, SHADE, 3)


def candy(p: Pen) -> None:
    p.shape([(4, 34), (30, 50), (4, 66), (12, 50)], "#F48FB1", -20)
    p.shape([(96, 34), (70, 50), (96, 66), (88, 50)], "#F48FB1", -20)
    p.oval(25, 25, 50, 50, "#E5397A")
    p.pie(25, 25, 50, 50, 200, 245, "#FFFFFF")
    p.pie(25, 25, 50, 50, 20, 65, "#FFFFFF")
    p.pie(25, 25, 50, 50, 110, 155, "#FFFFFF")
    p.pie(25, 25, 50, 50, 290, 335, "#FFFFFF")
    p.oval(41, 41, 18, 18, "#E5397A")


def bread(p: Pen) -> None:
    p.box(14, 30, 72, 58, "#B8702E", 10)
    p.oval(10, 16, 44, 40, "#B8702E")
    p.oval(46, 16, 44, 40, "#B8702E")
    p.box(20, 34, 60, 49, "#F6DDB0", 7)
    p.oval(17, 22, 36, 30, "#F6DDB0")
    p.oval(47, 22, 36, 30, "#F6DDB0")
    for x, y in ((34, 46), (58, 40), (46, 62), (66, 66), (30, 70)):
        p.oval(x, y, 5, 4, "#E3BE83")


def cake(p: Pen) -> None:
    p.shape([(10, 50), (74, 28), (90, 50)], "#FFE9F0")
    p.box(10, 50, 80, 36, "#F2C28B", 3)
    p.box(10, 50, 80, 10, "#F58FB0")
    p.box(10, 68, 80, 6, "#FFF6EC")
    for x in (18, 38, 58, 76):
        p.oval(x, 54, 9, 13, "#F58FB0")
    p.oval(52, 18, 20, 20, "#D9263B")
    p.line([(62, 20), (67, 10)], 3, "#3E7D3A")


def egg(p: Pen) -> None:
    p.oval(38, 22, 44, 58, "#D9A273")
    p.oval(16, 18, 48, 64, "#F2C9A0")
    p.oval(25, 28, 14, 20, LIGHT, 12)
    p.shape([(6, 66), (94, 66), (86, 90), (14, 90)], "#8A9BA8")
    for x in (8, 37, 66):
        p.oval(x, 58, 27, 20, "#9FAFBB")


def oil(p: Pen) -> None:
    p.box(50, 6, 20, 12, "#2E8B57", 3)
    p.shape([(52, 17), (68, 17), (74, 34), (30, 34)], "#F7D34A")
    p.box(28, 32, 46, 60, "#F7D34A", 8)
    p.box(33, 24, 12, 26, "#FBF3D0", 6)
    p.box(28, 52, 46, 28, "#FFFFFF")
    p.oval(44, 56, 14, 20, "#F0A81E")
    p.shape([(51, 51), (45, 64), (57, 64)], "#F0A81E")
    p.box(63, 34, 11, 56, SHADE, 5)


def sauce(p: Pen) -> None:
    p.shape([(46, 6), (54, 6), (58, 24), (42, 24)], "#2B2B2B")
    p.shape([(42, 23), (58, 23), (68, 44), (32, 44)], "#3A2418")
    p.box(32, 40, 36, 52, "#3A2418", 7)
    p.box(32, 52, 36, 28, "#E3A32B")
    p.box(38, 58, 24, 6, "#C2272D", 2)
    p.box(38, 68, 24, 6, "#C2272D", 2)
    p.box(37, 44, 4, 46, LIGHT, 2)


def tin(p: Pen) -> None:
    p.box(16, 26, 68, 56, "#C2272D", 4)
    p.oval(16, 16, 68, 22, "#D5DBDE")
    p.oval(22, 19, 56, 16, "#B7C0C4")
    p.pie(16, 70, 68, 22, 0, 180, "#C2272D")
    p.box(16, 48, 68, 20, "#FFF3DC")
    p.oval(28, 51, 32, 14, "#5B8FB9")
    p.shape([(57, 58), (70, 51), (70, 65)], "#5B8FB9")
    p.box(73, 28, 11, 54, SHADE)


def ice_cream(p: Pen) -> None:
    p.box(44, 68, 12, 28, "#E4C08A", 5)
    p.box(26, 6, 48, 68, "#6B3A1E", 22)
    p.box(26, 44, 48, 30, "#6B3A1E", 8)
    p.shape([(74, 8), (74, 34), (54, 8)], "#FFF0D6")
    p.oval(50, 8, 24, 24, "#FFF0D6")
    p.box(34, 18, 7, 44, LIGHT, 3)


def bowl(p: Pen) -> None:
    p.oval(10, 34, 80, 30, "#E8D2A8")
    for x, y in ((20, 36), (40, 31), (60, 36), (32, 44), (54, 45)):
        p.oval(x, y, 19, 17, "#A9764A")
        p.oval(x + 4, y + 3, 6, 5, LIGHT)
    p.line([(24, 50), (40, 56), (56, 50), (74, 56)], 3, "#4C9A4A")
    p.pie(8, 12, 84, 78, 0, 180, "#2E7DD7")
    p.box(8, 49, 84, 6, "#F4F8FA", 3)
    p.box(34, 86, 32, 6, "#1F5CA6", 3)


def plate(p: Pen) -> None:
    p.oval(4, 44, 92, 44, "#DDE4E8")
    p.oval(12, 46, 76, 34, "#FFFFFF")
    p.pie(20, 22, 60, 84, 180, 360, "#D98A35")
    for x, y in ((34, 46), (50, 38), (60, 52), (42, 56), (66, 58)):
        p.oval(x, y, 5, 4, "#F5C46B")
    p.oval(38, 20, 34, 20, "#FFFFFF")
    p.oval(49, 23, 14, 12, "#F7B52C")
    p.oval(16, 58, 12, 9, "#4C9A4A")
    p.oval(72, 60, 11, 10, "#D9362B")


def skewer(p: Pen) -> None:
    for x in (16, 40, 64):
        p.box(x + 7, 6, 4, 90, "#D8B37A", 2, 14)
        for y in (12, 30, 48):
            p.box(x, y, 18, 16, "#8A4A22", 6, 14)
            p.box(x + 3, y + 3, 7, 4, "#B87340", 2, 14)


def chicken(p: Pen) -> None:
    p.line([(58, 56), (82, 82)], 8, "#FFF6E6")
    p.oval(74, 78, 14, 14, "#FFF6E6")
    p.oval(82, 72, 13, 13, "#FFF6E6")
    p.oval(10, 10, 58, 54, "#C4762B")
    p.shape([(34, 60), (62, 34), (68, 62), (62, 66)], "#C4762B")
    p.oval(18, 16, 26, 20, "#E09A4C")
    for x, y in ((46, 26), (34, 44), (52, 44)):
        p.oval(x, y, 5, 5, "#9C5719")
