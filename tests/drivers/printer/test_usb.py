import pytest
import usb.core

from appliance.drivers.printer import make_printer
from appliance.drivers.printer._paper import Reader, Text
from appliance.drivers.printer._profile import Profile
from appliance.drivers.printer.errors import CutShort, NotReachable
from appliance.till.ports import OK
from tests.drivers.printer.bench import ASK


class UsbPrinter:
    """A USB device with one printer interface, as pyusb shows it."""

    bInterfaceClass = 7  # noqa: N815 - the names of the USB standard
    bInterfaceNumber = 0  # noqa: N815

    def __init__(self):
        self.received = bytearray()
        self.waiting = b""
        self.driver_active = True
        self.plugged_in = True
        self.takes = 10**9
        self.time_outs = set()
        self._ctx = self

    def find(self, *, find_all, **wanted):
        return [self] if self.plugged_in and wanted in ({}, {"idVendor": 0x04B8, "idProduct": 0x0202}) else []

    def get_active_configuration(self):
        return [self]

    def __iter__(self):
        return iter([End(self, 0x01), End(self, 0x82)])

    def is_kernel_driver_active(self, number):
        return self.driver_active

    def detach_kernel_driver(self, number):
        self.driver_active = False

    def attach_kernel_driver(self, number):
        self.driver_active = True

    def managed_claim_interface(self, device, number):
        self.claimed = True

    def dispose(self, device):
        self.claimed = False


class End:
    wMaxPacketSize = 64  # noqa: N815

    def __init__(self, printer, address):
        self.printer = printer
        self.bEndpointAddress = address

    def write(self, data, timeout_ms):
        self.printer.time_outs.add(timeout_ms)
        if len(self.printer.received) + len(data) > self.printer.takes:
            raise usb.core.USBTimeoutError("time-out")
        self.printer.received += data
        self.printer.waiting += b"\x12" * len(ASK.findall(data))
        return len(data)

    def read(self, size, timeout_ms):
        self.printer.time_outs.add(timeout_ms)
        if not self.printer.waiting:
            raise usb.core.USBTimeoutError("time-out")
        answer, self.printer.waiting = self.printer.waiting[:1], self.printer.waiting[1:]
        return answer


@pytest.fixture
def bus():
    return UsbPrinter()


def printer_on(bus, **more):
    return make_printer({"driver": "usb", "find": bus.find, "timeout_s": 1, **more})


@pytest.mark.parametrize("ids", [{}, {"vendor_id": 0x04B8, "product_id": 0x0202}])
def test_a_receipt_arrives_and_the_kernel_gets_its_printer_back(bus, receipt, ids):
    printer = printer_on(bus, **ids)
    printer.print(receipt)
    assert printer.health().state == OK
    pieces = Reader(Profile("default")).read(bytes(bus.received))
    assert [piece.text for piece in pieces if isinstance(piece, Text)] == [line.text for line in receipt]
    assert (bus.driver_active, bus.claimed) == (True, False)


def test_no_transfer_ever_waits_for_ever(bus, receipt):
    printer_on(bus).print(receipt)
    assert min(bus.time_outs) > 0


def test_a_printer_that_was_pulled_out_comes_back_without_a_restart(bus, receipt):
    printer = printer_on(bus)
    bus.plugged_in = False
    with pytest.raises(NotReachable):
        printer.print(receipt)
    bus.plugged_in = True
    printer.print(receipt)


def test_a_transfer_that_stalls_in_mid_receipt_is_cut_short(bus, long_receipt):
    bus.takes = 3000
    with pytest.raises(CutShort):
        printer_on(bus).print(long_receipt)
    assert bus.driver_active


def test_another_printer_is_not_taken_instead(bus, receipt):
    with pytest.raises(NotReachable):
        printer_on(bus, vendor_id=0x0416, product_id=0x5011).print(receipt)


def test_a_machine_without_usb_is_a_printer_that_cannot_be_reached(receipt):
    def find(**_):
        raise usb.core.NoBackendError("no backend")

    with pytest.raises(NotReachable):
        make_printer({"driver": "usb", "find": find}).print(receipt)
