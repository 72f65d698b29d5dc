"""The documents this service's rules stand in, each named once."""

from __future__ import annotations

from kernel.explanation import Source, Status
from kernel.refusals import HOUSE_RULE

LETTER_4268 = "CV 4268/BHXH-TĐKT 22/12/2021"
LETTER_01 = "CV 01/BHXH-TĐKT 04/01/2011"

BLOCKS = Source(LETTER_4268, "A.I.1")
CLUSTERS = Source(LETTER_4268, "A.I.2")
MEMBERSHIP = Source(LETTER_4268, "A.I.3")
KINDS_OF_MEMBERS = Source(LETTER_4268, "A.I.1, A.I.2, A.I.5")
SECRETARIAT = Source(LETTER_4268, "A.I.4")
DISTRICT_CLUSTERS = Source(LETTER_4268, "A.I.5")
OPERATING_RULES = Source(LETTER_4268, "A.II.1.1")
QUANTIFIED_COVENANT = Source(LETTER_4268, "A.II.1.2")
QUANTIFIED_PROGRESS = Source(LETTER_4268, "A.II.1.2, A.II.1.3")
PROGRAMME = Source(LETTER_4268, "A.II.1.3")
HEADSHIP = Source(LETTER_4268, "A.II.1; A.I.4")
OFFICERS = Source(LETTER_4268, "A.I.1, A.I.2, A.I.5")
ROTATION = Source(LETTER_4268, "A.I.1, A.I.2, A.I.5 “luân phiên”", Status.UNVERIFIED)
SIGN_AND_REGISTER = Source(LETTER_01)
CROSS_CHECK = Source(LETTER_01, "mục 3 “hàng quý, 6 tháng tổ chức kiểm tra chéo giữa các tập thể”")
CASCADE = Source(LETTER_01, "mục 3 “cụ thể hoá thành các nội dung, chỉ tiêu thi đua cụ thể của đơn vị mình”")
REGISTRATION_SET = Source("Phát động Phong trào thi đua 2014-2020 của BHXH Việt Nam", "5.1.3")

DRIVE_2014 = "Phát động Phong trào thi đua 2014-2020 của BHXH Việt Nam"
PROVINCE_TARGETS = Source(DRIVE_2014, "4.3")
YEARLY_TARGETS = Source(DRIVE_2014, "5.1.1")
APPRAISAL = Source(DRIVE_2014, "5.1.2")
YEARLY_REVIEW = Source(DRIVE_2014, "5.2.1")
MID_TERM_REVIEW = Source(DRIVE_2014, "5.2.2")
FINAL_REVIEW = Source(DRIVE_2014, "5.2.3")
ADJUSTMENT = Source(LETTER_01, "kịp thời sửa đổi, điều chỉnh")
AMENDMENT = Source(HOUSE_RULE.document, HOUSE_RULE.article, Status.UNVERIFIED)
"""No article is known that says how a signed covenant is amended; to be confirmed by the agency."""
