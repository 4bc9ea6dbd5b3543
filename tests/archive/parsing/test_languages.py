"""In which language a text is, None where unsure."""

import pytest

from archive.parsing.language import detect_language

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
}  # fmt: skip


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_gives_its_language_away(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "123 456", "Home News Sport", "xyzzy " * 30, "Łódź Kraków"])
def test_where_unsure_there_is_no_language(text: str) -> None:
    assert detect_language(text) is None
