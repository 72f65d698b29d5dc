"""The day a moment falls on where the product is used."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HO_CHI_MINH = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: datetime) -> date:
    """The day in Ho Chi Minh City: a deadline is a date there."""
    return moment.astimezone(HO_CHI_MINH).date()
