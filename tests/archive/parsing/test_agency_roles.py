"""Which agencies an article comes from, and which it quotes."""

import pytest

from archive import Agency, AgencyRole
from archive.parsing.attribution import find_agencies
from tests.archive.parsing.made_up_pages import BODY, FIRST, FOURTH, SECOND, THIRD, parsed

CREDITED, CITED = AgencyRole.CREDITED, AgencyRole.CITED


def roles(agencies: tuple[Agency, ...]) -> list[tuple[str, AgencyRole]]:
    return [(agency.name, agency.role) for agency in agencies]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("By Press Association", "Press Association"),
        ("By The Associated Press", "AP"),
        ("By :  AFP\n21 March 2025", "AFP"),
        ("By JANE DOE, Associated Press\n21 March 2025", "AP"),
        ("Reuters\n21 March 2025", "Reuters"),
        ("Source: Xinhua", "Xinhua"),
        ("Quelle: dpa", "dpa"),
        ("来源：新华社", "Xinhua"),
        ("Источник: ТАСС", "TASS"),
    ],
)
def test_a_line_above_the_article_credits_an_agency(header: str, name: str) -> None:
    article = parsed(header=header)
    assert roles(article.agencies) == [(name, CREDITED)]
    assert article.agencies[0].evidence in " ".join(header.split())


@pytest.mark.parametrize(
    ("dateline", "name"),
    [
        ("PORT MARY (Reuters) - ", "Reuters"),
        ("PORT MARY, March 21 (Yonhap) -- ", "Yonhap"),
        ("PORT MARY, Maine (AP) — ", "AP"),
        ("Hamburg (dpa) – ", "dpa"),
        ("PORT MARY, 21 March. /TASS/. ", "TASS"),
        ("AFP - ", "AFP"),
    ],
)
def test_a_dateline_credits_an_agency(dateline: str, name: str) -> None:
    article = parsed(body=dateline + BODY)
    assert roles(article.agencies) == [(name, CREDITED)]
    assert article.body.startswith(dateline.strip())


@pytest.mark.parametrize(
    ("dateline", "name"),
    [
        ("SEOUL, Oct. 21 (Kyodo) -- ", "Kyodo"),
        ("（东京共同社电）", "Kyodo"),
        ("TOKYO, Oct. 21 (Jiji Press)--", "Jiji Press"),
        ("(서울=연합뉴스) 홍길동 기자 = ", "Yonhap"),
        ("(서울=뉴시스) ", "Newsis"),
        ("【ソウル聯合ニュース】", "Yonhap"),
        ("新华社北京10月21日电 ", "Xinhua"),
        ("新華社北京10月21日電 ", "Xinhua"),
        ("BEIJING, Oct. 21 (Xinhua) -- ", "Xinhua"),
        ("PYONGYANG, Oct. 21 (KCNA) -- ", "KCNA"),
        ("МОСКВА, 21 октября. /ТАСС/. ", "TASS"),
        ("МОСКВА, 21 окт — РИА Новости. ", "RIA Novosti"),
        ("Москва. 21 октября. ИНТЕРФАКС - ", "Interfax"),
        ("Київ (Укрінформ) — ", "Ukrinform"),
        ("Warszawa, 21.10.2024 (PAP) - ", "PAP"),
        ("Praha 21. října (ČTK) - ", "ČTK"),
        ("BUDAPEST (MTI) - ", "MTI"),
        ("Madrid, 21 oct (EFE).- ", "EFE"),
        ("(ANSA) - ROMA, 21 OTT - ", "ANSA"),
        ("Lisboa, 21 out (Lusa) - ", "Lusa"),
        ("BRUSSEL (Belga) - ", "Belga"),
        ("DEN HAAG (ANP) - ", "ANP"),
        ("Wien (APA) - ", "APA"),
        ("Berlin (dpa/tmn) - ", "dpa"),
        ("Bern (Keystone-SDA) - ", "Keystone-SDA"),
        ("OSLO (NTB): ", "NTB"),
        ("STOCKHOLM (TT) – ", "TT"),
        ("ANKARA (Anadolu) - ", "Anadolu"),
        ("TEHRAN (IRNA) – ", "IRNA"),
        ("DUBAI, 21st October, 2024 (WAM) -- ", "WAM"),
        ("RIYADH, Oct 21 (SPA) -- ", "SPA"),
        ("CAIRO, Oct 21 (MENA) - ", "MENA"),
        ("القاهرة (رويترز) - ", "Reuters"),
        ("New Delhi, Oct 21 (PTI) ", "PTI"),
        ("New Delhi [India], October 21 (ANI): ", "ANI"),
        ("New Delhi, Oct 21 (IANS) ", "IANS"),
        ("New Delhi, Oct 21 (UNI) - ", "UNI"),
        ("ISLAMABAD, Oct 21 (APP): ", "APP"),
        ("DHAKA, Oct 21, 2024 (BSS) - ", "BSS"),
        ("Jakarta (ANTARA) - ", "Antara"),
        ("KUALA LUMPUR, Oct 21 (Bernama) -- ", "Bernama"),
        ("OTTAWA (CP) - ", "Canadian Press"),
        ("BUENOS AIRES (Télam) - ", "Télam"),
        ("WASHINGTON, Oct. 21 (UPI) -- ", "UPI"),
        ("SYDNEY (AAP) - ", "AAP"),
    ],
)
def test_agencies_have_their_own_datelines(dateline: str, name: str) -> None:
    found = find_agencies((), [dateline + FIRST, SECOND], ())
    assert roles(found) == [(name, CREDITED)]
    assert found[0].evidence in dateline + FIRST


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Об этом сообщает Укринформ со ссылкой на министерство.", "Ukrinform"),
        ("Про це повідомляє Укрінформ.", "Ukrinform"),
        ("Об этом сообщила РИА Новости пресс-служба порта.", "RIA Novosti"),
        ("조선중앙통신은 금요일 이렇게 보도했다.", "KCNA"),
        ("共同通信が金曜日に報じた。", "Kyodo"),
        ("時事通信によると、船は売られた。", "Jiji Press"),
        ("朝中社报道称，渡轮已经卖了。", "KCNA"),
        ("据中新社报道，渡轮已经卖了。", "China News Service"),
        ("نقلت رويترز عن المالك قوله ذلك.", "Reuters"),
        ("به نقل از ایرنا، مالک کشتی را فروخت.", "IRNA"),
        ("पीटीआई के अनुसार नाव बिक गई।", "PTI"),
        ("The state news agency MENA reported so on Friday.", "MENA"),
        ("The official Saudi Press Agency said so on Friday.", "SPA"),
        ("A spokesman told Anadolu that he was glad.", "Anadolu"),
        ("Dies berichtet die Nachrichtenagentur APA am Freitag.", "APA"),
        ("Det skriver nyhetsbyrån TT i dag.", "TT"),
        ("Informuje o tym agencja PAP.", "PAP"),
        ("Segundo a agência Lusa, o barco foi vendido.", "Lusa"),
    ],
)
def test_agencies_are_cited_in_their_own_scripts(sentence: str, name: str) -> None:
    found = find_agencies((), [FIRST, sentence, THIRD], ())
    assert roles(found) == [(name, CITED)]
    assert found[0].evidence == sentence


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Palestinian Authority (PA) said on Friday that it knew nothing.",
        "A Special Protection Area (SPA) - the largest of its kind - lies near the pier.",
        "The Hawaii Advanced Placement (AP) programme said that it would go on.",
        "The CP 100 told of a storm, and the PA system said nothing.",
        "The ap said that the app was new.",
        "Her APP reported a fault; the UNI said that it was sorry.",
        "He told SPA guests that MENA countries reported gains.",
        "Anadolu Efes said that its guard was hurt.",
        "Trend Micro said that the virus was new.",
        "The AA told drivers to stay at home, the TT races were off.",
        "The harbour master (AFP) went home.",
        "Owners of the new phone (APP): read this before you go.",
        "Bahrain-based Gulf News Agency (GNA) said so.",
    ],
)
def test_letters_of_other_things_are_no_agency_where_datelines_stand(paragraph: str) -> None:
    assert find_agencies((), [paragraph, SECOND], ()) == ()


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        (" (Reuters)", "Reuters"),
        ("\n\nBy Press Association", "Press Association"),
        ("\n\nAFP", "AFP"),
        ("\n\n(With inputs from ANI)", "ANI"),
        ("\n\nThe Associated Press contributed to this report.", "AP"),
        ("\n\n© 2025 The Associated Press. All rights reserved. This material may not be "
         "published, broadcast, rewritten or redistributed.", "AP"),
    ],
)  # fmt: skip
def test_a_line_below_the_article_credits_an_agency(ending: str, name: str) -> None:
    assert roles(parsed(body=BODY + ending).agencies) == [(name, CREDITED)]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The owner is bankrupt, the news agency AP reported on Friday.", "AP"),
        ("However, Reuters reported that the ferry had been sold for scrap.", "Reuters"),
        ("A spokeswoman told AFP that nobody had been asked about the sale.", "AFP"),
        ("According to Yonhap, the ferry was built in Busan ninety years ago.", "Yonhap"),
        ("Wie die Nachrichtenagentur dpa berichtet, ist die Fähre schon verkauft.", "dpa"),
        ("Le propriétaire a vendu le bateau, a indiqué l'AFP vendredi dans la soirée.", "AFP"),
        ("El dueño vendió el barco, informó la agencia EFE el viernes por la noche.", "EFE"),
        ("Владелец продал паром, сообщает ТАСС со ссылкой на министерство.", "TASS"),
        ("선주가 배를 팔았다고 연합뉴스가 금요일 저녁에 보도했다고 한다.", "Yonhap"),
        ("据新华社报道，船主已经在星期五晚上把这艘渡轮卖给了别人。", "Xinhua"),
        (
            "Właściciel sprzedał prom, podała w piątek agencja PAP, powołując się na ministra.",
            "PAP",
        ),
    ],
)
def test_a_sentence_that_reports_cites_an_agency(sentence: str, name: str) -> None:
    article = parsed(body=f"{FIRST}\n\n{SECOND} {sentence}\n\n{THIRD}\n\n{FOURTH}")
    assert roles(article.agencies) == [(name, CITED)]
    assert article.agencies[0].evidence == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Pupils on the islands can take AP courses in the evening over the radio.",
        "The captain moved to Philadelphia, PA, where his sister has a house.",
        "Her PA says that she will not speak before the end of the month.",
        "The ship was called Reuters.",
        "The MTI and the ANI are measures of how high the waves are.",
    ],
)
def test_letters_that_mean_something_else_are_no_agency(sentence: str) -> None:
    assert parsed(body=f"{FIRST}\n\n{SECOND} {sentence}\n\n{THIRD}\n\n{FOURTH}").agencies == ()


@pytest.mark.parametrize(
    "caption",
    [
        "The ferry at its pier (AFP)",
        "The ferry at its pier. (AP Photo/Jane Doe)",
        "Images source: © PAP | PAP/EPA/JANE DOE",
        "The ferry at its pier. Picture: PA",
        "Photo: Reuters",
    ],
)
def test_the_credit_of_a_picture_is_no_agency_of_the_article(caption: str) -> None:
    assert parsed(header=f"21 March 2025\n\n{caption}").agencies == ()
    assert parsed(body=f"{FIRST}\n\n{caption}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}").agencies == ()


def test_an_agency_that_is_credited_and_cited_is_credited_once() -> None:
    body = f"PORT MARY (AFP) - {FIRST}\n\n{SECOND} A captain told AFP so.\n\n{THIRD}\n\n{FOURTH}"
    assert roles(parsed(body=body).agencies) == [("AFP", CREDITED)]


def test_agencies_come_credited_first_then_in_the_order_of_the_text() -> None:
    body = f"{FIRST} TASS reported it.\n\n{SECOND} Reuters reported it.\n\n{THIRD}\n\n{FOURTH}"
    assert roles(parsed(header="By AFP", body=body).agencies) == [
        ("AFP", CREDITED),
        ("TASS", CITED),
        ("Reuters", CITED),
    ]
