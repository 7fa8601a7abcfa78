"""What the page says that shows how far the content can be relied on."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "proof": ("核对情况", "Proof"),
    "proof_title": ("内容可不可靠", "Can the content be relied on?"),
    "proof_lead": (
        "打开这一页时，程序刚把内容文件检查了一遍。下面的数字都是现在的。",
        "The content file was checked when this page was opened. The figures below are live.",
    ),
    "proof_running": ("正在检查每一种情况，几秒钟就好……", "Checking every case; this takes a few seconds …"),
    "proof_sound": (
        "全部通过：{sets} 组回答，每组有且只有一个结果、一条运费规则，都有步骤、证据、出路和依据。",
        "All passed: {sets} answer sets, each with exactly one result and one freight rule, and with steps, "
        "evidence, a way on and sources.",
    ),
    "proof_unsound": ("发现 {count} 个问题", "{count} problems were found"),
    "proof_older": (
        "文件的新版本没有通过检查，大家看到的还是上一个没问题的版本。下面的问题来自新版本。",
        "The new version of the file did not pass; everybody still sees the last sound one. "
        "The problems below are those of the new version.",
    ),
    "proof_day": ("检查于 {day}", "checked on {day}"),
    "proof_outcomes": ("结果", "Outcomes"),
    "proof_sets": ("可能的回答", "Answer sets"),
    "proof_questions": ("问题", "Questions"),
    "proof_clocks": ("时限规则", "Rules on time"),
    "proof_sources": ("依据", "Sources"),
    "proof_checks": ("查了什么", "What is checked"),
    "proof_passed": ("通过", "passed"),
    "proof_failed": ("{count} 个问题", "{count} problems"),
    "proof_skipped": ("没有查到这一步", "not reached"),
    "proof_check_file": ("文件读得出，没有重复和危险的写法", "The file can be read; nothing is repeated or unsafe"),
    "proof_check_shape": ("每一项该有的都有，没有多余的", "Every item has what it needs and nothing unknown"),
    "proof_check_names": ("引用的题、回答、依据都存在，都用得上", "Whatever is named exists, and is used"),
    "proof_check_numbers": (
        "每个数字都有依据和起算日，时限都有起点",
        "Every number has a source and a day it holds from, every clock a start",
    ),
    "proof_check_sentences": ("中英文的空格和数字一致", "Chinese and English agree in gaps and numbers"),
    "proof_check_cases": (
        "走遍每一组回答：结果和运费不多不少各一个",
        "Every answer set is walked: one result and one freight rule, no more, no less",
    ),
    "proof_problems": ("要改的地方", "What to repair"),
    "proof_more_problems": ("还有 {count} 个", "and {count} more"),
    "proof_disputed": ("和网上说法不同的时限", "Clocks that differ from what the web says"),
    "proof_disputed_why": (
        "有 {count} 条时限，网上有别的说法。每条写明我们用多长、别处怎么说、为什么不用。",
        "For {count} clocks other things are said elsewhere: here is what we use, what they say, and why not that.",
    ),
    "proof_clock": ("{label}：{length}", "{label}: {length}"),
    "proof_clocks_here": ("我们用的：", "What we use: "),
    "proof_other_disputes": ("其他和网上说法不同的地方", "Other points on which the web differs"),
    "proof_recheck": ("该重新核对的依据", "Sources due to be checked again"),
    "proof_recheck_none": (
        "现在没有过期的。最早要重新核对的是 {day}，共 {count} 条。",
        "None is overdue. The next are due on {day}: {count}.",
    ),
    "proof_recheck_some": (
        "有 {count} 条过了该核对的日子。用到它们的方案会注明，其他方案不受影响。",
        "{count} are past their day. Plans that use them say so; other plans are not affected.",
    ),
    "proof_recheck_line": ("{title}（应在 {day} 前）", "{title} (by {day})"),
    "proof_ages": ("全部依据和核对时间", "All sources and when they were read"),
    "proof_source": ("依据", "Source"),
    "proof_confidence": ("读到什么程度", "How it was read"),
    "proof_checked": ("核对日期", "Read on"),
    "proof_age": ("几天前", "Days ago"),
    "proof_next": ("下次核对", "Next"),
}
