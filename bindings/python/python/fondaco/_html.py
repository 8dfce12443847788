"""Receipts and orders as notebooks show them: one table, every text escaped, no script, light and dark alike."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

_TABLE = "border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:26em;color:inherit"
_TEXT = "text-align:left;padding:.25em .8em .25em 0;background:none"
_AMOUNT = "text-align:right;padding:.25em 0 .25em .8em;white-space:nowrap;background:none"
_RULE = "border-top:1px solid rgba(128,128,128,.45)"
_QUIET = "opacity:.65"
_GOOD = "color:#1a8f4c"
_CHIP = "border:1px solid rgba(128,128,128,.5);border-radius:1em;padding:.1em .7em;font-size:85%"


def receipt(record: dict[str, Any]) -> str:
    """A receipt: lines, what was taken off, taxes, total; and why what else there is was not applied."""
    kits = {kit["line"]: kit for kit in record.get("kits", [])}
    rows = []
    for line in record["lines"]:
        # The first part of a kit stands below the kit itself.
        kit = kits.pop(line.get("kit"), None)
        if kit is not None:
            each = f"<span style='{_QUIET}'> {kit['quantity']} × {_money(kit['unit_price'])}</span>"
            rows.append(_row(f"{_text(kit['title'])}{each}, of which", ""))
        rows.append(_line(line))
    for charge in record.get("charges", []):
        rows.append(_row(_text(charge["title"] or charge["code"]), _money(charge["amount"])))
    for applied in record["applied"]:
        rows.append(_row(_text(applied["title"]), f"\N{MINUS SIGN}{_money(applied['amount'])}", _GOOD))
    rows.append(_row("Net", _money(record["net"]), _RULE))
    for tax in record["taxes"]:
        rate = _text(f"{tax['name']}, {(tax['rate'] * 100).normalize():f} % of {_money(tax['base'])}")
        rows.append(_row(rate, _money(tax["amount"]), _QUIET))
    total = f"{_money(record['total'])} {_text(record['currency'])}"
    rows.append(_row("<b>Total</b>", f"<b>{total}</b>", _RULE))
    for credit in record.get("credits", []):
        rows.append(_row(f"Paid by {_text(credit['code'])}", f"\N{MINUS SIGN}{_money(credit['amount'])}"))
    if record["due"] != record["total"]:
        rows.append(_row("<b>Due</b>", f"<b>{_money(record['due'])}</b>"))
    foot = f"{_text(record['book'])}, {record['at']:%Y-%m-%d %H:%M} UTC, digest of rules {record['version'][:12]}"
    return f"<div>{_table(rows)}{_refused(record['rejected'])}<div style='{_QUIET};font-size:85%'>{foot}</div></div>"


def order(record: dict[str, Any]) -> str:
    """An order: where it stands, where it goes, its receipt."""
    address = record["address"]
    to = ", ".join(_text(address[key]) for key in ("name", "street", "city", "country") if address.get(key))
    head = (
        f"<div style='margin-bottom:.4em'><b>Order</b> <code>{_text(record['id'])}</code> "
        f"<span style='{_CHIP}'>{_text(record['state'])}</span></div>"
        f"<div style='{_QUIET};margin-bottom:.4em'>{record['placed_at']:%Y-%m-%d %H:%M} UTC, "
        f"{_text(record['channel'])}, to {to}</div>"
    )
    return f"<div>{head}{receipt(record['receipt'])}</div>"


def _line(line: dict[str, Any]) -> str:
    quantity = _whole_units(line)
    gift = " (gift)" if line.get("gift") else ""
    each = f"<span style='{_QUIET}'> {quantity} × {_money(line['unit_price'])}</span>"
    return _row(f"{_text(line['title'] or line['sku'])}{gift}{each}", _money(line["subtotal"]))


def _whole_units(line: dict[str, Any]) -> str:
    """How many whole units, to the last digit: 1250 grams of a unit of three decimals are 1.25."""
    text = f"{Decimal(line['quantity']).scaleb(-line.get('decimals', 0)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _refused(rejected: Iterable[dict[str, Any]]) -> str:
    titles = [_text(promotion["title"]) for promotion in rejected]
    if not titles:
        return ""
    return f"<div style='{_QUIET};font-size:85%'>Not applied: {', '.join(titles)}</div>"


def _table(rows: Iterable[str]) -> str:
    return f"<table style='{_TABLE}'><tbody>{''.join(rows)}</tbody></table>"


def _row(label: str, amount: str, style: str = "") -> str:
    return (
        f"<tr style='background:none'><td style='{_TEXT};{style}'>{label}</td>"
        f"<td style='{_AMOUNT};{style}'>{amount}</td></tr>"
    )


def _money(money: dict[str, Any]) -> str:
    return f"{money['amount']:,f}"


def _text(value: object) -> str:
    return escape(str(value), quote=True)
