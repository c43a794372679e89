"""``translate-cli segment``."""

import json
from pathlib import Path

import click


@click.command("segment")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print the segments with their offsets.")
@click.option(
    "--encoding", metavar="NAME", help="Encoding of the file, where it is not recognised."
)
def command(file: str, as_json: bool, encoding: str | None) -> int:
    """Print the segments of FILE, one a line; an empty line stands between blocks."""
    from translate_cli.readers import read_article
    from translate_cli.segmentation import segment_article

    article = read_article(Path(file), encoding)
    segments = segment_article(article)
    numbers = {block.id: number for number, block in enumerate(article.blocks, 1)}
    if as_json:
        rows = [
            {
                "id": segment.id,
                "block": numbers[segment.block],
                "start": segment.start,
                "end": segment.end,
                "source": segment.source,
            }
            for segment in segments
        ]
        click.echo(json.dumps({"segments": rows}, ensure_ascii=False, indent=1))
        return 0
    previous = segments[0].block if segments else ""
    for segment in segments:
        if segment.block != previous:
            click.echo()
        previous = segment.block
        click.echo(" ".join(segment.source.split()))
    return 0
