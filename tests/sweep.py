"""How many random cases a test takes: fewer as a rule, all with SWEEP=full python3 run.py test."""

import os

FULL = os.environ.get("SWEEP") == "full"


def cases(usual, full):
    return full if FULL else usual
