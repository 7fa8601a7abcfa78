"""Which characters the fonts of the case file hold, and what stands for those they do not.

The one definition: ``tools/subset_font.py`` makes the fonts from it, and ``as_pdf`` asks it before it
draws what somebody typed. Reading the font itself would
need another library at run time.
"""

from __future__ import annotations

import re

MISSING = "□"
"""Stands for a character the fonts lack: to be seen, and to be searched for."""

RANGES = (
    (0x20, 0x7E),  # Latin
    (0xA0, 0x103),
    (0x2C9, 0x2CB),
    (0x391, 0x3A1),  # Greek
    (0x3A3, 0x3A9),
    (0x3B1, 0x3C9),
    (0x401, 0x401),  # Cyrillic
    (0x410, 0x44F),
    (0x451, 0x451),
    (0x2010, 0x2016),  # punctuation, signs, arrows, numbers in circles, shapes
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2025, 0x2027),
    (0x2030, 0x2030),
    (0x2032, 0x2033),
    (0x203B, 0x203B),
    (0x20AC, 0x20AC),
    (0x2103, 0x2103),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2160, 0x216B),
    (0x2190, 0x2199),
    (0x2260, 0x2262),
    (0x2264, 0x2265),
    (0x2460, 0x249B),
    (0x25A0, 0x25A1),
    (0x25B2, 0x25B3),
    (0x25C6, 0x25C7),
    (0x25CB, 0x25CC),
    (0x25CE, 0x25CF),
    (0x2605, 0x2606),
    (0x2713, 0x2713),
    (0x3000, 0x3020),
    (0x3041, 0x3096),  # kana
    (0x309B, 0x30FF),
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
)
FROM_THE_ENGINE = ((0x104, 0x17E), (0x386, 0x3CE), (0x400, 0x45F), (0x5D0, 0x5EA), (0x621, 0x63A), (0x640, 0x652))
"""More Latin, Greek and Cyrillic, Hebrew and Arabic (from right to left): Typst's own fonts draw them."""
IN_NAMES = frozenset(
    "堃喆祎玥珺垚犇骉龑翀昇甯嬿璟赟陞頔暐彧昉禛珝玙琎珩琋瑀瑄瑆璠璘旻昕昳晗晞暄曈煊煜熠燚焱烨炘钰铄鋆锴镕婳妤姣嫚姵婧嫣娅媞屹岚峣嵘嵩翊翎翾"
    "芃芮苒荇菡萱蔓蕴薇藜沅沺泠洺浛涢淏淼湉湫溦滢漪澍濛瀚灏堉垣埕彬忻怡恺惟懿扬攸敔斓朔杺柃柠栩桉桐梓棠榆槿樾毓珈珏珞珮琅琏琨琪琬琰瑗瑜瑾璇璐璨"
    "祺祯禹稷穆筠筱箬籽绮缇羿翡耘聿胤舸蓁裴裳襄觅诩谧谡轩逸邈郗郝鄞钊钤铖锟镒閆闫雱霁霏霖霭靖韫韬韵颀颢飒飏馥骁骅骐骞鸢鹄鹏麒麓黛鼐齐"
)
"""Characters of names and shops that the lists below leave out (some are in them as well)."""

_CONTROLS = re.compile(
    # What no file format can hold, and what would turn the direction of the text around it.
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufdd0-\\ufdef\\ufff0-\\uffff]"
    "|[\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U000e0000-\\U000e007f\\U000ffffe-\\U0010ffff]"
)
_INVISIBLE = re.compile("[\\u00ad\\u200b-\\u200d\\u2060-\\u2065\\ufe00-\\ufe0f\\ufeff]")


def plain(text: str) -> str:
    """What somebody typed, without the characters that are not text: any file format can hold the rest."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def drawable(text: str) -> str:
    """The text with ``MISSING`` for what the fonts lack. Joined emoji count as one character."""
    shown = _INVISIBLE.sub("", _join_emoji(text))
    return "".join(character if is_drawable(character) else MISSING for character in shown)


def is_drawable(character: str) -> bool:
    """Whether the case file can show the character."""
    code = ord(character)
    if character == "\n" or any(first <= code <= last for first, last in (*RANGES, *FROM_THE_ENGINE)):
        return True
    return is_hanzi(character)


def is_hanzi(character: str) -> bool:
    """Simplified characters of GB 2312, the usual traditional ones of Big5, and those of names."""
    if not 0x4E00 <= ord(character) <= 0x9FFF:
        return False
    return character in IN_NAMES or _encodes(character, "gb2312", 0xF7) or _encodes(character, "big5", 0xC6)


def _encodes(character: str, encoding: str, last_row: int) -> bool:
    try:
        return character.encode(encoding)[0] <= last_row
    except UnicodeEncodeError:
        return False


def _join_emoji(text: str) -> str:
    """One picture of several people is one character to whoever typed it; so is one with a skin colour."""
    text = re.sub("\u200d[^\\w\\s]", "", text)
    return re.sub("[\U0001f3fb-\U0001f3ff\u20e3]", "", text)
