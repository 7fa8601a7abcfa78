"""What the page says about the words to send and about taking a case along."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # what is typed once
    "fields": ("把你的信息填一次（{count} 项）", "Fill in your details once ({count} fields)"),
    "fields_why": (
        "填一次，下面每一段话都会带上，只填你知道的。只留在这次打开的页面里：不进网址，不存到服务器，关掉就没有了。",
        "Filled in once, they go into every text below; give only what you know. They stay with this open page "
        "only: not in the address, not kept on the server, gone when you close it.",
    ),
    "fields_later": (
        "只有给快递、支付渠道、12315 等的话才用到",
        "Used only for the courier, payment provider, 12315 and others",
    ),
    "clear": ("清空填写的内容", "Clear everything typed"),
    # words to send
    "scripts": ("可以这样说", "What to say"),
    "scripts_gaps": (
        "【】里的内容，在这里填一次就都换成你的；也可以复制后自己改。",
        "Fill in what stands in [ ] once, here; or copy and change it yourself.",
    ),
    "length": ("{length} 个字", "{length} characters"),
    "too_long": ("可能超出聊天框，请删短一点", "this may be too long for a chat box, please shorten it"),
    "unfilled": ("还没填：{slots}", "Still open: {slots}"),
    "script_full": ("更完整的写法（{length} 个字）", "The longer version ({length} characters)"),
    "refusals": (
        "下面几段回复商家的拒绝，选和商家说法一样的那一段。",
        "These answer a refusal: choose the one that fits what the seller says.",
    ),
    "later": (
        "给快递、支付渠道、12315 等的话（{count}）",
        "For the courier, payment provider, 12315 and others ({count})",
    ),
    # taking it along
    "take_away": ("保存、分享、打印", "Keep, share, print"),
    "link_title": ("链接和二维码", "Link and QR code"),
    "take_away_why": (
        "随时回到这份方案，或发给别人一起看；里面只有选项、日期和一个随机编号，没有你填写的文字。",
        "To come back to this plan at any time, or to show it to somebody. It holds options, dates and a random "
        "number, none of the text you typed.",
    ),
    "qr_alt": ("这份方案的链接的二维码", "QR code of the link of this plan"),
    "files_title": ("下载", "Download"),
    "files_why": (
        "内容和这一页相同，带上你填写的文字和勾选。日历里没有你填写的文字；情况有变时再导入一次，原来的日程会更新。",
        "They say what this page says, with your words and ticks. The calendar has none of your words; bring it in "
        "again when something changes, and the entries are updated.",
    ),
    "get_pdf": ("PDF：完整材料", "PDF: the whole case"),
    "get_ics": ("日历：到期提醒", "Calendar: reminders"),
    "get_docx": ("Word：可以修改", "Word: to edit"),
    "get_md": ("Markdown：纯文本", "Markdown: plain text"),
    "not_made": (
        "没有做成。把这一栏合上再打开，再点一次。",
        "The file was not made. Close this box, open it and try again.",
    ),
    "plan_file": ("退款方案", "refund-plan"),
    "print_why": (
        "打印：用浏览器的打印功能，这一页会换成黑白的版面。",
        "To print, use the browser's own print command: this page has a black and white layout for it.",
    ),
    "save_title": ("保存我的情况", "Save my case"),
    "save_why": (
        "存成一个小文件，留在你的手机或电脑上：回答、日期、勾选和填写的内容都在里面。里面有你的个人信息，不要发给别人。",
        "Saves a small file on your phone or computer with your answers, dates, ticks and what you typed. "
        "It holds personal details, so do not pass it on.",
    ),
    "save": ("保存成文件", "Save as a file"),
    "case_file": ("退款情况", "refund-case"),
    "open_title": ("打开以前保存的文件", "Open a file saved before"),
    "open": (
        "选「保存我的情况」存下的文件",
        "Choose the file that Save my case has made",
    ),
    "choose_file": ("选择文件", "Choose a file"),
    "opened": ("已打开保存的文件", "The saved file is open"),
    "clear_why": (
        "用的是别人的设备，走之前清空一下。链接和已经下载的文件不受影响。",
        "On somebody else's device, clear it before you leave. Links and files already made stay as they are.",
    ),
}
