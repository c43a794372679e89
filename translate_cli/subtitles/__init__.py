"""Subtitles: profiles, cue texts and line breaks, times."""
