"""Where the rules of scoring stand, and how far each reading can be trusted."""

from __future__ import annotations

from kernel.explanation import Source, Status

CLUSTER_LETTER = Source("Công văn 4268/BHXH-TĐKT (22/12/2021)", "A.I.5, A.II.1")
"""Blocks and clusters agree quantified criteria at the start of the year; the head steers."""

CLUSTER_NOTICE = Source("Thông báo về khối, cụm thi đua của BHXH Việt Nam (2018)", "chấm điểm, bình xét, suy tôn")
"""Each block and cluster builds its own scoring criteria; yearly review, selection and honouring by results."""

REGISTRATION_LETTER = Source("Công văn 01/BHXH-TĐKT (04/01/2011)", "ký kết giao ước, đăng ký thi đua")
"""Who has not signed a covenant and registered is not considered at the year's end."""

HUE_GUIDE = Source("Hướng dẫn 804/HD-SNV, Thừa Thiên Huế (17/7/2018)", "thang điểm 1.000 = 950 + 50", Status.ANALOGUE)
"""Another body's table: 950 points of content, bonus of at most 50, penalties by the verifying body."""

HCMC_TABLE = Source("Bảng điểm thi đua sở, ngành TP. Hồ Chí Minh (2008)", "điểm thưởng cờ thi đua", Status.ANALOGUE)
"""Another body's table: fixed bonus by award held; each department scores its own field."""

NINH_THUAN_RULES = Source("Quyết định 24/2011/QĐ-UBND, Ninh Thuận", "mục H", Status.ANALOGUE)
"""Another body's procedure: self-score, cross-check against the signed table, then rank, then ballot."""

CLEARANCE_DECREE = Source("Nghị định 152/2025/NĐ-CP", "Điều 4")
"""No commendation while discipline, investigation, inspection or a complaint is open."""

YOUTH_PRACTICE = Source("Thông lệ chấm điểm theo tỷ lệ hoàn thành chỉ tiêu", "", Status.ANALOGUE)
"""Points in proportion to the target, capped, as seen in another body's scoring software."""

UNCONFIRMED_PRACTICE = Source("Thông lệ bảng điểm thi đua", "chưa tìm thấy văn bản", Status.UNVERIFIED)
"""Usual in such tables, but no text was found; the agency has to confirm it."""

PRIZE_DECISION = Source("Quyết định 203/QĐ-BHXH (26/02/2014)", "1 nhất, 3 nhì, 5 ba, 10 khuyến khích")
"""A thematic drive ranked over the whole country: 1 first, 3 second, 5 third, 10 consolation prizes."""

SIGNED_TABLE = Source("Bảng điểm đã ký của khối, cụm thi đua", "")
"""The signed table itself decides: its points, rounding, classes and tie rule."""
