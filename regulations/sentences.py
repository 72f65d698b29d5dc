"""The conditions of chains as sentences, in both languages."""

from __future__ import annotations

from kernel.explanation import Text
from regulations.conditions import (
    After,
    Aged,
    AllOf,
    AnyOf,
    Cleared,
    Condition,
    Counted,
    CountsAfterDiscipline,
    DaysOff,
    DisciplineForm,
    Held,
    InitiativeLevel,
    Kind,
    Leads,
    Meets,
    PartOf,
    Rated,
    RatingLevel,
    Recognised,
    Registered,
    Served,
    Undisciplined,
    YearFigure,
)

RATINGS = {
    RatingLevel.FAILED: Text("không hoàn thành nhiệm vụ", "not done"),
    RatingLevel.DONE: Text("hoàn thành nhiệm vụ", "done"),
    RatingLevel.GOOD: Text("hoàn thành tốt nhiệm vụ", "well done"),
    RatingLevel.EXCELLENT: Text("hoàn thành xuất sắc nhiệm vụ", "excellently done"),
}
LEVELS = {
    InitiativeLevel.BASE: Text("cơ sở", "base"),
    InitiativeLevel.SECTOR: Text("ngành", "sector"),
    InitiativeLevel.NATIONAL: Text("toàn quốc", "national"),
}
FORMS = {
    DisciplineForm.REPRIMAND: Text("khiển trách", "reprimand"),
    DisciplineForm.WARNING: Text("cảnh cáo", "warning"),
    DisciplineForm.PAY_CUT: Text("hạ bậc lương", "cut in pay"),
    DisciplineForm.DEMOTION: Text("giáng chức", "demotion"),
    DisciplineForm.REMOVAL: Text("cách chức", "removal from office"),
    DisciplineForm.DISMISSAL: Text("buộc thôi việc", "dismissal"),
}
FIGURES = {
    YearFigure.MEMBERS: Text("số thành viên", "members"),
    YearFigure.COMPLETED: Text("số hoàn thành nhiệm vụ", "members who completed their task"),
    YearFigure.ADVANCED_WORKERS: Text("số Lao động tiên tiến", "advanced workers"),
    YearFigure.BASE_FIGHTERS: Text("số Chiến sĩ thi đua cơ sở", "base fighters"),
    YearFigure.DISCIPLINED: Text("số bị kỷ luật từ cảnh cáo", "members disciplined from warning up"),
    YearFigure.WOMEN: Text("số nữ", "women"),
}


def said(condition: Condition) -> Text:
    """The condition as a sentence."""
    return condition.name or sentence(condition.kind)


def sentence(kind: Kind) -> Text:  # noqa: PLR0911 (a case a kind)
    """What a kind of condition asks for, in both languages."""
    match kind:
        case AllOf(conditions=inner):
            return _joined(inner, Text("đồng thời", "all of"))
        case AnyOf(conditions=inner):
            return _joined(inner, Text("một trong", "one of"))
        case After(title=title, years=years, conditions=inner):
            begins = Text(f"{years} năm sau khi được tặng {title}, có", f"{_many(years, 'year')} after {title}, with")
            return _joined(inner, begins)
        case Held(title=title, count=count, consecutive=consecutive):
            row = ("liên tục ", "consecutive ") if consecutive else ("", "")
            return Text(f"{count} năm {row[0]}được tặng {title}", f"{title} held for {_many(count, row[1] + 'year')}")
        case Rated(level=level, count=count, consecutive=consecutive):
            row, named = ("liên tục ", "consecutive ") if consecutive else ("", ""), RATINGS[level]
            en = f"{_many(count, row[1] + 'year')} rated “{named.en}” or better"
            return Text(f"{count} năm {row[0]}xếp loại từ “{named.vi}”", en)
        case Recognised(level=level, count=count):
            return Text(
                f"{count} sáng kiến cấp {LEVELS[level].vi}", f"{_many(count, 'initiative')} of {LEVELS[level].en} level"
            )
        case PartOf(part=part, whole=whole, share=share):
            one, all_ = FIGURES[part], FIGURES[whole]
            return Text(f"{one.vi} {share} {all_.vi}", f"{one.en} {share} of the {all_.en}")
        case Counted(figure=figure, at_least=least, at_most=most):
            bound = f"≥ {least}" if least is not None else f"≤ {most}"
            return Text(f"{FIGURES[figure].vi} {bound}", f"{FIGURES[figure].en} {bound}")
        case _:
            return _short(kind)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _joined(conditions: tuple[Condition, ...], how: Text) -> Text:
    parts = [said(each) for each in conditions]
    vi, en = "; ".join(each.vi for each in parts), "; ".join(each.en for each in parts)
    return Text(f"{how.vi}: ({vi})", f"{how.en}: ({en})")


def _short(kind: Kind) -> Text:  # noqa: PLR0911 (a case a kind)
    match kind:
        case Meets(title=title):
            return Text(f"Đạt tiêu chuẩn {title}", f"Meets the standard of {title}")
        case Leads():
            return Text("Dẫn đầu khối, cụm của Ngành", "Leads a block or cluster of the sector")
        case Registered():
            return Text("Đã đăng ký danh hiệu", "The title is registered")
        case Aged(years=years):
            return Text(f"Thành lập từ {years} năm trở lên", f"Founded {_many(years, 'year')} ago or more")
        case Served(months=months):
            return Text(f"Công tác từ {months} tháng trong năm", f"In service for {_many(months, 'month')} of the year")
        case DaysOff(under=days):
            return Text(f"Nghỉ dưới {days} ngày làm việc", f"Fewer than {days} working days off")
        case Undisciplined(form=form):
            return Text(f"Không bị kỷ luật từ {FORMS[form].vi}", f"No discipline from {FORMS[form].en} up")
        case Cleared():
            return Text(
                "Không trong thời gian xem xét, thanh tra, điều tra, khiếu nại", "Nothing is open against the holder"
            )
        case CountsAfterDiscipline():
            return Text("Thành tích tính từ khi hết thời hạn kỷ luật", "Achievements count from the end of a sanction")
    return Text("Chưa đọc được văn bản", "The text has not been read")
