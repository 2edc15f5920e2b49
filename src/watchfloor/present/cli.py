"""The command line. Only light modules are imported here; each command brings its own."""

import os
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from watchfloor.errors import UsageError, WatchfloorError
from watchfloor.present import (
    command_actors,
    command_brief,
    command_claims,
    command_copies,
    command_decide,
    command_discretion,
    command_doctor,
    command_export,
    command_figures,
    command_follow,
    command_incidents,
    command_ingest,
    command_read,
    command_recode,
    command_review,
    command_serve,
    command_sources,
)
from watchfloor.present.exits import FAILURE, INTERRUPTED, USAGE
from watchfloor.present.terminal import say


class Boundary(TyperGroup):
    """Turns every failure that is not a defect into one line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; flush here, so that a reader who has gone is noticed here too."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except UsageError as error:
            _leave(str(error), USAGE)
        except WatchfloorError as error:
            _leave(str(error), FAILURE)
        except BrokenPipeError as error:
            _forget_stdout()
            raise typer.Exit(0) from error
        except KeyboardInterrupt:
            _leave("interrupted; what was stored so far stays", INTERRUPTED)
        except OSError as error:
            _leave(f"the system refused: {error}", FAILURE)
        return result


def _leave(message: str, code: int) -> NoReturn:
    say(f"watchfloor: {message}")
    raise typer.Exit(code)


def _forget_stdout() -> None:
    """Send what is still buffered nowhere: `| head` has read enough, and that is no failure."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # stdout is no file: nothing to send
        return


app = typer.Typer(
    cls=Boundary,
    name="watchfloor",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from watchfloor import __version__

        typer.echo(f"watchfloor {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the version and exit.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Open news in, a cited record of conflict events out. Nothing leaves this machine."""


COMMANDS = (
    command_ingest,
    command_recode,
    command_read,
    command_incidents,
    command_decide,
    command_review,
    command_copies,
    command_sources,
    command_actors,
    command_claims,
    command_figures,
    command_export,
    command_brief,
    command_follow,
    command_discretion,
    command_doctor,
    command_serve,
)

for module in COMMANDS:
    module.register(app)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without our letters is no failure
    app(prog_name="watchfloor")


if __name__ == "__main__":
    main()
