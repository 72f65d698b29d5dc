"""The scoring service (chấm điểm thi đua): score tables, results, scorecards and boards."""
