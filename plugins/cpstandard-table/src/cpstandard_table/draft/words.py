"""Words of headings, in several languages, by what they stand for; the trustiest first.

The headings of the standard, in each of its languages, and the synonyms of the validator's
intake are known beside these (``meaning``).
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split(","))


WORDS: dict[str, tuple[str, ...]] = {
    "name": _words(
        """
        name, title, library name, charity name, organisation name, organization name, registered
        name, company name, trading name, project name, project title, group name, society name,
        site name, outlet name, asset name, initiative, project, organisation, organization, enw,
        nom, nombre, titulo, titel, bezeichnung, naam, nome, nazwa, navn, namn, nice name, official
        name
        """
    ),
    "otherName": _words(
        """
        trading name, known as, also known as, other name, other names, alias, nickname, short name,
        acronym, former name, previous name, working name, alternative name
        """
    ),
    "description": _words(
        """
        description, activities, charity activities, summary, about, what it does, what they do,
        what we do, what it is, details, what the charity does, objects, objectives, purpose,
        purposes, mission, disgrifiad, beschreibung,
        descripcion, description du projet, omschrijving, descrizione, opis
        """
    ),
    "website": _words(
        """
        website, web, url, homepage, home page, web address, web site, site web, webseite, gwefan,
        sitio web, contact web, primary url, link, sito web
        """
    ),
    "place": _words(
        """
        town, city, posttown, post town, locality, village, place, location, settlement,
        municipality, commune, ville, ort, stadt, gemeinde, ciudad, municipio, tref, comune, miasto,
        plaats, gemeente, district, ward, address 3, address 2, main operating location
        """
    ),
    "authority": _words(
        """
        local authority, council, authority, local authority name, awdurdod lleol, lad name, borough
        """
    ),
    "address": _words(
        """
        address, full address, street, address 1, address line 1, adresse, direccion, cyfeiriad,
        street address
        """
    ),
    "country": _words(
        """
        country, country name, nation, uk nation, gwlad, pays, land, pais, paese
        """
    ),
    "region": _words(
        """
        region, county, state, province, rhanbarth, sir, provincia, bundesland, regione
        """
    ),
    "latitude": _words(
        """
        latitude, lat, geolocation lat, y
        """
    ),
    "longitude": _words(
        """
        longitude, long, lon, lng, geolocation lon, x
        """
    ),
    "point": _words(
        """
        coordinates, geolocation, lat long, lat lon, latlong, location, geo point
        """
    ),
    "easting": _words(
        """
        easting, eastings, x, geox
        """
    ),
    "northing": _words(
        """
        northing, northings, y, geoy
        """
    ),
    "areaCode": _words(
        """
        gss, gss code, area code, local authority code, authority code, district code, ward code,
        lad code, code
        """
    ),
    "started": _words(
        """
        opened, year opened, date opened, started, start date, start, founded, year founded,
        established, incorporation date, incorporated, date registered, registered date,
        registration date, date of registration, registration, launch, launched, beginn, gegrundet,
        debut, date de creation, inicio, dechrau, sefydlwyd, starts at, commencement
        """
    ),
    "ended": _words(
        """
        closed, year closed, date closed, ended, end date, end year, finished, finish, finish date,
        dissolved, dissolved date, dissolution
        date, removed, date removed, date of removal, ende, fin, ends at, gorffen
        """
    ),
    "charity": _words(
        """
        charity number, charity no, registered charity number, charity registration number, reg
        charity number, charity reg no, rhif elusen, charitynumber, reg number, registered number,
        registration number
        """
    ),
    "company": _words(
        """
        company number, company no, companies house number, company registration number, charity
        company registration number, companynumber, rhif cwmni, crn, reg number, registered number,
        registration number
        """
    ),
    "kind": _words(
        """
        practice, type, kind, category, classification, sector, ownership classification, library
        type, type of library, organisation type, initiative type, project type, primary purpose,
        theme, art, typ, kategorie, categorie, tipo, categoria, math, arfer, use class,
        company category
        """
    ),
    "topics": _words(
        """
        topics, topic, themes, theme, tags, keywords, pynciau, themen, mots cles, temas
        """
    ),
    "status": _words(
        """
        status, state, active, live, charity status, company status, registered status, statws
        """
    ),
    "funder": _words(
        """
        funder, funding org name,
        funding organization name, funding organisation, funded by, ariannwr, grant maker
        """
    ),
    "amount": _words(
        """
        amount awarded, award amount, grant amount, amount, award, grant, value, swm
        """
    ),
    "currency": _words(
        """
        currency, arian, wahrung, devise, moneda
        """
    ),
    "awarded": _words(
        """
        award date, date awarded, grant date, awarded
        """
    ),
    "organisation": _words(
        """
        recipient org name,
        recipient organization name, recipient, lead organisation, lead body, run by, operator,
        owner,
        managing organisation, delivered by, applicant
        """
    ),
}

ID = _words(
    """
    id, identifier, oid, uid, urn, uuid, guid, record id, reference, ref, organisation id,
    organization id, charity number, company number, registered number, reg number, number,
    code, key, no, nr, cyfeirnod, rhif, nummer, kennung, numero, uprn, org id, orgid, slug
    """
)

PRIVATE = _words(
    """
    email, e mail, mail, phone, telephone, tel, mobile, contact, fax, trustee, trustees,
    officer, care of, careof, secretary, chair, treasurer, correspondent, first name, forename,
    surname, last name, person, proposer, applicant name, date of birth, dob, ebost, ffon,
    telefon, telefono, courriel, kontakt, ansprechpartner, contacto, contatto, nominator,
    volunteer, manager, twitter handle, landowner, landlord, proprietor, owner name
    """
)
"""Words of headings whose columns are about people."""
