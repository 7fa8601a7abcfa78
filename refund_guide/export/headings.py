"""Headings and names of lines in what a plan is exported to. Every entry exists in both languages."""

from __future__ import annotations

from ..vocabulary import Language

HEADINGS: dict[str, tuple[str, str]] = {
    "refund_type": ("怎么退", "Kind of refund"),
    "chance": ("把握", "Chance"),
    "who_refunds": ("谁来退", "Who refunds"),
    "apply": ("要不要自己申请", "Must I apply"),
    "told": ("会不会通知", "Will I be told"),
    "now": ("现在就做", "Do this now"),
    "by": ("最晚", "By"),
    "deadlines": ("时限", "Deadlines"),
    "steps": ("步骤", "Steps"),
    "freight": ("运费", "Freight"),
    "evidence": ("证据清单", "Evidence"),
    "scripts": ("可以这样说", "What to say"),
    "ladder": ("还不行，往上走", "If that does not help"),
    "warnings": ("注意", "Take care"),
    "conflicts": ("网上的说法不一样", "Where other sources differ"),
    "why": ("为什么这样建议", "Why this plan"),
    "sources": ("依据", "Sources"),
    "missed": ("错过会怎样", "If missed"),
    "still_open": ("还能做什么", "Still open"),
    "repair": ("没有的话", "If missing"),
    "not_now": ("现在还不行", "Why not now"),
    "reason": ("为什么", "Why"),
    "checked": ("核对于", "checked on"),
    "stale": ("该重新核对了", "due to be checked again"),
    "needs": ("填上日期就能算出来", "Give the date to have it counted"),
    "made": ("截至", "As of"),
    "link": ("继续这个案子", "Continue this case"),
    "page": ("第 {number} 页，共 {total} 页", "Page {number} of {total}"),
    "missing_characters": (
        "□ 表示这份 PDF 的字体里没有的字符；文本和 Word 文档里是完整的。",
        "□ stands for a character the fonts of this PDF lack; the text and Word forms have it.",
    ),
    "event_you": ("最晚：{label}", "Due: {label}"),
    "event_other": ("{owner}：{label}", "{owner}: {label}"),
    "to_do": ("要做的", "To do"),
    "how_counted": ("怎么算的", "How it was counted"),
    "needs_out": (
        "{form} 不是文字，请加 --out 文件名",
        "{form} is not text; name a file with --out",
    ),
    "cannot_write": ("写不了 {file}：{why}", "Cannot write {file}: {why}"),
    "unknown_evidence": ("没有「{key}」这项证据", 'There is no evidence "{key}"'),
    "bad_link": (
        "「{value}」不是可用的网址，请写成 https://域名 或 https://域名/plan",
        '"{value}" is no usable address; write https://host or https://host/plan',
    ),
    "then": ("到期以后", "Once it has lapsed"),
}


def heading(key: str, language: Language, /, **gaps: str) -> str:
    """The heading in that language, gaps filled."""
    words = HEADINGS[key][0 if language == "zh" else 1]
    return words.format(**gaps) if gaps else words
