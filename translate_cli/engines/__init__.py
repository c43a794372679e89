"""Engines by name, and which one ``auto`` is.

To add one: write a module with a class that fulfils ``protocol.Engine`` and name it in
``ENGINES`` and in ``load``.
"""

from translate_cli.engines.decoding import Quality
from translate_cli.engines.protocol import Engine
from translate_cli.errors import EngineError

ENGINES = ("auto", "argos", "starter")
SOURCE, TARGET = "ar", "en"
INSTALL = "translate-cli models install ar_en"


def load(name: str = "auto", quality: Quality = "best") -> tuple[Engine, str]:
    """The engine and one line on what it is. Raises EngineError where there is none."""
    from translate_cli.engines.packages import find_package

    if name in ("auto", "argos"):
        package = find_package(SOURCE, TARGET)
        if package is not None:
            from translate_cli.engines.argos import ArgosEngine

            engine = ArgosEngine(package, quality)
            return engine, f"engine: argos package {engine.info.model}"
        if name == "argos":
            raise EngineError(f"no Argos package ar→en is installed; run '{INSTALL}'")
    from translate_cli.engines.starter import StarterEngine

    hint = f"; a larger one: '{INSTALL}'" if name == "auto" else ""
    return StarterEngine(quality), f"engine: the starter model in the package{hint}"


__all__ = ["ENGINES", "Engine", "load"]
