"""What triage says about files, rows and results, in both languages (see ``phrasebook`` for the shared words)."""

from __future__ import annotations

from ..vocabulary import Language

PHRASES: dict[str, tuple[str, str]] = {
    # what is wrong with a row
    "value": ("「{key}」列的「{value}」不认识", '"{value}" in column "{key}" is not an answer we know'),
    "ragged": (
        "这一行有 {cells} 格，表头有 {columns} 列，请核对",
        "This row has {cells} cells, the header {columns}; please check it",
    ),
    # what is wrong with a file
    "not_text": (
        "这不是文本表格；请在表格软件里另存为 CSV（UTF-8）或 XLSX",
        "This is not a text table; save it from your spreadsheet as CSV (UTF-8) or XLSX",
    ),
    "not_xlsx": (
        "这个 XLSX 文件打不开，可能损坏或加了密码；请重新另存为 XLSX 或 CSV",
        "This XLSX file cannot be opened; it may be damaged or have a password. Save it again as XLSX or CSV",
    ),
    "old_excel": (
        "这是旧版 .xls 或加密的文件；请另存为 XLSX 或 CSV",
        "This is an old .xls file, or one with a password; save it as XLSX or CSV",
    ),
    "no_rows": (
        "文件里没有工单：第一行是表头，下面每行一张工单",
        "The file holds no tickets: the first row is the header, each row below it one ticket",
    ),
    "no_columns": (
        "没有一列认得出是哪个问题；请说明哪一列是哪个问题（命令行用 --map 列名=问题，例如 --map 订单状态=status）",
        "No column is recognised as a question; say which column holds which question "
        "(on the command line --map column=question, for example --map state=status)",
    ),
    "old_line_ends": (
        "文件用的是旧式换行（只有回车）；请另存为 CSV（UTF-8）",
        "The file has old line ends (carriage returns only); save it as CSV (UTF-8)",
    ),
    "too_wide": (
        "表头有 {columns} 列，最多 {most} 列；请删掉用不到的列",
        "The header has {columns} columns, at most {most} are read; delete those you do not need",
    ),
    "long_line": (
        "有一行长得不合理，多半是少了一个引号；请检查引号",
        "A line is impossibly long, probably for want of a quotation mark; check the quotation marks",
    ),
    "too_big": (
        "文件有 {size} MB，网页最多收 {most} MB；请分成几份，或在自己的电脑上用命令行处理",
        "The file has {size} MB, this page takes at most {most} MB; "
        "split it, or use the command line on your computer",
    ),
    "bomb": (
        "这个 XLSX 文件解压后大得不合理，没有打开；请另存为 CSV",
        "This XLSX file unpacks to an unreasonable size and was not opened; save it as CSV",
    ),
    "sparse": (
        "表格几乎全空，却有内容放在很远的格子里；请删掉那些格子，或另存为 CSV",
        "The sheet is almost empty but has something in a cell far away; delete those cells, or save it as CSV",
    ),
    "sheet_too_big": (
        "超过 {cells} 格的 XLSX 要几分钟、占几 GB 内存；请用 CSV，同样的内容只要几秒",
        "An XLSX file of more than {cells} cells takes minutes and gigabytes; use CSV, which takes seconds",
    ),
    "too_many_rows": (
        "Excel 一张表最多 {most} 行；请用 CSV，没有这个限制",
        "Excel holds at most {most} rows in a sheet; use CSV, which has no such limit",
    ),
    "long_cell": (
        "有一格超过 {most} 个字，Excel 放不下；请用 CSV",
        "A cell has more than {most} characters, which Excel cannot hold; use CSV",
    ),
    "same_file": (
        "输入和输出是同一个文件；请换一个输出文件名",
        "Input and output are the same file; choose another name for the output",
    ),
    "cannot_open": ("打不开「{file}」：{reason}", 'Cannot open "{file}": {reason}'),
    "bad_map": (
        "「{value}」看不懂：请写成 列名=问题，问题或日期要存在",
        '"{value}" cannot be used: write column=question, with a question or date that exists',
    ),
    "bad_value": (
        "「{value}」看不懂：请写成 问题:文字=答案，例如 status:已完成=confirmed",
        '"{value}" cannot be used: write question:text=answer, for example status:done=confirmed',
    ),
    "bad_link": (
        "「{value}」不能作为网址：请写成 https://... ，不带问号后面的部分",
        '"{value}" cannot be used as an address: write https://... without a question mark',
    ),
    # what to know about a file that was decided
    "merged": (
        "表里有合并的单元格：只有左上角那格有内容，其他行按空白处理",
        "The sheet has merged cells: only the top left one holds the value, the others count as empty",
    ),
    "formula_cells": (
        "表里有公式：用的是上次保存的结果，输出里只有结果",
        "The sheet has formulas: their last saved results are used, and the output holds results only",
    ),
    "error_cells": (
        "表里有错误值（如 #N/A），按空白处理",
        "The sheet has error values such as #N/A; they count as empty",
    ),
    "other_sheets": (
        "文件有几张表，只处理了「{sheet}」",
        'The file has several sheets; only "{sheet}" was decided',
    ),
    "twice": (
        "「{header}」列没有用：「{key}」已经有一列了",
        'Column "{header}" was left alone: there already is one for "{key}"',
    ),
    "guess": (
        "「{header}」列没有用，可能是「{key}」；要用请加 --map {header}={key}",
        'Column "{header}" was left alone; it may be "{key}": add --map {header}={key} to use it',
    ),
    # the result
    "counts": (
        "{rows} 张工单：{decided} 张有结论，{incomplete} 张还缺回答，{with_problems} 张有问题要看",
        "{rows} tickets: {decided} decided, {incomplete} with an open question, "
        "{with_problems} with something to look at",
    ),
    "urgency": (
        "今天到期 {today}，48 小时内到期 {soon}，更晚 {later}，缺日期 {needs_date}，有时限已过 {past}",
        "Due today {today}, within 48 hours {soon}, later {later}, date needed {needs_date}, "
        "with a deadline past {past}",
    ),
    "unknown_values": (
        "「{key}」列里不认识的值：{values}；命令行用 --value {key}:文字=答案 说明",
        'Values in "{key}" that are no answers we know: {values}; say what they mean with --value {key}:text=answer',
    ),
    # the picture
    "lapse_title": ("时限什么时候到期（工单数）", "When deadlines lapse (tickets)"),
    "lapse_past": ("有时限已过", "one already past"),
    "lapse_today": ("今天到期", "today"),
    "lapse_soon": ("48 小时内", "within 48 hours"),
    "lapse_later": ("更晚", "later"),
    "lapse_needs_date": ("缺日期", "date needed"),
    "lapse_no_clock": ("没有时限", "no deadline"),
    "lapse_undecided": ("没有结论", "not decided"),
    "deciding": ("正在处理", "Deciding"),
}


def say(phrase: str, language: Language, /, **gaps: str) -> str:
    """The phrase with its gaps filled."""
    return PHRASES[phrase][0 if language == "zh" else 1].format(**gaps)
