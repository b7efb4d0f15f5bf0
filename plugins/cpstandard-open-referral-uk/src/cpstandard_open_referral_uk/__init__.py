"""Reads service feeds in Open Referral UK."""

from collections.abc import Sequence

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import hookimpl
from cpstandard_open_referral_uk.importer import OpenReferralUk


@hookimpl
def cpstandard_importers() -> Sequence[Importer]:
    """Return the importer of Open Referral UK services."""
    return [OpenReferralUk()]
