"""The shop page's words, Indonesian and English."""

from __future__ import annotations

WORDS = {
    "id": {
        "lang": "id",
        "shop": "Toko latihan",
        "sandbox": "Sandbox",
        "about": "Bukan toko sungguhan: tidak ada uang dan barang yang berpindah.",
        "search": "Cari produk",
        "find": "Cari",
        "buy": "Beli",
        "quantity": "Jumlah",
        "unpaid_box": "Bayar nanti",
        "left": "Sisa {}",
        "sold_out": "Habis",
        "nothing": "Tidak ada produk yang cocok. Coba kata lain.",
        "orders": "Pesanan",
        "no_orders": "Belum ada pesanan. Beli sesuatu untuk mencoba.",
        "bought": "Terima kasih! Nomor pesanan Anda",
        "pay": "Bayar",
        "cancel": "Batalkan",
        "ship": "Tandai dikirim",
        "complete": "Sudah diterima",
        "unpaid": "Belum dibayar",
        "paid": "Perlu dikirim",
        "packed": "Dikemas",
        "shipped": "Dikirim",
        "completed": "Selesai",
        "cancelling": "Minta batal",
        "cancelled": "Dibatalkan",
    },
    "en": {
        "lang": "en",
        "shop": "Practice shop",
        "sandbox": "Sandbox",
        "about": "Not a real shop: no money and no goods change hands.",
        "search": "Search products",
        "find": "Search",
        "buy": "Buy",
        "quantity": "Quantity",
        "unpaid_box": "Pay later",
        "left": "{} left",
        "sold_out": "Sold out",
        "nothing": "No product matches. Try another word.",
        "orders": "Orders",
        "no_orders": "No orders yet. Buy something to try it out.",
        "bought": "Thank you! Your order number is",
        "pay": "Pay",
        "cancel": "Cancel",
        "ship": "Mark shipped",
        "complete": "Received",
        "unpaid": "Unpaid",
        "paid": "To ship",
        "packed": "Packed",
        "shipped": "Shipped",
        "completed": "Completed",
        "cancelling": "Cancel asked",
        "cancelled": "Cancelled",
    },
}


def words_for(accept_language: str) -> dict[str, str]:
    """Return the words of the language a browser asks for first, English where it is neither."""
    first = accept_language.split(",", maxsplit=1)[0].strip().lower()
    return WORDS["id"] if first.startswith("id") else WORDS["en"]
