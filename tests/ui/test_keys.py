"""What a keyboard-like scanner types, as the window hands it over."""

import pytest

from appliance.ui._keys import ENTER, RIGHT_BRACKET, Keys


class Window:
    def bind(self, on_textinput, on_key_down):
        self.typed, self.pressed = on_textinput, on_key_down


class Box:
    def __init__(self):
        self.text = ""

    def push(self, text):
        self.text += text


@pytest.fixture
def window():
    return Window()


def keys_of(window, heard, box=None):
    return Keys(window, on_key=heard.append, on_quantity=heard.append, on_escape=heard.clear, box=lambda: box)


def press(window, key, *modifiers):
    window.pressed(window, key, 0, None, list(modifiers))


def test_control_and_the_bracket_are_the_separator_of_a_gs1_code(window):
    heard = []
    keys_of(window, heard)
    for character in "10A":
        window.typed(window, character)
    press(window, RIGHT_BRACKET, "ctrl")
    for character in "21x":
        window.typed(window, character)
    press(window, RIGHT_BRACKET)
    press(window, ENTER)
    assert heard == ["10A\x1d21x"]


def test_a_text_box_with_the_focus_gets_no_separator(window):
    box = Box()
    keys_of(window, [], box)
    press(window, RIGHT_BRACKET, "ctrl")
    assert box.text == ""
