"""One month, written once and read four ways: one, many, sheet, explain."""
