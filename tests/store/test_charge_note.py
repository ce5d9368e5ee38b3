from appliance.store import ChargeNote


def test_a_note_is_there_for_the_next_start_until_it_is_forgotten(tmp_path):
    path = tmp_path / "charge.json"
    assert ChargeNote(path).read() is None
    ChargeNote(path).write({"tender": "a", "amount_minor": 5})
    ChargeNote(path).write({"tender": "b", "amount_minor": 7})
    assert ChargeNote(path).read() == {"tender": "b", "amount_minor": 7}
    ChargeNote(path).forget()
    ChargeNote(path).forget()
    assert ChargeNote(path).read() is None
    assert list(tmp_path.iterdir()) == []


def test_a_write_cut_off_by_a_power_cut_leaves_the_note_before_it(tmp_path):
    path = tmp_path / "charge.json"
    ChargeNote(path).write({"tender": "a"})
    (tmp_path / "charge.new").write_bytes(b'{"tender"')
    assert ChargeNote(path).read() == {"tender": "a"}


def test_a_note_that_cannot_be_read_is_put_aside_for_support(tmp_path):
    path = tmp_path / "charge.json"
    path.write_bytes(b"\0\0\0")
    assert ChargeNote(path).read() is None
    assert (tmp_path / "charge.unreadable").read_bytes() == b"\0\0\0"
