"""Text dumps of made-up stories, to import."""

from pathlib import Path

STORY = """Seoul weighs its answer {number}

By Kim Min-su

SEOUL, Oct 24, 2024 - South Korea said on Thursday that it would review sending weapons, its
president told reporters after meeting his guest from Warsaw, report number {number}.

The two leaders condemned the deployment as a threat to the security of the whole world, and
agreed to meet again before the year ends to go on with talk number {number}.
"""


def write_stories(folder: Path, count: int) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:03}.txt" for number in range(count)]
    for number, file in enumerate(files):
        file.write_text(STORY.format(number=number), encoding="utf-8")
    return files
