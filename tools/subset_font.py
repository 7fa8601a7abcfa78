"""Make the fonts of the case file from Debian's Noto Sans CJK, small enough for the repository.

    sudo apt-get install fonts-noto-cjk
    python -m tools.subset_font [FOLDER_OF_THE_FONTS]

Regular holds what ``refund_guide.export.drawable`` names; Bold the commonest characters (level 1 of
GB 2312) and whatever the knowledge file uses. What Bold lacks is drawn with Regular. Needs doing again
only when that list changes or the knowledge file uses a character neither holds; a test says so.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from refund_guide.export.drawable import RANGES, is_hanzi
from refund_guide.tree import DEFAULT_FILE

DEBIAN = Path("/usr/share/fonts/opentype/noto")
FONTS = Path(__file__).resolve().parent.parent / "refund_guide/fonts"
FAMILY = "Noto Sans CJK SC"


def main(folder: Path) -> None:
    signs = {code for first, last in RANGES for code in range(first, last + 1)}
    hanzi = {code for code in range(0x4E00, 0xA000) if is_hanzi(chr(code))}
    used = {ord(character) for character in DEFAULT_FILE.read_text(encoding="utf-8") if character.isprintable()}
    common = {code for code in hanzi if chr(code).encode("gb2312", "replace")[0] in range(0xB0, 0xD8)}
    subset(folder / "NotoSansCJK-Regular.ttc", signs | hanzi | used, FONTS / "NotoSansSC-Regular.otf")
    subset(folder / "NotoSansCJK-Bold.ttc", signs | common | used, FONTS / "NotoSansSC-Bold.otf")


def subset(collection: Path, characters: set[int], target: Path) -> None:
    fonts: list[TTFont] = TTCollection(str(collection)).fonts
    font = next(one for one in fonts if one["name"].getDebugName(1) == FAMILY)
    # Upright lines and alternate forms go, but for the narrow quotation marks of English (pwid).
    # The copyright and licence of the font stay in it.
    options = Options(hinting=False, layout_features=["kern", "pwid"], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.save(str(target))
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEBIAN)
