"""The tables of DSFinV-K: their columns, and files that hold them as the standard wants it."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

_DATA = json.loads((resources.files(__package__) / "dsfinvk.json").read_text("utf-8"))
VERSION: str = _DATA["version"]
TABLES: dict[str, dict[str, Any]] = _DATA["tables"]

TABLE = """   <Table>
    <URL>{name}.csv</URL>
    <Name>{title}</Name>
    <UTF8/>
    <DecimalSymbol>,</DecimalSymbol>
    <DigitGroupingSymbol>.</DigitGroupingSymbol>
    <Range><From>2</From></Range>
    <VariableLength>
     <ColumnDelimiter>;</ColumnDelimiter>
     <RecordDelimiter>&#13;&#10;</RecordDelimiter>
     <TextEncapsulator>"</TextEncapsulator>
{columns}
    </VariableLength>
   </Table>
"""
INDEX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">
<DataSet>
 <Version>1.0</Version>
 <DataSupplier>
  <Name>{supplier}</Name>
  <Location>{location}</Location>
  <Comment>DSFinV-K {version}</Comment>
 </DataSupplier>
 <Media>
  <Name>{supplier}</Name>
{tables} </Media>
</DataSet>
"""


class Files:
    """The tables as files in a folder; rows are appended as they come."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._files = {name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in TABLES}
        for name, table in TABLES.items():
            self._files[name].write(_row([column for column, _, _ in table["columns"]]))

    def add(self, table: str, row: dict[str, str]) -> None:
        """Append a row by its columns' names; what it does not say is empty. Raises KeyError for an unknown column."""
        columns = TABLES[table]["columns"]
        unknown = set(row) - {name for name, _, _ in columns}
        if unknown:
            raise KeyError(f"{table}: {', '.join(sorted(unknown))}")
        self._files[table].write(
            _row([row.get(name, "")[: size if kind == "a" else None] for name, kind, size in columns])
        )

    def close(self, supplier: str, location: str) -> None:
        """End the files and describe them in index.xml."""
        for file in self._files.values():
            file.close()
        tables = "".join(
            TABLE.format(name=name, title=table["name"], columns=_columns(table)) for name, table in TABLES.items()
        )
        text = INDEX.format(supplier=escape(supplier), location=escape(location), version=VERSION, tables=tables)
        (self._folder / "index.xml").write_text(text, "utf-8")


def amount(minor: int, exponent: int) -> str:
    """Return an amount in the currency's decimals with a comma: -150 -> "-1,50"."""
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    whole, decimals = digits[: len(digits) - exponent], digits[len(digits) - exponent :]
    return ("-" if minor < 0 else "") + whole + ("," + decimals if exponent else "")


def _row(values: list[str]) -> str:
    return ";".join(map(_quoted, values)) + "\r\n"


def _quoted(text: str) -> str:
    if not set(text) & set(';"\r\n'):
        return text
    return '"' + text.replace('"', '""').replace("\r", " ").replace("\n", " ") + '"'


def _columns(table: dict[str, Any]) -> str:
    rows = []
    for name, kind, size in table["columns"]:
        if kind == "a":
            said = f"<AlphaNumeric/><MaxLength>{size}</MaxLength>"
        else:
            said = f"<Numeric><Accuracy>{size}</Accuracy></Numeric>" if size else "<Numeric/>"
        rows.append(f"     <VariableColumn><Name>{name}</Name>{said}</VariableColumn>")
    return "\n".join(rows)
