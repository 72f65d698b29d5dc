"""What nominations, votes, quotas and decisions are, and the rules they keep. Pure: no store, no clock, no chance."""
