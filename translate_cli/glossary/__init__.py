"""Term lists: their entries, files, matching in Arabic and enforcement in English."""
