"""Do titles follow the scores, or turns (kiểm tra luân phiên)? A sign with its evidence, never a verdict."""
