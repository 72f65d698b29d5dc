"""The documents this service's rules stand in, each named once."""

from __future__ import annotations

from kernel.explanation import Source, Status

LETTER_4268 = "CV 4268/BHXH-TĐKT 22/12/2021"
LETTER_01 = "CV 01/BHXH-TĐKT 04/01/2011"

BLOCKS = Source(LETTER_4268, "A.I.1")
CLUSTERS = Source(LETTER_4268, "A.I.2")
MEMBERSHIP = Source(LETTER_4268, "A.I.3")
SECRETARIAT = Source(LETTER_4268, "A.I.4")
DISTRICT_CLUSTERS = Source(LETTER_4268, "A.I.5")
QUANTIFIED_COVENANT = Source(LETTER_4268, "A.II.1.2")
OFFICERS = Source(LETTER_4268, "A.I.1, A.I.2, A.I.5")
ROTATION = Source(LETTER_4268, "A.I.1, A.I.2, A.I.5 “luân phiên”", Status.UNVERIFIED)
SIGN_AND_REGISTER = Source(LETTER_01)
REGISTRATION_SET = Source("Phát động Phong trào thi đua 2014-2020 của BHXH Việt Nam", "5.1.3")
