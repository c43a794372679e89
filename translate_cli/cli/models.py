"""``translate-cli models``."""

import json
from pathlib import Path
from typing import Any

import click

from translate_cli.cli.console import note, progress

index_option = click.option(
    "--index",
    metavar="URL",
    envvar="TRANSLATE_CLI_INDEX",
    help="Package index.  [default: Argos Translate's]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.group("models")
def command() -> None:
    """List, install and remove Argos Translate packages."""


@command.command("list")
@click.option("--available", is_flag=True, help="What the index offers, too.")
@index_option
@json_option
def list_models(available: bool, index: str | None, as_json: bool) -> int:
    """List the models on this machine."""
    from translate_cli.engines.packages import read_index

    rows = [_starter(), *_installed()]
    if available:
        rows += [
            {"name": offer.name, "engine": "argos", "version": offer.version, "installed": False}
            for offer in read_index(index)
        ]
    if as_json:
        click.echo(json.dumps({"models": rows}, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        state = "installed" if row["installed"] else "available"
        click.echo(f"{row['name']}\t{row['engine']}\t{row['version']}\t{state}")
    return 0


@command.command("install")
@click.argument("package", default="ar_en")
@index_option
@click.option(
    "--mirror",
    metavar="URL",
    envvar="TRANSLATE_CLI_MIRROR",
    help="Folder address that has the index's files.",
)
def install_model(package: str, index: str | None, mirror: str | None) -> int:
    """Install PACKAGE: ar_en from the index, or an .argosmodel file."""
    from translate_cli.engines import packages
    from translate_cli.errors import EngineError, InputError

    path = Path(package)
    if path.suffix == packages.SUFFIX or path.exists():
        note(f"installed: {packages.install(path)}")
        return 0
    name = package.removeprefix("translate-").replace("-", "_")
    offers = [offer for offer in packages.read_index(index) if offer.name == name]
    if not offers:
        raise EngineError(f"the index offers no package '{package}'; only ar_en is of use here")
    with progress(f"fetching {offers[0].name}", size=True) as report:
        fetched = packages.download(offers[0], mirror, report)
    try:
        place = packages.install(fetched)
    except InputError:
        fetched.unlink(missing_ok=True)
        raise
    fetched.unlink(missing_ok=True)
    note(f"installed: {place}")
    return 0


@command.command("remove")
@click.argument("package")
def remove_model(package: str) -> int:
    """Remove an installed Argos package by its name."""
    from translate_cli.engines.packages import remove

    note(f"removed: {remove(package)}")
    return 0


@command.command("info")
@click.argument("name", default="starter")
@json_option
def show_info(name: str, as_json: bool) -> int:
    """Show a model's place, version, size and hash."""
    from translate_cli.engines.models import file_sha256
    from translate_cli.errors import EngineError

    rows = [
        row for row in (_starter(), *_installed()) if name in (row["name"], Path(row["path"]).name)
    ]
    if not rows:
        raise EngineError(f"no model '{name}' is installed; see 'translate-cli models list'")
    row = rows[0]
    place = Path(row["path"])
    files = [path for path in place.rglob("*") if path.is_file()]
    row["bytes"] = sum(path.stat().st_size for path in files)
    row["sha256"] = file_sha256(max(files, key=lambda path: path.stat().st_size))
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return 0
    for key, value in row.items():
        click.echo(f"{key}\t{value}")
    return 0


def _starter() -> dict[str, Any]:
    from translate_cli import __version__, engines

    folder = Path(engines.__file__).parent / "starter_model"
    return {
        "name": "starter",
        "engine": "starter",
        "version": __version__,
        "installed": True,
        "path": str(folder),
    }


def _installed() -> list[dict[str, Any]]:
    from translate_cli.engines.packages import installed

    return [
        {
            "name": f"{package.from_code}_{package.to_code}",
            "engine": "argos",
            "version": package.package_version,
            "installed": True,
            "path": str(package.package_path),
        }
        for package in installed()
    ]
