"""Dates and sums of money as single expressions ("the 3rd of March", «10 млн рублей»): shares that are read right, from 0 to 1.

Dates are relative to the day of that gold, 12 February 2013, a Tuesday. Cents are left out: ours are of a currency.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman import languages
from dragoman.text.sums import sums
from dragoman.text.times import times

TODAY = datetime.date(2013, 2, 12)
# What that gold calls by a word where several states have one of the name.
ALIKE = {"Dollar": {"USD"}, "Pound": {"GBP"}, "Unnamed": {"USD"}, "Riyal": {"SAR", "QAR", "IRR"}, "Rial": {"IRR"}}
NEARLY = 0.006


def figures(path: Path) -> dict[str, float]:
    """Returns the share of dates and of sums that are read right, by language."""
    right, of = Counter[str](), Counter[str]()
    for line in path.read_text("utf8").splitlines():
        told = json.loads(line)
        if told["dim"] == "Time" and told.get("iso"):
            of[f"dates {told['lang']}"] += 1
            right[f"dates {told['lang']}"] += dated(told)
        elif told["dim"] == "AmountOfMoney" and told.get("amount") is not None and told["currency"] != "Cent":
            of[f"sums {told['lang']}"] += 1
            right[f"sums {told['lang']}"] += paid(told)
    return {key: round(right[key] / of[key], 3) for key in sorted(of)}


def dated(told: Mapping[str, Any]) -> bool:
    """Tells whether the longest time in the text begins on the day of gold, as far as gold says."""
    found = times(told["text"], languages.load(told["lang"]), TODAY)
    return bool(found) and max(found, key=lambda time: time.end - time.start).first.startswith(told["iso"])


def paid(told: Mapping[str, Any]) -> bool:
    """Tells whether the first sum in the text is the amount and currency of gold."""
    found = sums(told["text"], languages.load(told["lang"]))
    if not found or abs(found[0].amount - told["amount"]) > NEARLY:
        return False
    return found[0].currency in ALIKE.get(told["currency"], {told["currency"]})
