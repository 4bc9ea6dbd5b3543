"""In which language a text is, None where unsure."""

import subprocess
import sys
from pathlib import Path

import pytest

from archive import detect_language, parse_text

ROOT = Path(__file__).resolve().parents[3]

SENTENCES = {
    "en": "The owner of the ferry said that it would not be sold before the end of the year.",
    "de": "Der Besitzer der Fähre sagte, dass sie nicht vor dem Ende des Jahres verkauft wird.",
    "fr": "Le propriétaire du bateau a dit qu'il ne serait pas vendu avant la fin de l'année.",
    "es": "El dueño del barco dijo que no se vendería antes de que terminara el año en la isla.",
    "pt": "O dono do barco disse que não seria vendido antes do fim do ano e que isso é certo.",
    "it": "Il proprietario della nave ha detto che non sarà venduta prima della fine dell'anno.",
    "nl": "De eigenaar van de boot zei dat het schip niet voor het einde van het jaar weg is.",
    "pl": "Właściciel promu powiedział, że nie zostanie on sprzedany przed końcem roku i już.",
    "sv": "Ägaren till båten sade att den inte kommer att säljas före slutet av det här året.",
    "tr": "Geminin sahibi, geminin yıl sonundan önce satılmayacağını ve bu kararın kesin olduğunu "
    "söyledi, ancak daha sonra başka bir şey için de bir açıklama yaptı.",
    "ru": "Владелец парома сказал, что он не будет продан до конца года, и это уже решено.",
    "uk": "Власник порома сказав, що він не буде проданий до кінця року, і що це вже вирішено.",
    "el": "Ο ιδιοκτήτης του πλοίου είπε ότι δεν θα πουληθεί πριν από το τέλος του χρόνου.",
    "ar": "قال صاحب العبارة إنها لن تباع قبل نهاية العام، وإن هذا القرار الذي اتخذ لن يتغير.",
    "he": "בעל המעבורת אמר כי היא לא תימכר לפני סוף השנה, אך גם הוא לא יודע את כל מה שיהיה.",
    "hi": "नाव के मालिक ने कहा कि यह साल के अंत से पहले नहीं बेची जाएगी और यह फैसला हो गया है।",
    "zh": "渡轮的主人说，在今年年底以前不会出售这艘船，这个决定已经作出。",
    "ja": "フェリーの持ち主は、年末までに船を売ることはないと述べた。",
    "ko": "배의 주인은 올해 말 이전에는 배를 팔지 않을 것이라고 말했다.",
    "th": "เจ้าของเรือกล่าวว่าจะไม่ขายเรือก่อนสิ้นปีนี้",
    # Neighbours that share most of their words.
    "sk": "Majiteľ trajektu povedal, že loď nebude predaná pred koncom roka a že je to rozhodnuté.",
    "cs": "Majitel trajektu řekl, že loď nebude prodána před koncem roku a že už je to rozhodnuto.",
    "sl": "Lastnik trajekta je dejal, da ladja ne bo prodana pred koncem leta in da je odločeno.",
    "da": "Ejeren af færgen sagde, at den ikke vil blive solgt inden årets udgang.",
    "ca": "El propietari va dir que no es vendria abans de finals d'any i que ja estava decidit.",
    "gl": "O propietario dixo que non se vendería antes de fin de ano e que xa estaba decidido.",
    "af": "Die eienaar van die veerboot het gesê dat dit nie voor die einde van die jaar gaan nie.",
    "be": "Уладальнік парома сказаў, што ён не будзе прададзены да канца года, і гэта вырашана.",
    "bg": "Собственикът на ферибота каза, че той няма да бъде продаден преди края на годината.",
    "sr": "Власник трајекта рекао је да брод неће бити продат пре краја године и да је одлучено.",
    "fa": "صاحب کشتی گفت که این کشتی تا پایان سال فروخته نخواهد شد و این تصمیم گرفته شده است.",
    "mr": "नौकेच्या मालकाने सांगितले की ती वर्ष संपण्यापूर्वी विकली जाणार नाही आणि हा निर्णय झाला आहे.",
}  # fmt: skip


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_gives_its_language_away(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


HALVES = "\n".join(SENTENCES[language] * 3 for language in ("en", "de"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123 456",
        "\0\ufffd\ud800",
        "Home News Sport",
        "xyzzy " * 30,
        "Łódź Kraków",
        "Seoul",
        "Kim Jong Un, Vladimir Putin, Mark Rutte",
        "Shr 30 cts vs 12 cts Net 2,191,000 vs 852,000 Sales 10.1 mln vs 9.8 mln",
        HALVES,
    ],
)
def test_where_unsure_there_is_no_language(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize("seed", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem)
def test_the_seeds_are_english(seed: Path) -> None:
    assert parse_text(seed.read_text(encoding="utf-8", errors="replace")).language == "en"


def test_an_article_keeps_its_language_whatever_its_menus_say() -> None:
    menu = "Home\nNews\nSport\nAbout us\nContact\n"
    body = "\n\n".join([SENTENCES["de"]] * 6)
    assert parse_text(f"{menu}\nDie Fähre wird nicht verkauft\n\n{body}\n\n{menu}").language == "de"


def test_a_long_text_takes_no_longer_than_its_beginning() -> None:
    assert detect_language(SENTENCES["ko"] + "x" * 10**7) is None
    assert detect_language(SENTENCES["ko"] * 10**5) == "ko"


def test_who_only_reads_archives_does_not_load_the_detector() -> None:
    loaded = "import sys, archive, index, api; print('py3langid' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
