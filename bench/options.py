"""What every benchmark can be asked on its command line."""

import argparse
import signal
import sys

from bench.servers import BACKENDS


class _Parser(argparse.ArgumentParser):
    def parse_args(self, *args, **kwargs):
        options = super().parse_args(*args, **kwargs)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave nothing running, as after Ctrl-C
        options.backend = options.backend or list(BACKENDS)
        return options


def parser_for(name, text):
    """A parser that knows --backend; both are measured when none is named."""
    parser = _Parser(
        prog=f"python -m bench.{name}", description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--backend", action="append", choices=BACKENDS, help="one of them alone")
    return parser
