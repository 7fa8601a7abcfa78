"""The words of the interface, Chinese and English. No advice and no rules: those live in the knowledge file."""

from __future__ import annotations

from refund_guide.vocabulary import Language

TEXTS: dict[str, tuple[str, str]] = {
    # frame
    "brand": ("小红书退款向导", "Refund Guide"),
    "this_language": ("中文", "English"),
    "sources": ("依据", "Sources"),
    "about": ("关于", "About"),
    "checked": ("内容核对到 {day}", "Content checked on {day}"),
    "more_notices": ("还有 {count} 处也没有用上", "{count} more were not used either"),
    "page_failed": (
        "页面出错了，请刷新。你的回答在网址里，不会丢。",
        "Something went wrong on this page. Please reload it: your answers are in the address and are not lost.",
    ),
    "knowledge_broken": (
        "内容文件暂时不能用，正在修复。请稍后再打开这个网址，你的回答都在里面。",
        "The content cannot be used at the moment and is being repaired. "
        "Please open this address again later: it holds your answers.",
    ),
    "comma": ("，", ", "),
    # what was dropped
    "dropped": (
        "「{ask}」的回答「{label}」和现在的情况对不上，已去掉",
        'The answer "{label}" to "{ask}" no longer fits and was dropped',
    ),
    "unknown_answer": (
        "网址里「{ask}」的回答「{value}」不认识，请重新选",
        'The address has an unknown answer "{value}" to "{ask}"; please choose again',
    ),
    "unknown_value": (
        "网址里的「{key}={value}」看不懂，已忽略",
        'The address has "{key}={value}", which means nothing here; it was ignored',
    ),
    # start
    "start_title": ("想退款，先看这里", "Your refund, step by step"),
    "start_lead": (
        "回答几个简单的问题，就知道：能退什么、运费谁出、今天先做什么、最晚到哪天，还有可以直接发给商家的话。",
        "Answer a few simple questions and see what you can get, who pays the freight, what to do today and by when, "
        "with messages ready to send.",
    ),
    "start_for": (
        "给在小红书买了东西、退款遇到麻烦的人。最多 {most} 个问题，不用登录。",
        "For people who bought something on Xiaohongshu and have trouble with the refund. "
        "At most {most} questions, no login.",
    ),
    "entry_refund": ("我想退款", "I want a refund"),
    "way_refund": ("开始回答", "Start"),
    "entry_parcel": ("包裹没收到", "My parcel is missing"),
    "way_on_the_way": ("已发货，一直没到", "It was dispatched and has not arrived"),
    "way_signed_not_received": ("显示已签收，但我没收到", "It is shown as signed for, but I did not get it"),
    "entry_stuck": ("退款卡住了", "My refund is stuck"),
    "way_seller_stalls": ("申请了，商家不处理或拒绝", "I applied; the seller does not act or refuses"),
    "way_approved_no_money": ("同意了，还没退完", "It was approved and is not finished"),
    "way_nothing_returned": ("显示退款成功，钱没到", "It says refunded, but there is no money"),
    "continue_case": ("继续刚才的情况", "Go on with your case"),
    "usage_statistics": (
        "有些托管网站会统计访问，看得到网址；所以网址里只放选项编号和日期。",
        "Some hosts count visits and see the address; that is why it holds only option codes and dates.",
    ),
    # form
    "left_exact": ("还有 {most} 个问题", "{most} questions left"),
    "left_range": ("还有 {fewest}–{most} 个问题", "{fewest}–{most} questions left"),
    "last_question": ("最后一个问题", "Last question"),
    "changing": ("正在修改", "Changing this answer"),
    "how_to_see": ("怎么看：", "Where to look: "),
    "chosen": ("（已选）", "(chosen)"),
    "back": ("上一题", "Previous question"),
    "back_to_start": ("回到开始", "Back to the start"),
    "your_answers": ("你的回答（{count}）", "Your answers ({count})"),
    "change": ("修改", "Change"),
    "all_answered": ("问题都答完了", "All questions are answered"),
    "see_plan": ("看方案", "See the plan"),
    # plan
    "your_plan": ("你的方案", "Your plan"),
    "kind": ("退款方式", "Refund type"),
    "freight": ("运费", "Freight"),
    "chance": ("把握", "Chance"),
    "chance_details": ("为什么是这个把握、钱由谁退", "Why this chance, and who refunds"),
    "now": ("现在就做", "Do this now"),
    "by": ("最晚 {moment}，{left}", "By {moment}, {left}"),
    "by_rule": ("时限：{rule}", "Time limit: {rule}"),
    "deadlines": ("时限", "Deadlines"),
    "dates": ("填日期，算出最晚到哪天几点（{count} 个）", "Give dates to see the exact day and hour ({count})"),
    "dates_why": (
        "只填你知道的。按北京时间算；不填也能看下面的做法。",
        "Give only those you know; counted in Beijing time. The plan works without them too.",
    ),
    "time_of_day": ("几点（可不填）", "Time (optional)"),
    "whose": ("{owner}的时限", "Whose: {owner}"),
    "needs_date": ("填上「{event}」的日期就能算", 'Give the date of "{event}" to have it counted'),
    "if_missed": ("错过会怎样：", "If it passes: "),
    "still_open": ("之后还能做：", "Still open then: "),
    "how_counted": ("怎么算的", "How it is counted"),
    "passed_hint": (
        "按你填的日期，「{deadline}」已经过了，情况和刚才的回答不一样了。",
        'By your dates, "{deadline}" has passed, so your answers no longer describe the case.',
    ),
    "passed_change": ("按新的情况看方案", "See the plan for this"),
    "steps": ("步骤", "Steps"),
    "evidence": ("证据", "Evidence"),
    "needed": ("【{need}】{text}", "{text} ({need})"),
    "evidence_progress": ("必备的已有 {have} / {all}", "Required: {have} of {all} ready"),
    "repair": ("缺了怎么补", "If something is missing"),
    "scripts": ("可以这样说", "What to say"),
    "scripts_gaps": ("复制后，把【】里的内容换成你自己的再发送。", "Copy it, then replace what stands in [ ]."),
    "script_full": ("更完整的写法", "The longer version"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "to": ("发给：{to}", "To: {to}"),
    "to_seller": ("商家", "the seller"),
    "to_platform": ("平台客服", "the platform's service"),
    "to_courier": ("快递公司", "the courier"),
    "to_payment": ("支付渠道", "the payment provider"),
    "to_authority": ("主管部门", "the authority"),
    "to_apple": ("Apple", "Apple"),
    "to_bank": ("银行", "the bank"),
    "to_buyer": ("买家", "the buyer"),
    "ladder": ("还不行，往上走", "If that does not help"),
    "ladder_why": ("从上到下，一步一步来；点开看怎么做。", "From top to bottom; open one to see how."),
    "warnings": ("注意", "Take care"),
    "apply": ("要不要自己申请", "Must I apply myself?"),
    "told": ("会不会通知我", "Will I be told?"),
    "goes_on": ("有新情况", "Something new?"),
    "goes_on_why": ("前面的回答都会保留，只改有变化的那一题。", "Your other answers are kept."),
    "seller_answered": ("商家答复了……", "The seller answered …"),
    "why": ("为什么这样建议（{count} 条依据）", "Why this plan ({count} sources)"),
    "why_answers": ("你的每个回答", "Each of your answers"),
    "backed_by": ("依据 {numbers}", "Sources {numbers}"),
    "plan_sources": ("这份方案的依据", "Sources of this plan"),
    "list_comma": ("、", ", "),
    "checked_on": ("核对于 {day}", "checked on {day}"),
    "recheck_due": ("该重新核对了", "due to be checked again"),
    "conflicts": ("网上的说法不一样", "Where other sources differ"),
    "conflicts_why": (
        "网上还能看到别的说法。这里写明各自怎么说、我们用哪个、为什么。",
        "Other things are said elsewhere. Here is who says what, what we go by, and why.",
    ),
    "says": ("：", ": "),
    "they_say": ("别处的说法", "What is said elsewhere"),
    "we_say": ("我们按这个：", "We go by: "),
    "because": ("因为：", "Because: "),
    "take_away": ("保存和分享", "Keep and share"),
    "take_away_why": (
        "复制这个链接，随时回到这份方案；里面只有选项和日期。",
        "Copy this link to come back to this plan at any time; it holds only options and dates.",
    ),
    "start_over": ("重新开始", "Start over"),
    "not_finished": ("还差几个问题才有方案", "A few questions are still open"),
    "go_on": ("继续回答", "Go on"),
    "no_rule": ("这种情况，我们还给不出方案", "We have no plan for this case yet"),
    "no_rule_why": (
        "内容里没有对应这组回答的规则，我们不猜。请改一下回答，或直接从 App 里的「帮助与客服」找人工。",
        "There is no rule for this set of answers, and we do not guess. "
        "Please change an answer, or ask a person through 「帮助与客服」 (Help and support) in the app.",
    ),
    "no_rule_change": ("修改回答", "Change an answer"),
    # sources
    "sources_title": ("依据与时效", "Sources and how fresh they are"),
    "sources_lead": (
        "共 {count} 条依据，整份内容核对到 {day}。每条写明说了什么、从哪天起有效、什么时候核对的。",
        "{count} sources; the whole content was checked on {day}. Each says what it states, "
        "since when, and when it was last read.",
    ),
    "effective_from": ("{day} 起有效", "effective from {day}"),
    "until": ("到 {day} 为止", "until {day}"),
    "kind_law": ("法律", "Laws"),
    "kind_regulation": ("法规和部门规章", "Regulations"),
    "kind_court": ("司法解释", "Court interpretations"),
    "kind_platform_rule": ("平台规则", "Platform rules"),
    "kind_platform_page": ("平台页面和公告", "Platform pages and notices"),
    "kind_payment_guide": ("支付机构的说明", "Payment guides"),
    "kind_news": ("新闻", "News"),
    "kind_calendar": ("日历", "Calendars"),
    "kind_article": ("网上文章", "Web articles"),
    # about
    "about_title": ("关于这个向导", "About this guide"),
    "about_what": (
        "把退款规则变成一份你能照着做的方案：先做什么、最晚到什么时候、运费谁出、话怎么说、证据留什么。",
        "It turns refund rules into a plan you can follow: what to do first and by when, who pays the freight, "
        "what to say and what to keep.",
    ),
    "about_limits_title": ("做不到的", "Limits"),
    "about_limits": (
        "它看不到你的订单，不能替你申请，也不能保证结果。规则会变，每条依据都写明核对日期。",
        "It cannot see your order, apply for you or promise a result. Rules change; every source is dated.",
    ),
    "about_privacy_title": ("隐私", "Privacy"),
    "about_checked_title": ("怎么核对的", "How it is checked"),
    "about_check": (
        "{outcomes} 种结果、{sources} 条依据写在一个公开的文件里，核对到 {day}。"
        "程序会走遍每一组可能的回答，确认每组都有且只有一个结果、都有步骤和依据。",
        "{outcomes} outcomes and {sources} sources stand in one public file, checked on {day}. "
        "A program walks every possible set of answers and proves that each has one outcome, steps and sources.",
    ),
    "about_older_file": (
        "内容文件有一个新版本没有通过检查，现在用的是上一个没问题的版本。",
        "A newer version of the content did not pass its checks; the last sound version is in use.",
    ),
    "about_licence_title": ("许可", "Licence"),
    "about_licence": ("代码按 MIT 许可证开放。", "The code is open under the MIT licence."),
}


def say(key: str, language: Language, /, **gaps: object) -> str:
    """A text of the interface, with its gaps filled."""
    text = TEXTS[key][0 if language == "zh" else 1]
    return text.format(**gaps) if gaps else text
