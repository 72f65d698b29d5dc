"""What is said to a person's code that is none."""

from __future__ import annotations

from kernel.explanation import Text
from kernel.refusals import HOUSE_RULE, Kind, Refusal


class PersonCodeMalformed(Refusal):
    """A person is known by a code, never by a name: what is recorded is never erased."""

    code = "person-code-malformed"
    kind = Kind.INVALID
    title = Text("Mã cán bộ không hợp lệ", "The person's code is not valid")
    detail = Text(
        "“{given}” không phải mã cán bộ: mã gồm chữ cái không dấu và chữ số, nối bằng dấu - / . hoặc _, tối đa {most}"
        " ký tự; không ghi họ tên, vì những gì đã ghi không xóa được.",
        "“{given}” is not a person's code: plain letters and digits joined by - / . or _, at most {most} characters;"
        " never a name, for what is recorded is never erased.",
    )
    source = HOUSE_RULE
    fields = ("person_code",)
