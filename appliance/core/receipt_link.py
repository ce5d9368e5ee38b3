"""The link to a receipt: which entry of which till it is, and a proof that only the till and the bridge can make.

`<where>/<till><entry>`: where and till are said by the bridge (the till knows them as one text), the entry is its
number and the first bytes of the till's signature over it. Nobody who has one link can make another
(docs/decisions/0008).
"""

import binascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Entry = dict[str, Any]

SEQ_BYTES = 4
PROOF_BYTES = 11
TILL_LETTERS = 22
ENTRY_LETTERS = 20
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def letters(data: bytes) -> str:
    """Return bytes in letters, digits, - and _ (base64url without padding)."""
    text = binascii.b2a_base64(data).decode().rstrip("\n").rstrip("=")
    return text.replace("+", "-").replace("/", "_")


def till_letters(till: str) -> str:
    """Return a till's UUID as it stands in a link."""
    return letters(binascii.unhexlify(till.replace("-", "")))


def entry_letters(entry: "Entry") -> str:
    """Return an entry as it stands in a link; a till without a device key vouches with the entry's hash."""
    proof = binascii.unhexlify(entry.get("sig") or entry["hash"])[:PROOF_BYTES]
    return letters(entry["seq"].to_bytes(SEQ_BYTES, "big") + proof)


def link(where: str, entry: "Entry") -> str:
    """Return the link to the receipt of an entry; "" where the shop has no such page."""
    return where + entry_letters(entry) if where else ""


def read(token: str) -> "tuple[str, int] | None":
    """Return the till and the number of the entry a token asks for, None if it is none; whose it is says `fits`."""
    if len(token) != TILL_LETTERS + ENTRY_LETTERS or any(char not in _LETTERS for char in token):
        return None
    till = binascii.hexlify(_bytes(token[:TILL_LETTERS])).decode()
    seq = int.from_bytes(_bytes(token[TILL_LETTERS:])[:SEQ_BYTES], "big")
    return "-".join((till[:8], till[8:12], till[12:16], till[16:20], till[20:])), seq


def fits(token: str, entry: "Entry") -> bool:
    """Say whether a token was made for this entry, in the same time however much of it fits."""
    wanted = entry_letters(entry)
    different = 0
    for one, other in zip(wanted, token[TILL_LETTERS:]):
        different |= ord(one) ^ ord(other)
    return different == 0 and len(token) == TILL_LETTERS + len(wanted)


def _bytes(text: str) -> bytes:
    padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    return binascii.a2b_base64(padded.encode())
