"""The tables of the public extract, known by their headings, whatever their files are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from cpstandard.ingest.register_table import Layout

CHARITY = "charity"
ORGANISATION = "organisation_number"
NUMBER = "registered_charity_number"
LINKED = "linked_charity_number"
COMMON = ("date_of_extract", ORGANISATION, NUMBER, LINKED)


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of the extract: ``needed`` headings tell it from the others, ``taken`` are used."""

    name: str
    needed: tuple[str, ...]
    taken: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def layout(self) -> Layout:
        """How its headings are found."""
        names = (*COMMON, *self.needed, *self.taken, *self.ignored, *self.withheld)
        return Layout(self.name, {name: _SPELLINGS.get(name, ()) for name in names}, self.needed)


# Of the lists that councils make, and of the register's older extract.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    ORGANISATION: ("organisation number", "orgno"),
    NUMBER: ("charity_number", "charity number", "registered number", "regno", "reg_charity_no"),
    LINKED: ("subsidiary_number", "subsidiary number", "subno", "group_subsidiary_number"),
    "charity_name": ("name", "name of charity", "charity"),
    "charity_activities": ("activities", "activity", "what the charity does"),
    "charity_contact_web": ("website", "web", "charity website"),
    "charity_company_registration_number": ("company_number", "company registration number"),
    "charity_registration_status": ("registration_status", "status"),
    "date_of_registration": ("registration_date", "date registered", "regdate"),
    "date_of_removal": ("removal_date", "date removed", "remdate"),
    "charity_contact_address": ("address",),
    "charity_contact_postcode": ("postcode",),
    "charity_contact_phone": ("phone", "telephone"),
    "charity_contact_email": ("email", "e-mail"),
}

MAIN = Kind(
    CHARITY,
    needed=(NUMBER, "charity_name"),
    taken=(
        "charity_type", "charity_registration_status", "date_of_registration", "date_of_removal",
        "charity_reporting_status", "charity_contact_web", "charity_company_registration_number",
        "charity_insolvent", "charity_in_administration", "charity_activities",
    ),
    ignored=(
        "latest_acc_fin_period_start_date", "latest_acc_fin_period_end_date", "latest_income",
        "latest_expenditure", "charity_previously_excepted", "charity_is_cdf_or_cif",
        "charity_is_cio", "cio_is_dissolved", "date_cio_dissolution_notice", "charity_gift_aid",
        "charity_has_land",
    ),
    withheld=(
        "charity_contact_address", "charity_contact_address1", "charity_contact_address2",
        "charity_contact_address3", "charity_contact_address4", "charity_contact_address5",
        "charity_contact_postcode", "charity_contact_phone", "charity_contact_email",
        "charity_contact_name",
    ),
)  # fmt: skip

JOINED = (
    Kind(
        "classification",
        needed=("classification_code",),
        taken=("classification_type", "classification_description"),
    ),
    Kind(
        "governing_document",
        needed=("charitable_objects",),
        taken=("area_of_benefit",),
        ignored=("governing_document_description",),
    ),
    Kind(
        "area_of_operation",
        needed=("geographic_area_type", "geographic_area_description"),
        taken=("welsh_ind",),
        ignored=("parent_geographic_area_type", "parent_geographic_area_description"),
    ),
    Kind(
        "other_names",
        needed=("charity_name_type", "charity_name"),
        ignored=("charity_name_id",),
    ),
)
EVENTS = Kind(
    "event_history",
    needed=("event_type", "date_of_event"),
    taken=("reason", "charity_event_order"),
    ignored=(
        "charity_name", "assoc_organisation_number", "assoc_registered_charity_number",
        "assoc_charity_name",
    ),
)  # fmt: skip
TRUSTEES = Kind("trustee", needed=("trustee_name",))
# They say how a charity reports and is run: the standard has no place for it.
UNUSED = (
    EVENTS,
    Kind("annual_return_parta", needed=("ar_cycle_reference", "count_volunteers")),
    Kind("annual_return_partb", needed=("ar_cycle_reference", "income_donations_and_legacies")),
    Kind("annual_return_history", needed=("ar_cycle_reference", "total_gross_income")),
    Kind("other_regulators", needed=("regulator_name",)),
    Kind("policy", needed=("policy_name",)),
    Kind("published_report", needed=("report_name", "report_location")),
)
# What is not kept of the tables that are joined: numbers that the main table has, and the ignored.
LEFT_OUT = {kind.name: frozenset((*COMMON, *kind.ignored)) for kind in (*JOINED, EVENTS)}
# The main table last: its needed headings stand in other tables too.
ALL = (*JOINED, TRUSTEES, *UNUSED, MAIN)
LAYOUTS = {kind.name: kind.layout for kind in ALL}
