"""Says of a case that failed what its author is to know, and where in their code it broke."""

import traceback
from pathlib import Path

from cpstandard.core.errors import CpstandardError, SourceFailed

_FRAMES = 6


def told(error: BaseException, code: Path) -> str:
    """Return the sentence of a promise or refusal; else the exception, in lines of ``code``.

    What lies between pytest and the importer is of no use to its author. Where none of their lines
    is among them, the last of all are shown.
    """
    raised = error.__cause__ if isinstance(error, SourceFailed) and error.__cause__ else error
    if isinstance(raised, CpstandardError | AssertionError | FileNotFoundError) and str(raised):
        return str(raised)
    frames = traceback.extract_tb(raised.__traceback__)
    own = [at for at, frame in enumerate(frames) if Path(frame.filename).is_relative_to(code)]
    shown = frames[own[0] :] if own else frames[-_FRAMES:]
    # The exception first, for pytest's summary shows no more than the first line.
    return "".join([*traceback.format_exception_only(raised), *traceback.format_list(shown)])
