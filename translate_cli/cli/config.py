"""Options from files: ``translate-cli.toml`` beside the article, then the user's own.

Keys are the long options' names. What is told on the command line or in ``TRANSLATE_CLI_*``
goes before both. Paths in a file count from its folder.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from translate_cli.errors import InputError

NAME = "translate-cli.toml"
PATHS = frozenset({"glossary", "output", "media", "asr", "memory"})


def user_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_config_dir("translate-cli")) / NAME


def apply(ctx: click.Context, beside: Path | None) -> dict[str, Any]:
    """The command's options with what the files say where nothing else did. Raises InputError."""
    values = dict(ctx.params)
    for path in (user_file(), (beside.parent if beside else Path()) / NAME):
        for name, value in _read(path, ctx.command):
            source = ctx.get_parameter_source(name)
            if source in (ParameterSource.DEFAULT, None):
                values[name] = value
    return values


def _read(path: Path, command: click.Command) -> Iterator[tuple[str, Any]]:
    if not path.is_file():
        return
    known = {
        option.lstrip("-"): parameter
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }
    for key, value in _parsed(path).items():
        parameter = known.get(key.replace("_", "-"))
        if parameter is None or parameter.name is None:
            raise InputError(path, f"has an unknown option '{key}'; known are {', '.join(known)}")
        yield parameter.name, _converted(path, key, value, parameter)


def _parsed(path: Path) -> Mapping[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read: {error}") from None


def _converted(path: Path, key: str, value: Any, parameter: click.Option) -> Any:
    told = value if isinstance(value, list) else [value]
    if parameter.name in PATHS:
        told = [_from_folder(path, str(item)) for item in told]
    if not parameter.is_flag:
        told = [str(item) for item in told]
    try:
        return parameter.type_cast_value(
            click.Context(click.Command("config")), told if parameter.multiple else told[0]
        )
    except (click.BadParameter, IndexError) as error:
        problem = error.message if isinstance(error, click.BadParameter) else "is empty"
        raise InputError(path, f"{key}: {problem}") from None


def _from_folder(path: Path, item: str) -> str:
    beside = path.parent / item
    return str(beside) if beside.exists() or "/" in item or "." in item else item
