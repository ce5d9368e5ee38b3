-- Wrong PINs in a row, and until when nobody may try again: on disk before the answer is known.
CREATE TABLE pin_tries (
    staff    TEXT PRIMARY KEY,
    wrong    INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was at work, from when to when; out_ms is null while it lasts.
CREATE TABLE spell (
    staff  TEXT NOT NULL,
    in_ms  INTEGER NOT NULL,
    out_ms INTEGER,
    PRIMARY KEY (staff, in_ms)
) STRICT, WITHOUT ROWID;
CREATE INDEX spell_out ON spell (out_ms);
