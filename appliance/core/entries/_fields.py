"""Whether the fields of a body are there and of their kind."""

from appliance.core.errors import N_, LapakError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Body = dict[str, Any]
    Fields = tuple[tuple[str, type], ...]
    Entries = dict[str, Fields]


class BodyWrong(LapakError):
    """An entry whose body lacks something, or says something that cannot be."""

    code = "entry.body"
    text = N_("A “{kind}” entry cannot be used: {reason}.")


def check_fields(kind: str, thing: "Any", fields: "Fields") -> "Body":
    """Return the thing as a body that has these fields, or raise BodyWrong."""
    if type(thing) is not dict:
        raise BodyWrong(kind=kind, reason="a part of it is no object")
    for key, want in fields:
        if type(thing.get(key)) is not want:
            raise BodyWrong(kind=kind, reason="“" + key + "” is missing or of the wrong kind")
        if want is int and abs(thing[key]) >= 2**53:
            raise BodyWrong(kind=kind, reason="“" + key + "” is out of range")
    body: Body = thing
    return body
