"""Where the rules of scoring stand, each source by what it says, and how far each reading can be trusted."""

from __future__ import annotations

from kernel.explanation import Source, Status

LETTER_4268 = "CV 4268/BHXH-TĐKT 22/12/2021"
HUE_GUIDE = "HD 804/HD-SNV, Thừa Thiên Huế (17/7/2018)"
HCMC_TABLE = "Bảng điểm thi đua sở, ngành TP. Hồ Chí Minh (2008)"

MEMBERSHIP = Source(LETTER_4268, "A.I.3")
"""The members of a block or cluster are those on the issued list."""

ELECTION = Source(LETTER_4268, "A.I.1, A.I.2, A.I.5")
"""The members elect head and deputy."""

HEADSHIP = Source(LETTER_4268, "A.II.1; A.I.4")
"""The elected head answers for the work of the block or cluster; the head's own unit is its secretariat."""

LIKE_UNITS = Source(LETTER_4268, "A.I.5: nhóm đơn vị có tính chất, khối lượng công việc tương đồng")
"""Groups of like units by nature and volume of work."""

DEPARTMENT_CRITERIA = Source(LETTER_4268, "A.I.5: tương tự tiêu chí do các Ban nghiệp vụ chấm")
"""The professional departments score the provinces, each by its own criteria."""

REGISTRATION_LETTER = Source("CV 01/BHXH-TĐKT 04/01/2011", "ký kết giao ước, đăng ký thi đua")
"""Who has not signed a covenant and registered is not considered at the year's end."""

POINTS_OF_A_TABLE = Source(HUE_GUIDE, "thang điểm 1.000 = 950 + 50", Status.ANALOGUE)
"""Another body's table: 950 points of content, and bonus of at most 50."""

PENALTIES = Source(HUE_GUIDE, "trừ 8 điểm khi không thực hiện; hồ sơ nộp chậm", Status.ANALOGUE)
"""Another body's table: what was not done, or done late, takes points off."""

LAYERS = Source(HUE_GUIDE, "tự chấm điểm; khối trưởng, khối phó kiểm tra, chấm lại", Status.ANALOGUE)
"""Another body's procedure: self-score, then cross-check and score by the head and deputy, each kept."""

AWARD_BONUS = Source(HCMC_TABLE, "điểm thưởng cờ thi đua", Status.ANALOGUE)
"""Another body's table: a fixed bonus by the award held."""

DEPARTMENT_SCORES = Source(HCMC_TABLE, "mỗi sở chấm điểm lĩnh vực của mình", Status.ANALOGUE)
"""Another body's table: each department scores its own field, and the total is their sum."""

RANK_BY_SCORE = Source("QĐ 24/2011/QĐ-UBND, Ninh Thuận", "mục H: đơn vị cao điểm nhất đứng đầu", Status.ANALOGUE)
"""Another body's procedure: the unit with the highest score leads."""

CROSS_CHECK = Source("QĐ 24/2011/QĐ-UBND, Ninh Thuận", "mục H: trưởng, phó kiểm tra chéo", Status.ANALOGUE)
"""Another body's procedure: head and deputy check each unit by the signed table."""

TABLE_BEFORE_SCORES = Source("QĐ 24/2011/QĐ-UBND, Ninh Thuận", "mục H: chấm theo bảng đã ký đầu năm", Status.ANALOGUE)
"""Another body's procedure: units are scored by the table signed at the start of the year."""

YOUTH_PRACTICE = Source("Thông lệ chấm điểm theo tỷ lệ hoàn thành chỉ tiêu", "", Status.ANALOGUE)
"""Points in proportion to the target, capped, and marks of a panel, as seen in another body's scoring software."""

UNCONFIRMED_PRACTICE = Source("Thông lệ bảng điểm thi đua", "chưa tìm thấy văn bản", Status.UNVERIFIED)
"""Usual in such tables, but no text was found; the agency has to confirm it."""

PRIZE_DECISION = Source("QĐ 203/QĐ-BHXH (26/02/2014)", "1 nhất, 3 nhì, 5 ba, 10 khuyến khích")
"""A thematic drive ranked over the whole country: 1 first, 3 second, 5 third, 10 consolation prizes."""

SIGNED_TABLE = Source("Bảng điểm đã ký của khối, cụm thi đua", "")
"""The signed table itself decides: its points, gates, groups, rounding, classes and tie rule."""

SIGNED_COVENANT = Source("Giao ước thi đua đã ký của đơn vị", "")
"""The covenant itself says which figure the unit committed to."""
