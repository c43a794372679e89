"""What can go wrong for a user. Each error is one line and knows its exit code."""

from pathlib import Path


class TranslateCliError(Exception):
    """Base of all errors that a user sees; ``str()`` is the one line to print."""

    exit_code = 1


class UsageError(TranslateCliError):
    """The options do not fit together."""

    exit_code = 2


class InputError(TranslateCliError):
    """An input, a glossary or a configuration file cannot be used."""

    exit_code = 3

    def __init__(self, path: Path | str, problem: str, line: int | None = None) -> None:
        self.path, self.problem, self.line = path, problem, line
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {problem}")


class EngineError(TranslateCliError):
    """There is no engine, or its model cannot be used."""

    exit_code = 4


class OutputError(TranslateCliError):
    """A file cannot be written."""

    exit_code = 5
