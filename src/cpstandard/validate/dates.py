"""Compares dates of which only the year or the month may be known."""


def is_before(first: str, second: str) -> bool:
    """Return whether ``first`` is surely before ``second``, as far as both are known.

    ``1985`` is not before ``1985-06``: it may be the same month.
    """
    shorter = min(len(first), len(second))
    return first[:shorter] < second[:shorter]
