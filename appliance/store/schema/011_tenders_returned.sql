-- What was charged outside and given back before its sale was finished is asked for by its tender: it is never taken again.
CREATE INDEX tender_returned ON journal (json_extract(body, '$.tender')) WHERE type = 'tender.returned';
