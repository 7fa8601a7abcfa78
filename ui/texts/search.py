"""Words of the box that finds a situation."""

TEXTS: dict[str, tuple[str, str]] = {
    "search_open": ("用一句话说说你的情况", "Say it in your own words"),
    "search_label": ("发生了什么？", "What happened?"),
    "search_example": ("例如：寄回去了，商家不退款", "For example: sent it back, no refund"),
    "search_find": ("找一找", "Find"),
    "search_private": (
        "你写的话只用来在这里找，不进网址，不保存。",
        "What you type is only used to search here; it is not put in the address or kept.",
    ),
    "search_found": (
        "可能是这些情况。点一个，能知道的回答就填好了，之后都能改：",
        "It may be one of these. Choose one and its answers are filled in; you can change them later:",
    ),
    "search_guess": (
        "没有很像的，下面只是猜的。换个说法会更准，比如写上到哪一步、出了什么问题：",
        "Nothing is very close; these are guesses. Other words may help, such as how far it got and what went wrong:",
    ),
    "search_nothing": (
        "没找到合适的情况。换个说法试试，或者一题一题回答。",
        "Nothing fits well enough. Try other words, or answer the questions one by one.",
    ),
    "search_one_by_one": ("都不是？一题一题回答", "None of these? Answer the questions one by one"),
}
