from __future__ import annotations

import pytest

from appliance.settings import Settings, SettingsWrong, load

WHO = 'till = "0190a1b2"\nstore = "s"\nmerchant = "m"\n'
WHOLE = 'data = "data"\n' + WHO
BROKER = 'host = "mqtt.example"\nport = 8883\nca = "ca.pem"\ncertificate = "till.pem"\nkey = "till.key"\n'


def loaded(tmp_path, text, **environment):
    (tmp_path / "till.toml").write_text(text, "utf-8")
    return load(tmp_path / "till.toml", {f"LAPAK_TILL_{name.upper()}": value for name, value in environment.items()})


def test_the_least_a_till_must_know_gives_it_a_screen_and_devices_to_begin_with(tmp_path):
    settings = loaded(tmp_path, WHOLE)
    assert settings == Settings(data=tmp_path / "data", till="0190a1b2", store="s", merchant="m")
    assert settings.broker is None
    assert (settings.scanner["driver"], settings.language) == ("wedge", "id")


def test_everything_that_can_be_said_is_heard(tmp_path):
    text = WHOLE + 'language = "en"\ntheme = "dark"\nsize = "800x480"\nfullscreen = true\n'
    text += f'[broker]\n{BROKER}[printer]\ndriver = "usb"\ncolumns = 48\n'
    settings = loaded(tmp_path, text)
    assert (settings.language, settings.theme, settings.size, settings.fullscreen) == ("en", "dark", "800x480", True)
    assert settings.printer == {"driver": "usb", "columns": 48}
    assert (settings.scale, settings.terminal, settings.light) == (None, {"driver": "manual"}, {"driver": "off"})
    assert (settings.broker.host, settings.broker.port) == ("mqtt.example", 8883)
    assert settings.broker.key == tmp_path / "till.key"


def test_paths_are_relative_to_the_file_unless_they_are_whole(tmp_path):
    assert loaded(tmp_path, 'data = "/var/lib/lapak"\n' + WHO).data.as_posix() == "/var/lib/lapak"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE + 'langauge = "id"\n', "“langauge” is no setting"),
        (WHOLE + "[camera]\n", "“camera” is no setting"),
        (WHO, "“data” is missing"),
        ('data = "d"\n', "“till” is missing"),
        (WHOLE.replace('"s"', '""'), "“store” must be a text"),
        (WHOLE.replace('"m"', "7"), "“merchant” must be a text, not 7"),
        (WHOLE.replace('"0190a1b2"', '"a/b"'), "“till” must be a UUID"),
        (WHOLE.replace('"0190a1b2"', '"#"'), "“till” must be a UUID"),
        ("data = 1\n" + WHO, "“data” must be a text, not 1"),
        (WHOLE + 'language = "fr"\n', "“language” must be one of en, id, not 'fr'"),
        (WHOLE + "theme = 1\n", "“theme” must be one of light, dark, contrast, not 1"),
        (WHOLE + 'size = "1x1"\n', "“size” must be one of 800x480"),
        (WHOLE + 'fullscreen = "yes"\n', "“fullscreen” is true or false"),
        (WHOLE + 'printer = "usb"\n', "“printer” must be a table"),
        (WHOLE + "broker = true\n", "“broker” must be a table"),
        (WHOLE + "[broker]\n" + BROKER + "tls = true\n", "“tls” in [broker] is unknown"),
        (WHOLE + '[broker]\nhost = "x"\n', "“ca” in [broker] is missing"),
        (WHOLE + "[broker]\n" + BROKER.replace("8883", "70000"), "“port” in [broker] must be 1 to 65535, not 70000"),
        (WHOLE + "[broker]\n" + BROKER.replace("8883", "true"), "“port” in [broker] must be 1 to 65535, not True"),
        (WHOLE + "[broker]\n" + BROKER.replace('"ca.pem"', "[]"), "“ca” must be a text, not []"),
        (WHOLE + "[broker]\n" + BROKER.replace("mqtt.example", ""), "“host” must be a text"),
        ("data = \n", "it is not TOML"),
        ("milk, eggs", "it is not TOML"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_name_and_its_value(tmp_path, text, said):
    with pytest.raises(SettingsWrong) as caught:
        loaded(tmp_path, text)
    assert said in str(caught.value)
    assert str(tmp_path / "till.toml") in str(caught.value)


def test_a_file_that_is_missing_or_no_text_is_said_in_words(tmp_path):
    with pytest.raises(SettingsWrong, match="cannot be read"):
        load(tmp_path / "none.toml", {})
    with pytest.raises(SettingsWrong, match="cannot be read"):
        load(tmp_path, {})
    (tmp_path / "till.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsWrong, match="not TOML"):
        load(tmp_path / "till.toml", {})


def test_the_environment_wins_over_the_file(tmp_path):
    settings = loaded(tmp_path, WHOLE + 'language = "id"\n', language="en", theme="dark", data="elsewhere")
    assert (settings.language, settings.theme, settings.data) == ("en", "dark", tmp_path / "elsewhere")


def test_the_environment_is_checked_like_the_file_and_other_variables_are_not_ours(tmp_path):
    with pytest.raises(SettingsWrong, match="“size” must be one of"):
        loaded(tmp_path, WHOLE, size="huge")
    assert loaded(tmp_path, WHOLE, settings="x", till="y").till == "0190a1b2"


def test_settings_cannot_be_changed_after_they_were_read(tmp_path):
    with pytest.raises(AttributeError):
        loaded(tmp_path, WHOLE).language = "en"
