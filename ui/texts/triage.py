"""What the page for whole tables of tickets says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "triage": ("整表处理工单", "Decide a table of tickets"),
    "triage_lead": (
        "上传工单表，每一行都会加上结论、运费谁出、下一个时限和它的到期时刻。一行一张工单，原来的列和顺序不变。",
        "Upload a table of tickets: every row gets its decision, who pays the freight, and the next deadline with "
        "the moment it ends. One ticket per row; your own columns and their order stay.",
    ),
    "triage_privacy": (
        "表只在内存里处理，不写入磁盘，不进日志；关掉页面就没有了。",
        "The table is handled in memory only: nothing is written to disk or logged, and it is gone once you close "
        "the page.",
    ),
    "triage_upload": ("工单表（CSV 或 XLSX）", "Table of tickets (CSV or XLSX)"),
    "triage_choose": ("选择文件", "Choose a file"),
    "triage_limits": (
        "最大 {most} MB；XLSX 最多 {cells} 格。更大的表请在自己的电脑上运行 python -m refund_guide triage。",
        "At most {most} MB; an XLSX file at most {cells} cells. For a larger table run "
        "python -m refund_guide triage on your own computer.",
    ),
    "triage_columns_help": (
        "列名可以是问题原文或编号，中英文都行；日期可以是 2026-11-20、2026/11/20 15:30 或 Excel 日期。",
        "Columns may be named by question or by id, in either language; dates may be 2026-11-20, 2026/11/20 15:30 "
        "or cells of Excel.",
    ),
    "triage_found": (
        "「{file}」：认出 {used} 列，{unknown} 列没有认出来（会原样留着）。",
        '"{file}": {used} columns recognised, {unknown} not (they stay as they are).',
    ),
    "triage_preview": ("前几行", "The first rows"),
    "triage_meaning": ("认出来的列", "What was recognised"),
    "triage_column": ("列", "Column"),
    "triage_holds": ("是什么", "Holds"),
    "triage_map_columns": ("没认出来的列", "Columns not recognised"),
    "triage_map_columns_why": (
        "哪一列是哪个问题或日期，请在这里选；用不到的不用管。",
        "Choose which question or date a column holds; leave alone what is of no use.",
    ),
    "triage_more_columns": ("其余 {count} 列", "The other {count} columns"),
    "triage_column_label": ("「{header}」列", 'Column "{header}"'),
    "triage_column_guess": ("「{header}」列（可能是：{guess}）", 'Column "{header}" (perhaps: {guess})'),
    "triage_not_used": ("不用这一列", "Not used"),
    "triage_map_values": ("不认识的值", "Values not recognised"),
    "triage_map_values_why": (
        "表里这些写法对应哪个答案？不选的按没有回答处理，原因会写进那一行。",
        "Which answer does each of these stand for? What you leave open counts as no answer, and its row says so.",
    ),
    "triage_value_label": ("「{value}」（{count} 行）", '"{value}" ({count} rows)'),
    "triage_value_guess": (
        "「{value}」（{count} 行，可能是：{guess}）",
        '"{value}" ({count} rows; perhaps: {guess})',
    ),
    "triage_no_answer": ("不是答案", "Not an answer"),
    "triage_more_values": (
        "还有 {count} 种写法没有列出，请先在表里统一。",
        "{count} more are not listed; please tidy them up in the table first.",
    ),
    "triage_no_columns": (
        "还没有一列认得出是哪个问题，请先在上面选。",
        "No column is recognised as a question yet; please choose above first.",
    ),
    "triage_form": ("结果存成", "Save the result as"),
    "triage_wording": ("结果里写", "Write in the result"),
    "triage_words": ("给人看的文字", "words for people"),
    "triage_ids": ("给程序用的编号", "ids for programs"),
    "triage_decide": ("开始处理", "Decide"),
    "triage_deciding": ("正在处理", "Deciding"),
    "triage_result": ("结果", "Result"),
    "triage_counts": (
        "{rows} 张工单：{decided} 张有结论，{incomplete} 张还缺回答，{with_problems} 张有问题要看。",
        "{rows} tickets: {decided} decided, {incomplete} with an open question, {with_problems} with something to "
        "look at.",
    ),
    "triage_missing": ("还缺「{ask}」的回答：{count} 张。", '"{ask}" still to be answered: {count}.'),
    "triage_download": ("下载结果", "Download the result"),
    "triage_changed": (
        "设置改过了，请再点一次「开始处理」。",
        "The settings have changed; please decide once more.",
    ),
    "triage_urgent": ("最急的工单", "The most urgent tickets"),
    "triage_urgent_why": (
        "还没过的时限，先到期的在前，最多 {most} 张；完整的在下载的文件里。",
        "Deadlines still to come, soonest first, at most {most}; the file you download holds all of them.",
    ),
    "triage_row": ("第几张", "Ticket"),
    "triage_due": ("到期", "Due"),
    "triage_deadline": ("时限", "Deadline"),
    "triage_owner": ("谁的", "Whose"),
    "triage_outcome": ("结论", "Outcome"),
    "triage_estimate": ("估算", "Estimate"),
    "triage_file": ("工单-已处理", "tickets-decided"),
}
