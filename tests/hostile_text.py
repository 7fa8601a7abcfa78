"""What people and attackers type into a form, to be shown as typed by every form a plan can take."""

TYPED: dict[str, str] = {
    "typst": '#panic("x") $a$ *b* _c_ `d` <e> @f // /* \\ #let x = 1; #image("/etc/passwd")',
    "markdown": "[a](javascript:alert(1)) **b** ![c](http://x/y.png) `d` # e | f ~~g~~ <script>alert(1)</script>",
    "heading": "# Not a heading\n- not a list\n1. nor this\n> nor that\n---\n    code",
    "formula": '=HYPERLINK("http://x","y") +1 -1 @SUM(1) \t=cmd|\' /C calc\'!A0',
    "calendar": "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x;y,z\\n",
    "gaps": "{order_number} {0} {} %s ${x} {{y}}",
    "emoji": "😀👨‍👩‍👧‍👦👍🏽🇨🇳1️⃣❤️",
    "right_to_left": "שלום عليكم \u202eevil\u202c abc \u2066x\u2069",
    "rare": "𠮷野家 龑 龘 ﷽ ẞ 한글 ไทย",
    "controls": "a\x00b\x07c\x1b[31md\x7fe\u2028f\ufffeg\ud800h\ufeffi",
    "long_word": "x" * 5000,
    "long_chinese": "长" * 5000,
    "long_sentence": "订单 order 12345，" * 330,
    "blank": " \n\n ",
}
