"""The headings of the register in its layouts, and the values that hold a comma."""

from cpstandard.ingest.register_table import Layout

NEEDED = ("Reg charity number", "Charity name", "What the charity does")
WITHHELD = ("Public address", "Email", "Telephone")
IGNORED = (
    "Date for financial year ending", "Total income", "Total spending", "Charitable spending",
    "Income generation and governance", "Retained for future use",
    "Type of governing document", "Financial period start", "Financial period end",
    "Total income. Previous financial period.", "Employed staff", "UK and Ireland volunteers",
    "Income from donations and legacies", "Income from charitable activities",
    "Income from other trading activities", "Income from investments", "Income from other",
    "Total income and endowments", "Expenditure on Raising funds",
    "Expenditure on Charitable activities", "Expenditure on Governance", "Expenditure on Other",
    "Total expenditure", "Assets and liabilities - Total fixed assets",
    "Total net assets and liabilities",
)  # fmt: skip
_TAKEN = {
    "Reg charity number": ("Registered charity number", "Charity number"),
    "Sub charity number": ("Subsidiary charity number",),
    "Charity name": ("Name",),
    "Date registered": ("Registration date", "Registered date"),
    "Status": ("Charity status",),
    "Website": ("Web address",),
    "Company number": ("Registered company number",),
    "What the charity does": (),
    "Who the charity helps": (),
    "How the charity works": (),
    "Charitable purposes": ("Charitable objects",),
    "Other name": ("Other names", "Working name"),
    "Public address": ("Address",),
    "Email": ("Email address",),
    "Telephone": ("Phone", "Telephone number"),
}
LAYOUT = Layout("register", {**_TAKEN, **dict.fromkeys(IGNORED, ())}, NEEDED)

# The purposes of section 2 of the Charities Act (Northern Ireland) 2008 that hold commas.
KNOWN = (
    "The advancement of the arts, culture, heritage or science",
    (
        "The advancement of human rights, conflict resolution or reconciliation or the promotion "
        "of religious or racial harmony or equality and diversity"
    ),
    (
        "The relief of those in need by reason of youth, age, ill-health, disability, financial "
        "hardship or other disadvantage"
    ),
)
