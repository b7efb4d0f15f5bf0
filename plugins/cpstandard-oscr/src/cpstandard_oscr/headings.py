"""The headings of the two files of the register, and what is done with each."""

from cpstandard.ingest.register_table import Layout

NEEDED = ("Charity Number", "Charity Name", "Charity Status")
WITHHELD = ("Principal Office/Trustees Address", "Postcode")
# How a charity accounts and reports; the standard has no place for it.
IGNORED = (
    "Previous Constitutional Form 1", "Most recent year income", "Most recent year expenditure",
    "Mailing cycle", "Year End", "Donations and legacies income", "Charitable activities income",
    "Other trading activities income", "Investments income", "Other income",
    "Raising funds spending", "Charitable activities spending", "Other spending",
    "Designated religious body", "Regulatory Type",
)  # fmt: skip
_TAKEN = {
    "Registered Date": ("Date Registered", "Registration Date"),
    "Ceased Date": ("Date Ceased", "Removed Date", "Date Removed", "Cessation Date"),
    "Known As": ("Also Known As", "Working Name"),
    "Previous Name": ("Previous Names", "Former Name", "Former Names", "Previous Charity Name"),
    "Notes": ("Note",),
    "Constitutional Form": ("Legal Form",),
    "Geographical Spread": ("Geographic Spread",),
    "Main Operating Location": ("Main Operating Area",),
    "Purposes": ("Charitable Purposes",),
    "Beneficiaries": ("Beneficiary Groups",),
    "Activities": ("How the charity works",),
    "Objectives": ("Objects", "Charity Objectives"),
    "Website": ("Web", "Website Address"),
    "Parent charity name": ("Parent Charity",),
    "Parent charity number": (),
    "Parent charity country of registration": ("Parent charity country",),
}
_OTHERS = {
    "Charity Number": ("Scottish Charity Number", "SC Number"),
    "Charity Name": ("Name of charity",),
    "Charity Status": ("Status",),
    "Principal Office/Trustees Address": ("Principal Office or Trustees Address", "Address"),
    "Postcode": ("Post Code",),
    "Previous Constitutional Form 1": ("Previous Constitutional Form",),
}
LAYOUT = Layout(
    "register",
    {**_OTHERS, **_TAKEN, **{name: () for name in IGNORED if name not in _OTHERS}},
    NEEDED,
)
