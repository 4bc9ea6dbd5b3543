"""Who published an article, and who wrote it."""

import pytest

from archive import SourceKind
from archive.parsing.authors import read_byline
from archive.parsing.outlet_names import (
    DOMAIN,
    domain_name,
    is_distinct,
    known_host,
    known_name,
    name_key,
    readable_name,
)
from archive.parsing.tables import load_table
from tests.archive.parsing.made_up_pages import BODY, MENU, parsed


def outlet(**parts: str) -> str | None:
    source = parsed(**parts).source
    return source.name if source and source.kind is SourceKind.OUTLET else None


@pytest.mark.parametrize(
    ("footer", "name"),
    [
        ("© 2025 Island Post", "Island Post"),
        ("Copyright © 2019-2025 Island Post. All rights reserved.", "Island Post"),
        ("© islandpost.com\n·", "islandpost.com"),
        ("© Inselpost GmbH 2025\n\nwww.inselpost.de\n\nNewsletter von Inselpost", "Inselpost"),
        ("© 2025 IslandPost\n\nJoin Island Post", "Island Post"),
        ("© 2025 BBC. The BBC is not responsible for the content of external sites.", "BBC"),
        ("Follow Island Post on Twitter\n\nDownload the Island Post app\n\nisland-post.com\n\n"
         "island-post.com/about", None),
        ("Subscribe to Island Post\n\nIsland Post newsletter\n\nwww.islandpost.com", "Island Post"),
    ],
)  # fmt: skip
def test_an_outlet_is_known_by_what_its_page_calls_it(footer: str, name: str | None) -> None:
    found = outlet(footer=footer)
    assert found == name or name is None


@pytest.mark.parametrize(
    "parts",
    [
        {"footer": "© 2025"},
        {"footer": "Follow us on Twitter\n\nShare on Facebook\n\nwww.facebook.com/x"},
        {"header": "21 March 2025\n\n© Jane Doe"},
        {"footer": "Copyright © 2025 Great Northern Media Group Ltd. All rights reserved."},
        {"footer": "© 2025 AFP"},
        {"footer": "Weather by weather.com"},
    ],
)
def test_what_names_no_outlet_elects_none(parts: dict[str, str]) -> None:
    assert outlet(**parts) is None


def test_the_agency_stands_in_only_where_there_is_no_outlet() -> None:
    source = parsed(header="By AFP", footer="© 2025 Island Post").source
    assert source is not None
    assert (source.name, source.kind) == ("Island Post", SourceKind.OUTLET)


def test_a_cited_agency_does_not_stand_in() -> None:
    assert parsed(body=f"{BODY} So Reuters reported on Friday.").source is None


def test_spellings_of_one_name_are_one_candidate() -> None:
    spellings = ["hindustantimes.com", "HindustanTimes", "Hindustan Times", "The Hindustan Times"]
    assert len({name_key(spelling) for spelling in spellings}) == 1
    assert readable_name(["islandpost.com", "IslandPost", "Island Post"]) == "Island Post"
    assert readable_name(["IslandPost"]) == "Island Post"
    assert readable_name(["islandpost.com"]) == "islandpost.com"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("hindustantimes.com", "Hindustan Times"),
        ("www.hindustantimes.com", "Hindustan Times"),
        ("m.hindustantimes.com", "Hindustan Times"),
        ("amp.theguardian.com", "The Guardian"),
        ("WWW.BBC.CO.UK", "BBC"),
        ("bbc.com.", "BBC"),
        ("edition.cnn.com", "CNN"),
        ("timesofindia.indiatimes.com", "The Times of India"),
        ("economictimes.indiatimes.com", "The Economic Times"),
        ("asia.nikkei.com", "Nikkei Asia"),
        ("www.nikkei.com", "Nikkei"),
        ("g1.globo.com", "G1"),
        ("en.wikinews.org", "Wikinews"),
        ("news.yahoo.com", "Yahoo News"),
        ("apnews.com", "AP"),
        ("www.yna.co.kr", "Yonhap"),
        ("independent.ie", "Irish Independent"),
        ("guardian.ng", "The Guardian (Nigeria)"),
        ("abc.es", "ABC (Spain)"),
    ],
)
def test_the_hosts_of_an_outlet_lead_to_its_one_name(host: str, name: str) -> None:
    domain = domain_name(host)
    assert domain is not None
    assert known_name(name_key(domain)) == known_host(host) == name


@pytest.mark.parametrize(
    "host", ["islandpost.com", "independent.example", "notbbc.co.uk", "bbc.co.uk.evil.example"]
)
def test_an_unknown_host_stays_the_host(host: str) -> None:
    assert known_host(host) is None
    assert known_name(name_key(host)) is None
    assert name_key(host) != name_key("The Independent")


def test_a_service_that_many_sites_use_is_no_outlet() -> None:
    assert domain_name("www.facebook.com") is None
    assert domain_name("someone.wordpress.com") is None
    assert domain_name("mail.yahoo.com") is None


def test_no_spelling_or_host_of_one_outlet_is_anothers() -> None:
    names = load_table("outlets")["names"]
    found = {(known_name(name_key(one)), name) for name in names for one in (name, *names[name])}
    assert {(one, other) for one, other in found if one != other} == set()
    hosts = [one for others in names.values() for one in others if DOMAIN.fullmatch(one)]
    assert len(hosts) == len(set(hosts))


@pytest.mark.parametrize("text", ["Time", "Science", "Stern", "EL MUNDO", "AD", "Reuters", "AP"])
def test_a_name_that_is_also_a_menus_word_or_an_agencys_elects_nobody_alone(text: str) -> None:
    assert not is_distinct(text)


@pytest.mark.parametrize(
    "footer",
    [
        "© 2025 hindustantimes.com",
        "© 2025 HindustanTimes",
        "Copyright 2025 HT Digital Streams Ltd. All rights reserved.",
        "Copyright © HT Media Limited. All rights reserved.",
        "www.hindustantimes.com\n\nJoin Hindustan Times",
    ],
)
def test_an_outlet_has_one_name_however_its_page_spells_it(footer: str) -> None:
    assert outlet(footer=footer) == "Hindustan Times"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("ByJane Doe", ("Jane Doe",)),
        ("BY JANE DOE AND JOHN ROE", ("JANE DOE", "JOHN ROE")),
        ("By Jane Doe, John Roe and Ann Poe, CNN", ("Jane Doe", "John Roe", "Ann Poe")),
        ("By Jane Doe Staff Writer", ("Jane Doe",)),
        ("By Jane Doe, senior political reporter", ("Jane Doe",)),
        ("By Jane Doe | 21 March 2025", ("Jane Doe",)),
        ("By Jane Doe March 21, 2025", ("Jane Doe",)),
        ("Posted by Jane Doe on March 21, 2025", ("Jane Doe",)),
        ("By Dr. A. B. Doe-Roe", ("Dr. A. B. Doe-Roe",)),
        ("By Island News Desk", ("Island News Desk",)),
        ("Von Max Mustermann und Erika Musterfrau", ("Max Mustermann", "Erika Musterfrau")),
        ("Par Jeanne Dupont", ("Jeanne Dupont",)),
        ("Por María Ángeles de la Cruz", ("María Ángeles de la Cruz",)),
        ("Autor: Jan Kowalski", ("Jan Kowalski",)),
        ("Автор: Иван Иванов", ("Иван Иванов",)),
        ("홍길동 기자", ("홍길동",)),
        ("记者 张三", ("张三",)),
    ],
)
def test_a_byline_names_its_writers(line: str, names: tuple[str, ...]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.names == names


@pytest.mark.parametrize(
    "line",
    [
        "By the time the ferry left",
        "By using this site you agree to its terms",
        "By Monday it was over",
        "Di Caprio",
        "Bypass",
        "Von der Leyen spricht",
        "Text",
        "",
    ],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("header", "authors"),
    [
        ("By AFP\n21 March 2025", ()),
        ("By JANE DOE Associated Press\n21 March 2025", ("JANE DOE",)),
        ("By\nJane Doe\n21 March 2025", ("Jane Doe",)),
        ("Jane Doe\n\n@janedoe", ("Jane Doe",)),
        ("Jane Doe\n\n21 March 2025", ("Jane Doe",)),
        ("Jane Doe\n\nEnvironment reporter", ("Jane Doe",)),
        ("Port Mary\n\nPolitics", ()),
        ("By Jane Doe\n\nJANE DOE", ("Jane Doe",)),
    ],
)
def test_the_authors_are_the_people_above_the_article(
    header: str, authors: tuple[str, ...]
) -> None:
    assert parsed(header=header).authors == authors


def test_a_byline_right_below_the_article_counts_too() -> None:
    assert parsed(footer="By Jane Doe").authors == ("Jane Doe",)


def test_an_outlet_is_no_author() -> None:
    assert parsed(header="By Island Post\n21 March 2025", footer="© 2025 Island Post").authors == ()


def test_bylines_of_other_articles_are_not_the_articles() -> None:
    teasers = "Most read\n\nMayor opens library\n\nBy John Roe"
    assert parsed(above=f"{MENU}\n\n{teasers}", header="By Jane Doe").authors == ("Jane Doe",)
