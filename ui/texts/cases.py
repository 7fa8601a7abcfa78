"""What the page of all cases says, and what is said where two cases are compared."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "cases": ("全部情况", "All cases"),
    "cases_lead": (
        "每一组可能的回答都在这里，一共 {total} 种，连同各自的结果、运费和时限。给写话术、做培训、核对内容的人用。",
        "Every possible set of answers is here, {total} in all, with its result, freight and time limits: "
        "for people who write macros, train staff or check the content.",
    ),
    "cases_table": ("查表", "The table"),
    "cases_search": ("搜索结果和回答里的字", "Search in results and answers"),
    "cases_filters": ("筛选（{count} 个条件）", "Filters ({count})"),
    "cases_from_case": (
        "已经按网址里的情况筛好了，可以随意改。",
        "Filtered by the case in the address; change it as you like.",
    ),
    "cases_clear": ("清除筛选，看全部", "Clear the filters"),
    "cases_by_case": ("只看和当前情况一致的", "Only what fits the current case"),
    "cases_any": ("不限", "Any"),
    "cases_choose": ("请选择", "Choose"),
    "cases_results": ("结果和时限", "Result and time limits"),
    "cases_outcome": ("结果", "Result"),
    "cases_deadlines": ("时限", "Time limits"),
    "cases_link": ("方案链接", "Link to the plan"),
    "cases_count": ("符合的有 {count} 种，一共 {total} 种", "{count} of {total} cases"),
    "cases_none": (
        "没有符合的情况。去掉一个条件，或换个词试试。",
        "No case fits. Remove a filter or try another word.",
    ),
    "cases_select": (
        "点一行最左边的格子，看那一种情况。",
        "Click the leftmost cell of a row to look at that case.",
    ),
    "cases_chosen": ("选中的情况", "The chosen case"),
    "cases_open": ("打开这种情况的方案", "Open the plan of this case"),
    "cases_use": ("用在下面的决策图和对比里", "Use it in the map and the comparison below"),
    "cases_csv": ("下载 CSV", "Download CSV"),
    "cases_xlsx": ("下载 Excel", "Download Excel"),
    "cases_download": ("下载的是筛选出来的全部 {count} 行。", "The download holds all {count} rows that fit."),
    "cases_file": ("退款情况", "refund-cases"),
    # map
    "cases_map": ("决策图", "Map of the questions"),
    "cases_map_why": (
        "每个问题只画一次。右边写着选这些回答以后去哪一题；同一个回答写了几处，是因为还要看前面怎么答。",
        "Each question stands here once. To the right of the answers is the question they lead to; an answer that "
        "stands in several places depends on earlier answers.",
    ),
    "cases_map_open": ("看图", "Show the map"),
    "cases_map_alt": (
        "决策图：{count} 个问题从上到下，线从回答通到下一题或方案。下面有文字版。",
        "Map: {count} questions from top to bottom, with lines from answers to the next question or the plan. "
        "The same in words is below.",
    ),
    "cases_map_words": ("文字版", "The map in words"),
    "cases_to": ("{answers} → 第 {number} 题", "{answers} → question {number}"),
    "cases_to_plan": ("{answers} → 方案", "{answers} → plan"),
    "cases_taken": ("当前情况：{answer}", "this case: {answer}"),
    # comparison
    "cases_compare": ("两种情况有什么不同", "What differs between two cases"),
    "cases_compare_open": ("对比", "Compare"),
    "cases_compare_none": (
        "先要有一种答完的情况：在上面的表里选一行，或者去回答问题。",
        "This needs a finished case: choose a row of the table above, or answer the questions.",
    ),
    "cases_compare_why": (
        "改一个或几个回答，看看什么会变。",
        "Change one or more answers and see what changes.",
    ),
    "cases_compare_other": ("另一种情况的方案", "The plan of the other case"),
    "cases_compare_reset": ("改回来", "Undo the changes"),
    # difference
    "diff_what": ("项目", "What"),
    "diff_before": ("当前情况", "This case"),
    "diff_after": ("另一种情况", "The other case"),
    "diff_same": ("方案完全一样。", "The plan is the same."),
    "diff_gone": ("不再有", "No longer"),
    "diff_new": ("多出", "New"),
    "diff_changed": ("有变化", "Changed"),
    "diff_freight_why": ("运费为什么这样：{why}", "Why the freight is so: {why}"),
    "diff_clock": ("{label}（{owner}）：{rule}", "{label} ({owner}): {rule}"),
    "diff_due": ("，到 {moment}", ", due {moment}"),
    "diff_from_to": ("{label}：{before} → {after}", "{label}: {before} → {after}"),
    "diff_without_limit": ("没有时限", "no time limit"),
    "diff_ladder": ("能走的路", "Routes"),
    "diff_assumed": (
        "另一种情况里才问的题，先按「不确定」算：{asks}",
        'Asked only in the other case, and taken as "not sure" here: {asks}',
    ),
    "diff_ask_first": ("要先回答「{ask}」才知道", 'This depends on "{ask}"'),
    "diff_ask_first_link": ("去回答", "Answer it"),
    "diff_short_freight": ("运费：{payer}", "Freight: {payer}"),
    "diff_short_kind": ("改为{kind}", "Becomes: {kind}"),
    "diff_short_count": ("{what} {count} 处", "{what}: {count}"),
    "diff_short_same": ("不变", "no change"),
    # what if
    "what_if": ("如果情况不一样", "What if it were different?"),
    "what_if_why": (
        "选一个问题，看看换一个回答会变什么。你现在的回答不会改。",
        "Choose a question to see what another answer would change. Your own answers stay as they are.",
    ),
    "what_if_question": ("换哪一题的回答", "Which question"),
    "what_if_now": ("你现在的回答：{label}", "Your answer now: {label}"),
    "what_if_plan": ("看这种情况的方案（新窗口）", "See the plan for this (new window)"),
}
