"""The command `marsad code`."""

from typing import Annotated

import typer

from marsad.app.command import begin_workers, list_examples, open_screen
from marsad.app.errors import AppError
from marsad.app.options import Jobs, Json, Patience

CODE = list_examples(
    "marsad code page.html",
    "marsad code news.jsonl --jsonl > coded.jsonl",
    "marsad code crawl/ --out coded/ --jobs 0",
    "marsad code 's3://BUCKET/crawl/*.warc.gz' --out s3://BUCKET/coded --engine dask --cluster tcp://HOST:8786",
)
Pages = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files (.html .htm .txt .jsonl), archives (.zip .tar …), folders, globs, or - for standard input. With "
        "--out shards: .warc .warc.gz .parquet .jsonl .jsonl.gz, folders and globs of them, also at file:// and s3://, "
        "or @FILE that names one a line.",
        show_default=False,
    ),
]


def code(
    context: typer.Context,
    paths: Pages,
    jobs: Jobs = 1,
    timeout: Patience = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One line of JSON a document.")] = False,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="DIR", help="Write Parquet there, a file a shard; also at s3://."),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine", "-e", metavar="NAME", help="Who spreads the work: local or dask.", show_default="local"
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler; without it workers on this machine."),
    ] = None,
    json: Json = False,
) -> None:
    """Print the annotations of pages in the codebook's form, with offsets, rule ids and versions; no ledger.

    With --out, code whole shards into a folder instead: a row a page, with its
    records in it, or with the reason why it was set aside. Run again, it does
    what is missing, has changed, or was coded by another version. The same
    records come out whichever engine. docs/scale.md tells how to use a cluster.
    """
    screen = open_screen(context)
    if out is None:
        if engine or cluster or json:
            raise AppError("--engine, --cluster and --json are for shards: name a folder with --out DIR")
        begin_workers(jobs, "marsad.pipeline", "marsad.app.annotations")
        from marsad.app.coding import run_code

        raise typer.Exit(run_code(screen, paths, jobs=jobs, limit=timeout, lines=jsonl))
    from marsad.app.shard_coding import Order, run_code_shards

    if jsonl:
        raise AppError("--jsonl is for annotations on standard output; --out writes Parquet")
    order = Order(
        places=tuple(paths),
        out=out,
        engine=engine or ("dask" if cluster else "local"),
        cluster=cluster,
        jobs=jobs,
        limit=timeout,
        as_json=json,
    )
    raise typer.Exit(run_code_shards(screen, order))
