"""Articles that a page has to show well: other scripts, text that would be script, several
versions, and enough of them for a second page and a histogram of some years."""

from datetime import datetime

from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)

EVIL = '"><script>document.title="hacked"</script><img src=x onerror="document.title=\'hacked\'">'


def dated(
    text: str, precision: Precision = Precision.DAY, confidence: Confidence = Confidence.HIGH
) -> PublicationDate:
    return PublicationDate(
        local=datetime.fromisoformat(text),
        precision=precision,
        method="json",
        confidence=confidence,
        evidence=text,
    )


def outlet(name: str) -> Source:
    return Source(name=name, kind=SourceKind.OUTLET, evidence=f"© {name}")


def cites(name: str) -> Agency:
    return Agency(name=name, role=AgencyRole.CITED, evidence=f"({name})")


KOREAN = Article(
    title="정부, 북한군 러시아 파병에 “단계적 대응” 검토",
    body="정부는 북한군의 러시아 파병과 관련해 단계적인 대응 조치를 검토하고 있다고 밝혔다.\n\n"
    "대통령실 관계자는 서울에서 기자들과 만나 “상황을 예의주시하고 있다”고 말했다.\n\n"
    "외교부는 러시아 대사를 불러 북한군의 즉각 철수를 촉구했다.",
    description="외교부는 러시아 대사를 불러 즉각 철수를 촉구했다.",
    published=dated("2024-10-22T11:20", Precision.MINUTE),
    source=outlet("한겨레"),
    agencies=(cites("Yonhap"),),
    authors=("김민준",),
    url="https://news.example/korea/파병",
    language="ko",
)
ARABIC = Article(
    title="سيول تستدعي السفير الروسي بسبب القوات الكورية الشمالية",
    body="استدعت كوريا الجنوبية السفير الروسي في سيول وطالبت بسحب القوات الكورية الشمالية فورا.\n\n"
    "وقال مسؤول في وزارة الخارجية إن إرسال القوات يهدد الأمن في أوروبا وآسيا.",
    published=dated("2024-10-21", confidence=Confidence.MEDIUM),
    source=outlet("الشرق الأوسط"),
    agencies=(cites("Reuters"),),
    language="ar",
)
GERMAN = Article(
    title="Südkorea bestellt russischen Botschafter wegen nordkoreanischer Truppen ein",
    body="Südkorea hat wegen der Entsendung nordkoreanischer Truppen den russischen Botschafter in "
    "Seoul einbestellt.\n\nDie Regierung in Seoul verlangte den sofortigen Abzug der Soldaten.",
    published=dated("2024-10-01", Precision.MONTH, Confidence.LOW),
    source=outlet("Süddeutsche Zeitung"),
    agencies=(cites("AFP"),),
    language="de",
)
INJECTION = Article(
    title=f"Injection {EVIL}",
    body=f"The body of an injection {EVIL} and so on.",
    description=f"A description of an injection {EVIL}",
    published=dated("2024-05-05"),
    source=outlet(f"Outlet {EVIL}"),
    agencies=(cites(f"Agency {EVIL}"),),
    authors=(f"Author {EVIL}",),
    url="javascript:document.title='hacked'",
    language="en",
)
UNTITLED = Article(title="", body="An untitled telegram, with nothing known of it.")
FIRST_VERSION = Article(
    title="Grain ships leave the harbour",
    body="Two ships with grain left the harbour on Monday.\n\nThe port is open again.",
    published=dated("2023-03-06"),
    source=outlet("Harbour Post"),
    agencies=(cites("Reuters"),),
    language="en",
)
SECOND_VERSION = Article(
    title="Grain ships leave the harbour after a delay",
    body="Three ships with grain left the harbour on Monday.\n\nThe port is open again.\n\n"
    "A spokesman said that more would follow.",
    published=dated("2023-03-06"),
    source=outlet("Harbour Post"),
    agencies=(cites("Reuters"),),
    language="en",
)


def bulletins() -> dict[str, Article]:
    """One article a month for three years, from four outlets in turn and ten authors."""
    outlets = ("Harbour Post", "Border Herald", "The Daily Ledger", "Kyiv Observer")
    return {
        f"bulletin-{number:02}": Article(
            title=f"Monthly bulletin {number}: convoys, grain and the border",
            body=f"Bulletin number {number}. Convoys were counted at the border, and grain was "
            "loaded in the harbour. Observers wrote down what they saw, day after day.",
            published=dated(f"{2022 + number // 12}-{number % 12 + 1:02}-14"),
            source=outlet(outlets[number % len(outlets)]),
            agencies=(cites("AP"),) if number % 3 else (cites("Reuters"), cites("AP")),
            authors=(f"Writer {number % 10}",),
            language="en",
        )
        for number in range(36)
    }


ARTICLES = {
    "korean": (KOREAN,),
    "arabic": (ARABIC,),
    "german": (GERMAN,),
    "injection": (INJECTION,),
    "untitled": (UNTITLED,),
    "grain": (FIRST_VERSION, SECOND_VERSION),
    **{name: (article,) for name, article in bulletins().items()},
}
"""Every version of each, the oldest first, by id."""
