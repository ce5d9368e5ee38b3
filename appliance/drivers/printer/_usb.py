"""A printer on USB, spoken to directly (printer class 7), with a time-out on every transfer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import usb.core
import usb.util

from ._model import Model
from ._printer import EscposPrinter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from appliance.drivers._options import Options

PRINTER_CLASS = 7


def make(options: Options) -> EscposPrinter:
    """Return a printer on USB: the one with these ids, or the only printer there is."""
    model = Model(options)
    vendor = options.whole("vendor_id", 0, 0, 0xFFFF)
    product = options.whole("product_id", 0, 0, 0xFFFF)
    return EscposPrinter(Usb(vendor, product, model.timeout_s, options.anything("find", usb.core.find)), model)


class Usb:
    """The way to one USB printer; `find` looks through the bus as usb.core.find does."""

    def __init__(self, vendor: int, product: int, timeout_s: float, find: Callable[..., Iterable[Any]]) -> None:
        self.name = f"USB {vendor:04x}:{product:04x}" if vendor else "USB"
        self._wanted = {"idVendor": vendor, "idProduct": product} if vendor else {}
        self._timeout_ms = max(1, round(1000 * timeout_s))
        self._find = find

    def open(self) -> UsbConnection:
        """Find and claim it; raises OSError. It is looked for every time: after a power cycle it is a new device."""
        try:
            found = list(self._find(find_all=True, **self._wanted))
        except usb.core.NoBackendError as error:
            raise OSError from error
        for device in found:
            for interface in device.get_active_configuration():
                if interface.bInterfaceClass == PRINTER_CLASS:
                    return UsbConnection(device, interface, self._timeout_ms)
        raise FileNotFoundError


class UsbConnection:
    """The printer's interface, claimed for one document and given back to the kernel's own driver afterwards."""

    def __init__(self, device: Any, interface: Any, timeout_ms: int) -> None:
        self._device = device
        self._number = interface.bInterfaceNumber
        self._timeout_ms = timeout_ms
        ends = {usb.util.endpoint_direction(end.bEndpointAddress): end for end in interface}
        self._out = ends[usb.util.ENDPOINT_OUT]
        self._in = ends.get(usb.util.ENDPOINT_IN)
        self._had_driver = device.is_kernel_driver_active(self._number)
        if self._had_driver:
            device.detach_kernel_driver(self._number)
        try:
            usb.util.claim_interface(device, self._number)
        except OSError:
            self.close()
            raise

    def write(self, data: bytes | memoryview) -> int:
        """Hand over the data; raises OSError when the printer takes nothing in the time."""
        count: int = self._out.write(bytes(data), self._timeout_ms)
        return count

    def read(self, timeout_s: float) -> bytes:
        """Return what came within the time; libusb reads 0 as "for ever", so the shortest wait is 1 ms."""
        if self._in is None:
            return b""
        try:
            return bytes(self._in.read(self._in.wMaxPacketSize, max(1, round(1000 * timeout_s))))
        except usb.core.USBTimeoutError:
            return b""

    def unsent(self) -> int:
        """Return 0: a transfer ends when the printer has it."""
        return 0

    def close(self) -> None:
        """Release the interface; the kernel's driver comes back, so /dev/usb/lp0 exists for others again."""
        with suppress(OSError):
            usb.util.dispose_resources(self._device)
        if self._had_driver:
            with suppress(OSError):
                self._device.attach_kernel_driver(self._number)
