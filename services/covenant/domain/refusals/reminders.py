"""What is refused of reminders (đôn đốc)."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class NothingToUrge(Refusal):
    """Nothing of this kind and name waits on that day."""

    code = "nothing-to-urge"
    kind = Kind.MISSING
    title = Text("Không có việc cần đôn đốc", "There is nothing to remind of")
    detail = Text(
        "Ngày {day} không có việc nào muộn, thiếu hoặc sơ sài thuộc loại {kind}, nội dung {subject}; "
        "lấy `kind`, `about_id`, `subject` từ danh sách theo dõi của ngày đó.",
        "On {day} nothing of the kind {kind}, {subject}, is late, missing or thin; "
        "take `kind`, `about_id`, `subject` from the oversight list of that day.",
    )
    source = HOUSE_RULE
    fields = ("kind", "about_id", "subject")


class RemindedToday(Refusal):
    """There is a reminder about this matter on this day."""

    code = "reminded-today"
    kind = Kind.CONFLICT
    title = Text("Đã đôn đốc trong ngày", "Reminded today already")
    detail = Text(
        "Việc {kind} {subject} đã được đôn đốc ngày {day}; mỗi việc đôn đốc một lần một ngày.",
        "The matter {kind} {subject} was reminded of on {day}; each is reminded of once a day.",
    )
    source = HOUSE_RULE
    fields = ("kind", "about_id", "subject")


class ReminderWithdrawn(Refusal):
    """It was withdrawn, or the day lies before it."""

    code = "reminder-withdrawn"
    title = Text("Lần đôn đốc không còn hiệu lực ngày đó", "The reminder does not stand on that day")
    detail = Text(
        "Lần đôn đốc gửi ngày {sent_on}, rút ngày {withdrawn_on}; không ghi được việc ngày {day}.",
        "The reminder was sent on {sent_on} and withdrawn on {withdrawn_on}; nothing of {day} can be recorded.",
    )
    source = HOUSE_RULE
