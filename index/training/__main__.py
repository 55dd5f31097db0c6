"""The command `python -m index.training`: run the recipe, or one stage of it.

    python -m index.training --data DIR --work DIR --out DIR
    python -m index.training --data DIR --work DIR --stage distil --minutes 60

Does: order the stages and skip those that are done. Does not: any of their work.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import torch

from index.training import (
    distil,
    evaluate,
    export,
    questions,
    sources,
    start,
    static,
    teacher,
    tokenizer,
)
from index.training.journal import log

STAGES = ("sources", "tokenizer", "static", "start", "distil", "questions", "evaluate", "export")
DISTIL_MINUTES, QUESTION_MINUTES = 60.0, 15.0
MODEL = Path(__file__).parent.parent / "model"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="python -m index.training",
        description="Train the bundled Japanese-English embedding model.",
        epilog="Without --stage all stages run in order; those already done are skipped.",
    )
    made.add_argument("--data", type=Path, required=True, help="folder with parallel/, questions/")
    made.add_argument("--work", type=Path, default=Path("training-work"), help="checkpoints")
    made.add_argument("--out", type=Path, default=MODEL, help="where the finished model goes")
    made.add_argument("--stage", choices=STAGES, help="run this stage only, even if it is done")
    made.add_argument(
        "--start", type=Path, help="train this finished model on, such as index/model"
    )
    made.add_argument("--minutes", type=float, help="wall clock of distil or questions in all")
    made.add_argument("--threads", type=int, default=2, help="processor threads")
    return made


def done(stage: str, work: Path) -> bool:
    """True where a stage has left its result; training to the clock resumes by itself."""
    results = {
        "tokenizer": ["tokenizer/tokenizer.json"],
        "static": ["static.safetensors", "start.safetensors"],  # the one is made of the other
        "start": ["start.safetensors"],
    }
    return any((work / result).is_file() for result in results.get(stage, []))


def run(stage: str, args: argparse.Namespace) -> None:
    """Run one stage."""
    data, work = args.data, args.work
    if stage == "sources":
        sources.check_all(data)
    elif stage == "tokenizer":
        tokenizer.build(data, work / "tokenizer")
    elif stage == "static":
        static.train(data, work, log)
    elif stage == "start":
        start.build(work)
    elif stage == "distil":
        distil.train(data, work, args.minutes or DISTIL_MINUTES, log)
    elif stage == "questions":
        questions.train(data, work, args.minutes or QUESTION_MINUTES, log)
    elif stage == "export":
        log(f"export: {export.export(work, args.out)} -> {args.out}")
    elif stage == "evaluate":
        measured(data, work, args.out)


def measured(data: Path, work: Path, finished: Path) -> None:
    """Measure the weights of each stage that has no figures yet, and the newest in any case;
    where there are none, the finished model, of which the figures are only told."""
    trained = export.trained(work)
    if not trained:
        log(f"evaluate: {evaluate.measure(data, str(finished))}")
    for weights in trained:
        name = export.stage_name(work, weights)
        if name in export.figures(work) and weights != trained[0]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            export.write(weights, work, Path(folder) / "model")
            figures = evaluate.measure(data, str(Path(folder) / "model"))
        log(f"evaluate: {name} {figures}")
        export.dump(work / "measures.json", export.figures(work) | {name: figures})


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0, or 1 with one line on standard error."""
    args = parser().parse_args(arguments)
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    try:
        if args.start:
            start.from_finished(args.start, args.work)
        for stage in [args.stage] if args.stage else STAGES:
            if args.stage is None and done(stage, args.work):
                log(f"{stage}: already done")
                continue
            log(f"{stage}: begin")
            run(stage, args)
    except (sources.SourceError, teacher.TeacherError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
