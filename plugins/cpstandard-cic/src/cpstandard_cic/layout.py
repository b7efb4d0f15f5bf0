"""The headings of the basic company data, and which of them say nothing to us."""

from cpstandard.ingest.register_table import Layout

NAME, NUMBER, CATEGORY = "CompanyName", "CompanyNumber", "CompanyCategory"
STATUS = "CompanyStatus"
DISSOLVED, INCORPORATED = "DissolutionDate", "IncorporationDate"
TOWN, COUNTY, COUNTRY = "RegAddress.PostTown", "RegAddress.County", "RegAddress.Country"
CARE_OF = "RegAddress.CareOf"
SIC = tuple(f"SICCode.SicText_{number}" for number in range(1, 5))
FORMER = tuple(f"PreviousName_{number}.CompanyName" for number in range(1, 11))
_RENAMED = tuple(f"PreviousName_{number}.CONDATE" for number in range(1, 11))

# Streets and postcodes are often somebody's home.
ADDRESS = (
    "RegAddress.POBox",
    "RegAddress.AddressLine1",
    "RegAddress.AddressLine2",
    "RegAddress.PostCode",
)
NOTHING = (
    "URI",
    "CountryOfOrigin",
    "Accounts.AccountRefDay",
    "Accounts.AccountRefMonth",
    "Accounts.NextDueDate",
    "Accounts.LastMadeUpDate",
    "Accounts.AccountCategory",
    "Returns.NextDueDate",
    "Returns.LastMadeUpDate",
    "Mortgages.NumMortCharges",
    "Mortgages.NumMortOutstanding",
    "Mortgages.NumMortPartSatisfied",
    "Mortgages.NumMortSatisfied",
    "LimitedPartnerships.NumGenPartners",
    "LimitedPartnerships.NumLimPartners",
    "ConfStmtNextDueDate",
    "ConfStmtLastMadeUpDate",
    *_RENAMED,
)
_OFFICIAL = (
    NAME, NUMBER, CATEGORY, STATUS, DISSOLVED, INCORPORATED, TOWN, COUNTY, COUNTRY, CARE_OF, *SIC,
    *FORMER, *ADDRESS, *NOTHING,
)  # fmt: skip
LAYOUT = Layout("basic company data", dict.fromkeys(_OFFICIAL, ()), (NAME, NUMBER, CATEGORY))
