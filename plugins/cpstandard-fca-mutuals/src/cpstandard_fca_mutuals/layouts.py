"""The forms in which the register is found, and the headings of each."""

from cpstandard.ingest.register_table import Layout

NUMBER, NAME = "Full Registration Number", "Society Name"

SOCIETY_LIST = Layout(
    "SocietyList.csv",
    {
        # The register itself misspells this one.
        NUMBER: ("Full Registation Number", "societynumber", "Registration Number", "Society No"),
        "Society Number": (),
        "Society Suffix": (),
        NAME: ("organisationname", "Name of Society"),
        "Registered As": ("Society Type",),
        "Society Address": ("address", "Registered Office"),
        "Registration Date": ("Date Registered", "Registered Date"),
        "Deregistration Date": ("Date Deregistered", "Deregistered Date"),
        "Registration Act": (),
        "Standard Industrial Classification Code (SIC)": ("SIC Code", "SIC"),
        "Reporting Classification": (),
        "Society Status": ("Status",),
    },
    (NUMBER, NAME),
)
IDS = Layout(
    "a list of ids and names",
    {"org_id_a": ("org_id",), "org_id_b": (), "org_name": (), "relationship": (), "source": ()},
    ("org_id_a", "org_name"),
)
