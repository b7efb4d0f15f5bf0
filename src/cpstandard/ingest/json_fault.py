"""What is wrong with a JSON text, on its way to become a finding."""

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.ingest.json_outline_faults import duplicate_key


class JsonFault(Exception):  # noqa: N818 - it becomes a finding, not a failure
    """What is wrong with a JSON text: ``line`` and ``column`` count from 1 within that text.

    Of a ``key`` that stands twice, ``first`` is the line and column of the first one.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        line: int,
        column: int,
        key: str | None = None,
        first: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.column = column
        self.key = key
        self.first = first

    def finding(self, file: str, first_line: int = 1, first_column: int = 1) -> Finding:
        """Return the fault as a finding, the text beginning at that line and column of the file."""

        def in_file(line: int, column: int) -> tuple[int, int]:
            return line + first_line - 1, column + (first_column - 1 if line == 1 else 0)

        line, column = in_file(self.line, self.column)
        place = Location(file, line=line, column=column)
        if self.key is not None and self.first:
            return duplicate_key(self.key, place, in_file(*self.first))
        parameters = {"key": self.key} if self.key is not None else {"reason": self.message}
        return Finding(self.code, Severity.ERROR, self.message, place, parameters=parameters)
