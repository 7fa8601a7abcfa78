"""What the support desk says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "desk": ("客服台", "Support desk"),
    # tickets
    "desk_new": ("新单", "New ticket"),
    "desk_next": ("下一张", "Next ticket"),
    "desk_close": ("关掉 {number} 号单", "Close ticket {number}"),
    "desk_ticket": ("{number} · {name}", "{number} · {name}"),
    "desk_on_screen": ("（当前）", " (on screen)"),
    "desk_empty": ("还没回答", "nothing answered yet"),
    "desk_nickname": (
        "给 {number} 号单起个名（只留在这个窗口，不进网址）",
        "A name for ticket {number} (stays in this tab only)",
    ),
    "desk_full": (
        "最多同时开 {most} 张单，先关掉一张",
        "At most {most} tickets can be open; close one first",
    ),
    "desk_too_many": (
        "网址里的单太多，只打开了 {most} 张",
        "The address has too many tickets; {most} of them were opened",
    ),
    "desk_told": ("{number} 号单：{problem}", "Ticket {number}: {problem}"),
    # questions
    "desk_questions": ("问题", "Questions"),
    "desk_all_answered": ("都答完了；点别的选项就能改", "All answered; choose another answer to change one"),
    "desk_kept": ("先答这一题；后面答过的先留着：{answers}", "This one first; later answers are kept: {answers}"),
    "desk_keys": (
        "键盘：按答案旁边的数字或字母，0 是「不确定」；N 新单，S 下一张，Shift+X 关掉。"
        "改别的题：用 Tab 走过去。打字时不起作用。",
        'Keyboard: the digit or letter beside an answer, 0 for "not sure"; N new, S next, Shift+X close. '
        "To change another question, Tab to it. The keys rest while you type.",
    ),
    # plan
    "desk_waiting": (
        "答完左边的问题，方案就在这里。",
        "The plan appears here once the questions are answered.",
    ),
    "desk_new_content": (
        "内容已更新。这张单的回答都在，重新打开就用新内容。",
        "The content has been updated. Your answers stay; open again to use the new content.",
    ),
    "desk_renew": ("用新内容重新打开", "Open again with the new content"),
    "desk_renewed": (
        "内容刚更新过，下面已经按新内容显示（核对到 {day}）。",
        "The content has just been updated; what you see follows it (checked on {day}).",
    ),
    "desk_more": (
        "还不行怎么办、运费、注意、缺证据怎么补",
        "If that does not help, freight, cautions, missing evidence",
    ),
    # reply
    "desk_reply": ("回复客户", "Reply to the customer"),
    "desk_reply_in": ("回复改用{language}", "Write the reply in {language}"),
    "desk_copy_reply": ("复制回复", "Copy the reply"),
    "desk_customer_link": ("给客户的方案链接", "Link to the plan, for the customer"),
    "desk_copy_link": ("复制链接", "Copy the link"),
    "desk_note": ("内部备注", "Internal note"),
    "desk_copy_note": ("复制备注", "Copy the note"),
    "desk_ticket_link": ("这张单的链接（给同事）", "Link to this ticket, for colleagues"),
}
