"""A PDF of one page with a few lines of text, as small as the format allows (ISO 32000-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A6, in points.
PAGE = "/MediaBox [0 0 298 420] /Resources << /Font << /F1 5 0 R >> >>"


def one_page(lines: Sequence[str]) -> bytes:
    """Return a page with these lines of ASCII text."""
    text = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    content = f"BT /F1 12 Tf 16 TL 20 390 Td {text}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {PAGE} /Contents 4 0 R >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    pdf, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(pdf))
        pdf += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n"
    return (pdf + f"xref\n0 {size}\n0000000000 65535 f \n{table}" + trailer).encode("ascii", "replace")


def _escaped(line: str) -> str:
    return "".join("\\" + letter if letter in "()\\" else letter for letter in line)
