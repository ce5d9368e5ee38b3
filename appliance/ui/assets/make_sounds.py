"""Makes the sounds (ok, unknown falling, refused low, order rising): `python -m appliance.ui.assets.make_sounds`."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
SOUNDS = {
    "order": [(1047, 110), (0, 30), (1319, 110), (0, 30), (1568, 240)],
    "ok": [(1760, 60)],
    "unknown": [(880, 110), (0, 40), (587, 170)],
    "refused": [(196, 130), (0, 60), (196, 130), (0, 60), (196, 200)],
}


def samples(tones: list[tuple[int, int]]) -> list[int]:
    """Return the samples of tones, each so many hertz for so many milliseconds; 0 hertz is a pause."""
    out = []
    for hertz, ms in tones:
        n = RATE * ms // 1000
        for i in range(n):
            edge = min(1.0, i / 90, (n - i) / 220)  # no clicks
            phase = 2 * math.pi * hertz * i / RATE
            out.append(int(17_000 * edge * (0.75 * math.sin(phase) + 0.25 * math.sin(3 * phase))))
    return out


def main() -> None:
    """Write a wav file for each."""
    for name, tones in SOUNDS.items():
        with wave.open(str(Path(__file__).with_name(f"{name}.wav")), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            pcm = samples(tones)
            file.writeframes(struct.pack(f"<{len(pcm)}h", *pcm))


if __name__ == "__main__":
    main()
