"""Which of a page's words are the article: everything planted around and between is left out."""

import pytest

from archive import UnreadableInput, parse_text
from tests.archive.parsing.made_up_pages import (
    BODY,
    FIRST,
    FOURTH,
    MENU,
    NOW,
    SECOND,
    THIRD,
    TITLE,
    page,
    parsed,
)


def with_between(planted: str) -> str:
    return f"{FIRST}\n\n{SECOND}\n\n{planted}\n\n{THIRD}\n\n{FOURTH}"


@pytest.mark.parametrize(
    "planted",
    [
        "A ferry at the old pier. Photo: Jane Doe",
        "A ferry at the old pier (AP)",
        "A ferry at the old pier on Friday. (Photo: Jane Doe/Handout)",
        "Bild: Hafenamt",
        "Crédit photo : Mairie",
        "Фото: Иван Иванов",
        "사진: 항만청",
        "图片来源：港务局",
        "A ferry at the pier\nThe old ferry before its last journey to the islands (via Reuters)",
        "A ferry at the pier in the morning light, far away and small\n"
        "A ferry at the pier in the morning light, far away and small\n"
        "Images source: © Harbour office",
        "Image copyright Harbour office",
        "Getty Images",
        "Also Read: What became of the northern line, and who paid for it",
        "Lesen Sie auch: Was aus der Nordlinie wurde",
        "Lire aussi : La ligne du nord",
        "Читайте также: Что стало с северной линией",
        "Watch: The last journey of the old ferry, filmed from the air",
        "READ MORE: Islanders ask for a bridge",
        "Advertisement",
        "Article continues after advertisement",
        "Sign up for our newsletter and never miss a ferry",
        "Follow us on Facebook",
        "Share this article",
        "By Jane Doe",
        "21 March 2025, 10:00",
    ],
)
def test_what_is_planted_between_paragraphs_is_left_out(planted: str) -> None:
    assert parsed(body=with_between(planted)).body == BODY


@pytest.mark.parametrize("heading", ["Who will pay for the bridge", "‘Nobody asked us’"])
def test_a_heading_between_paragraphs_is_kept(heading: str) -> None:
    assert parsed(body=with_between(heading)).body == with_between(heading)


@pytest.mark.parametrize(
    "sentence",
    [
        "The company says that its privacy policy was changed on Monday for all passengers.",
        "Pictures of the ferry were sold by Getty Images and by Shutterstock for years, she said.",
        "Fishing from the pier is strictly prohibited, and the harbour office fined two men.",
        "Watching the ferry leave was a habit of the islanders, who came with their children.",
        "“Read more books,” the captain told the pupils when they asked what they should do.",
        "He had one wish for the islands: a bridge that would stand for a hundred years.",
    ],
)
def test_a_sentence_that_only_sounds_like_furniture_is_kept(sentence: str) -> None:
    assert parsed(body=with_between(sentence)).body == with_between(sentence)


def test_links_below_a_heading_for_other_articles_are_left_out() -> None:
    links = "Related articles\n\n* Northern line closes\n* Islanders ask for a bridge"
    assert parsed(body=with_between(links)).body == BODY


TEASERS = "\n\n".join(
    f"{headline}\n\n{sentence}\n\n{hours} hours ago"
    for hours, (headline, sentence) in enumerate(
        [
            ("Mayor opens new library", "The library has forty thousand books and a garden."),
            ("Storm damages roof of school", "Pupils will be taught in the church for a week."),
            ("Bakery wins a prize", "The jury praised its bread, which is made of rye alone."),
            ("Cyclists want wider paths", "They say that the paths are too narrow for two."),
        ],
        start=2,
    )
)
COMMENTS = "\n\n".join(
    f"islander{number}\n\nMarch {number}, 2025 at 10:0{number} am\n\n{words}\n\nReply"
    for number, words in enumerate(
        [
            "They have wanted to close it for years, and now that nobody looks they do it.",
            "I took this ferry to school every day. It was late every day, too, but it came.",
            "Why does nobody ask what the bridge would cost? I have asked, and nobody knows.",
        ],
        start=1,
    )
)


def test_teasers_for_other_articles_are_left_out() -> None:
    assert parsed(footer=f"More from this section\n\n{TEASERS}").body == BODY
    assert parsed(above=f"{MENU}\n\n{TEASERS}").body == BODY


def test_what_readers_wrote_is_left_out() -> None:
    assert parsed(footer=f"3 Comments\n\n{COMMENTS}\n\nLeave a Reply").body == BODY


@pytest.mark.parametrize(
    "notice",
    [
        "We use cookies to make this site better. You can refuse cookies that are not needed for "
        "the site to work, and change your mind about the others whenever you like.",
        "© 2025 Island Post Ltd. All rights reserved. No part of this page may be copied or sold.",
        "Copyright 2025. Any use of what is published here, in whole or in part and in whatever "
        "form, needs the written consent of the owner, who can be asked at the address below. "
        "Search engines may show short pieces. The owner keeps all other rights, among them the "
        "right to have the pages read by machines, and answers for nothing that they may say.",
    ],
)
def test_notices_of_the_page_itself_are_left_out(notice: str) -> None:
    assert parsed(footer=notice).body == BODY
    assert parsed(above=f"{notice}\n\n{MENU}").body == BODY


def test_a_page_without_any_blank_line_is_read_the_same() -> None:
    text = page(header="By Jane Doe\n21 March 2025", footer="Share\nTweet").replace("\n\n", "\n")
    article = parse_text(text, now=NOW)
    assert article.body == BODY
    assert article.title == TITLE


def test_a_summary_above_the_byline_is_the_standfirst() -> None:
    summary = "Four hundred people will have to find another way to the mainland."
    article = parsed(header=f"{summary}\n\nBy Jane Doe\n\n21 March 2025")
    assert article.description == summary
    assert article.body == BODY


def test_a_summary_set_without_a_full_stop_is_the_standfirst() -> None:
    summary = (
        "Four hundred people will have to find another way to the mainland, and many of them say "
        "that there is none"
    )
    article = parsed(header=f"21 March 2025\n\n{summary}")
    assert article.description == summary
    assert article.body == BODY


def test_a_first_paragraph_under_the_date_is_the_body() -> None:
    article = parsed(header="21 March 2025, 10:00")
    assert article.description is None
    assert article.body == BODY


def test_a_first_paragraph_with_a_picture_between_it_and_the_date_is_the_body() -> None:
    planted = "A ferry at the old pier. Photo: Jane Doe\n\n10:00 AM EDT, March 21, 2025"
    article = parsed(body=BODY.replace(SECOND, f"{planted}\n\n{SECOND}"))
    assert article.description is None
    assert article.body == BODY


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "政府星期一宣布，连接海岛和大陆的渡轮将于秋天停止运行。\n\n岛上住着大约四百人，"
         "他们大多数是从广播里得知这个决定的。"),
        ("ja", "政府は月曜日、島と本土を結ぶフェリーが秋に廃止されると発表した。\n\n島には約"
         "四百人が住んでおり、多くの人はラジオでそれを知ったという。"),
        ("ru", "Паром, который девяносто лет связывал острова с материком, осенью закроют, сообщил "
         "его владелец.\n\nНа островах живут около четырехсот человек, и многие узнали об этом по "
         "радио."),
        ("ar", "قال المالك إن العبارة التي كانت تربط الجزر بالبر منذ تسعين عاما سوف تغلق في الخريف."
         "\n\nويعيش في الجزر حوالي أربعمئة شخص، وقد علم معظمهم بالقرار من الإذاعة."),
    ],
)  # fmt: skip
def test_articles_in_other_scripts_are_found(language: str, text: str) -> None:
    article = parse_text(f"Menu\nHome\n\n{text}\n\n© 2024", now=NOW)
    assert article.body == text
    assert article.language == language


def test_a_text_of_too_many_lines_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"100,001 lines"):
        parse_text("word\n" * 100_001, name="a.txt", now=NOW)


def test_the_refusal_names_the_file() -> None:
    with pytest.raises(UnreadableInput, match=r"menu\.txt holds no article"):
        parse_text(MENU, name="menu.txt", now=NOW)
