"""Offline Arabic-English translation for newsrooms."""

__version__ = "0.1.0"
