"""Kinds of values that options take."""

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType

RATES = {
    "23.976": "24000/1001",
    "23.98": "24000/1001",
    "29.97": "30000/1001",
    "59.94": "60000/1001",
}
TIME = r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)s?"


class Rate(ParamType):
    """Frames a second: ``25``, ``29.97``, ``30000/1001``."""

    name = "rate"

    def convert(self, value: Any, param: Any, ctx: Any) -> Fraction:
        if isinstance(value, Fraction):
            return value
        try:
            rate = Fraction(RATES.get(str(value), str(value)))
        except (ValueError, ZeroDivisionError):
            self.fail(f"'{value}' is not a frame rate such as 25 or 29.97")
        if not 1 <= rate <= 240:
            self.fail(f"{value} frames a second is not between 1 and 240")
        return rate


class Time(ParamType):
    """Seconds, ``M:SS`` or ``H:MM:SS``, with decimals, with a sign."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        if isinstance(value, float):
            return value
        match = re.fullmatch(rf"(-?){TIME}", str(value).strip())
        if match is None:
            self.fail(f"'{value}' is not a time such as 95, 1:35 or 0:01:35.5")
        sign, hours, minutes, seconds = match.groups()
        total = 3600 * int(hours or 0) + 60 * int(minutes or 0) + float(seconds)
        return -total if sign else total


class Between(ParamType):
    """Two times with a dash between: ``0:45-0:58``."""

    name = "range"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        first, dash, second = str(value).partition("-")
        if not dash:
            self.fail(f"'{value}' is not a range such as 0:45-0:58")
        begin, stop = (Time().convert(part.strip(), param, ctx) for part in (first, second))
        if begin >= stop:
            self.fail(f"'{value}' ends before it begins")
        return begin, stop
