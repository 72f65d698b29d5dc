"""Nomination, vote and decision (bình xét, suy tôn, bỏ phiếu, quyết định khen thưởng)."""
