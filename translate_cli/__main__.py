"""``python -m translate_cli``."""

from translate_cli.cli import main

if __name__ == "__main__":
    main()
