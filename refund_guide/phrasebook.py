"""Words for states, owners, counting steps and unusable input, in both languages.

Not advice and not rules: those live in the knowledge file. ``wording`` fills the gaps.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # state of a deadline
    "needs_date": ("需要日期", "needs a date"),
    "running": ("进行中", "running"),
    "due_today": ("今天到期", "due today"),
    "passed": ("已过", "passed"),
    "estimate": ("估算", "estimate"),
    # whose deadline
    "you": ("你", "you"),
    "seller": ("商家", "seller"),
    "platform": ("平台", "platform"),
    "bank": ("支付机构", "payment provider"),
    "courier": ("快递公司", "courier"),
    "authority": ("主管部门", "authority"),
    # who pays the freight
    "payer_buyer": ("你付退货运费", "You pay the return freight"),
    "payer_seller": ("商家付运费", "The seller pays the freight"),
    "payer_nobody": ("没有运费", "No freight to pay"),
    "payer_unsettled": ("运费没有定论", "Who pays is not settled"),
    # kind of refund
    "cancel": ("取消订单", "cancel the order"),
    "refund_only": ("仅退款", "refund only"),
    "return_refund": ("退货退款", "return and refund"),
    "exchange": ("换货", "exchange"),
    "none": ("没有退款", "no refund"),
    # chance
    "chance_high": ("把握很大", "very likely"),
    "chance_good": ("把握较大", "likely"),
    "chance_open": ("不一定", "open"),
    "chance_low": ("希望不大", "unlikely"),
    "chance_none": ("没有退款可拿", "no refund to be had"),
    # ladder
    "open": ("现在可用", "open now"),
    "not_yet": ("还没到时候", "not yet"),
    "closed": ("走不通", "closed"),
    "opens_on": ("{moment} 起可用", "opens {moment}"),
    # evidence
    "required": ("必备", "required"),
    "helpful": ("有更好", "helpful"),
    # confidence of a source
    "full_text": ("读过全文", "full text read"),
    "excerpt": ("读过摘录", "excerpt read"),
    "weak": ("依据较弱", "weak source"),
    "inference": ("推断", "inference"),
    # time left
    "left": ("还剩 {span}", "{span} left"),
    "ago": ("已过 {span}", "{span} ago"),
    # the timeline of a plan
    "not_started": ("还没开始算", "not counting yet"),
    "whose_you": ("你的时限", "yours"),
    "whose_seller": ("商家的时限", "the seller's"),
    "whose_platform": ("平台的时限", "the platform's"),
    "whose_bank": ("支付机构的时限", "the payment provider's"),
    "whose_courier": ("快递公司的时限", "the courier's"),
    "whose_authority": ("主管部门的时限", "the authority's"),
    "timeline": ("时限时间线，截至 {moment}", "Timeline of the deadlines as of {moment}"),
    "timeline_sentence": (
        "{label}：{due}，{left}，从 {start} 起算，{owner}，{status}。",
        "{label}: {due}, {left}, counted from {start}, {owner}, {status}.",
    ),
    "timeline_sentence_undated": ("{label}：{length}，{owner}，{status}。", "{label}: {length}, {owner}, {status}."),
    "timeline_today": ("今天：{moment}", "Today: {moment}"),
    "timeline_from": ("从 {moment} 起算", "counted from {moment}"),
    "timeline_range": ("{due}（最早 {earliest}）", "{due} (earliest {earliest})"),
    "timeline_earliest": ("最早 {moment}", "earliest {moment}"),
    "about": ("约 {span}", "about {span}"),
    "timeline_later": ("{span}后", "{span} later"),
    "timeline_undated": ("填上日期才能算的时限", "Deadlines that need a date"),
    "timeline_own_scale": (
        "横条从起算画到到期，各按自己的比例；竖线是今天",
        "Each bar runs from start to due on its own scale; the upright line is today",
    ),
    "timeline_hatched": ("斜线：已过", "Slanting lines: passed"),
    "timeline_striped": ("竖纹：最早到最晚之间，随时可能到", "Upright lines: any time from earliest to latest"),
    "timeline_column_label": ("时限", "Deadline"),
    "timeline_column_owner": ("谁的", "Whose"),
    "timeline_column_start": ("从何时算", "Counted from"),
    "timeline_column_due": ("到期", "Due"),
    "timeline_column_left": ("还剩", "Left"),
    "timeline_column_status": ("状态", "State"),
    # the map of the questions
    "map_title": ("决策图：{count} 个问题，怎么走到方案", "Map of the {count} questions and the ways to the plan"),
    "map_plan": ("方案", "plan"),
    "map_more": ("{answers} 等 {count} 个", "{answers} and others, {count} in all"),
    "map_here": ("粗框、粗线和 ✓：现在的情况", "Thick frames and lines and ✓: this case"),
    # how a deadline counts, date or no date
    "rule_from_event": ("{event}后 {length}内", "{length} from {event}"),
    "rule_from_next_day": ("{event}次日起 {length}内", "{length}, counted from the day after {event}"),
    "rule_same_day": ("{event}当天 24:00 前", "by 24:00 of the {event}"),
    "rule_from_deadline": ("「{event}」到期后 {length}内", '{length} after "{event}" falls due'),
    # how a deadline was counted
    "count_start": ("起点：{event}，{moment}", "Start: {event}, {moment}"),
    "count_start_deadline": ("起点：「{event}」到期，{moment}", 'Start: "{event}" falls due, {moment}'),
    "count_start_day": ("起点：{event}，{moment}（没有填时刻）", "Start: {event}, {moment} (no time of day given)"),
    "count_safe": (
        "没有时刻，为稳妥从当天 0:00 算起",
        "Without a time of day we count from 00:00 of that day, to be safe",
    ),
    "count_late": (
        "没有时刻，最晚从当天 24:00 算起",
        "Without a time of day we count from 24:00 of that day at the latest",
    ),
    "count_hours": ("{length}，逐小时连续计算，节假日不停", "{length}, counted without a break, holidays included"),
    "count_days": ("{length}，按自然日计算", "{length}, calendar days"),
    "count_next_day": ("当天不算，从次日 {moment} 起算", "The day itself does not count; day one is {moment}"),
    "count_same_day": ("当天之内", "Within that day"),
    "count_working": ("{length}：跳过 {skipped}", "{length}: skipping {skipped}"),
    "count_working_plain": ("{length}：中间没有休息日", "{length}: no rest days in between"),
    "count_make_up": ("调休上班日照算：{days}", "Make-up working days count: {days}"),
    "count_moved": ("最后一天 {moment} 是休息日，顺延", "The last day, {moment}, is a rest day and moves on"),
    "count_estimate": (
        "{year} 年的放假安排尚未公布，只按周末估算，公布后请再查",
        "The holiday calendar of {year} is not published yet; estimated with weekends only, please check again",
    ),
    "count_end": ("到期：{moment}", "Due: {moment}"),
    "count_range": ("最早 {earliest}，最晚 {latest}", "Earliest {earliest}, latest {latest}"),
    # what was wrong with a link or a command
    "unknown_question": (
        "没有「{key}」这个问题或日期，已忽略",
        'There is no question or date "{key}"; it was ignored',
    ),
    "unknown_answer": (
        "问题「{key}」没有「{value}」这个答案，可选：{choices}",
        'Question "{key}" has no answer "{value}"; possible: {choices}',
    ),
    "does_not_apply": (
        "「{key}={value}」和其他回答对不上，已去掉",
        "{key}={value} does not fit the other answers and was dropped",
    ),
    "date_form": (
        "「{key}」的日期「{value}」看不懂，请写成 2026-11-20 或 2026-11-20T15:30",
        'The date "{value}" for "{key}" cannot be read; write 2026-11-20 or 2026-11-20T15:30',
    ),
    "date_calendar": ("「{key}」的日期「{value}」不存在", 'The date "{value}" for "{key}" does not exist'),
    "date_range": (
        "「{key}」的日期「{value}」太早或太晚，年份要在 {first}–{last} 之间",
        'The date "{value}" for "{key}" is too early or too late; the year must be {first}–{last}',
    ),
    "date_future": (
        "「{key}」的日期「{value}」还没到，请核对",
        'The date "{value}" for "{key}" lies in the future; please check it',
    ),
    "date_order": (
        "「{key}」（{value}）早于「{other}」（{before}），请核对先后",
        '"{key}" ({value}) is earlier than "{other}" ({before}); please check the order',
    ),
    "repeated": ("「{key}」写了两次，用的是「{value}」", '"{key}" was given twice; "{value}" is used'),
    # what was wrong with a saved case
    "save_too_large": (
        "这个文件太大了（最多 {limit} KB），不是这里保存的。什么都没有改",
        "This file is too large (at most {limit} KB), so it was not saved here. Nothing was changed",
    ),
    "save_not_text": (
        "这个文件不是文本，打不开。请选择从这里保存的 .json 文件。什么都没有改",
        "This file is not text and cannot be opened. Please choose a .json file saved here. Nothing was changed",
    ),
    "save_not_json": (
        "这个文件的内容不完整或被改过，打不开。请换一个。什么都没有改",
        "The content of this file is incomplete or was altered, so it cannot be opened. "
        "Please choose another. Nothing was changed",
    ),
    "save_not_ours": (
        "这个文件不是从这里保存的。什么都没有改",
        "This file was not saved here. Nothing was changed",
    ),
    "save_older": (
        "这个文件是旧版本（{found}）保存的，现在用的是 {current}，打不开。请重新回答一遍。什么都没有改",
        "This file was saved by an older version ({found}); this is {current}, so it cannot be opened. "
        "Please answer the questions again. Nothing was changed",
    ),
    "save_newer": (
        "这个文件是更新的版本（{found}）保存的，现在用的是 {current}。请刷新页面再试。什么都没有改",
        "This file was saved by a newer version ({found}); this is {current}. "
        "Please reload the page and try again. Nothing was changed",
    ),
    "save_unknown_key": (
        "文件里有不认识的内容「{key}」，没有打开。什么都没有改",
        'The file has an unknown entry "{key}" and was not opened. Nothing was changed',
    ),
    "save_wrong_type": (
        "文件里「{key}」的内容不对，没有打开。什么都没有改",
        'The entry "{key}" of the file is not as it should be, so it was not opened. Nothing was changed',
    ),
    "save_unknown_tick": (
        "文件里勾选的证据「{key}」现在没有了，已忽略",
        'The file ticks "{key}", which is no longer on the list; it was ignored',
    ),
    "save_unknown_field": (
        "文件里的「{key}」现在没有地方填，已忽略",
        'The file has text for "{key}", which is not asked for any more; it was ignored',
    ),
    "not_a_pair": ("「{value}」看不懂，请写成 问题=答案", '"{value}" cannot be read; write question=answer'),
    "no_rule": (
        "知识文件对这种情况没有唯一的规则（{block}），算不出方案；请运行 check 查看",
        "The knowledge file has no single rule for this case ({block}), so there is no plan; run check to see why",
    ),
    "answers_missing": ("还要回答：{question}", "Still to be answered: {question}"),
}
