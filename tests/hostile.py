"""Texts that break careless programs: every place that shows or stores text is tried on them."""

MARKUP: tuple[str, ...] = (
    "[/]",
    "a[/b]",
    "[@click=app.quit]x[/]",
    "[link=x]",
    "[link=javascript:alert(1)]y[/link]",
    "[bold red]not bold[/bold red]",
    "[not closed",
    "\\[escaped",
    "[[[[]]]]",
)

TERMINAL: tuple[str, ...] = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;window title\x07after",
    "\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[Hcleared",
    "\x1bPdevice control\x1b\\x",
    "\x9b31mC1 control",
    "\x1b",
    "\x1b[" + "1;" * 3000,
    "\x1b]52;c;" + "A" * 5000,
    "a\x00b\x07c\x08d\x7fe\x9df",
    "back\b\b\b\bspace",
    "tab\tnew\nline\rreturn\r\nboth\x0b\x0c",
    "\u2028line\u2029paragraph\x85next\x1cfile",
)

UNICODE: tuple[str, ...] = (
    "\u202egnp.exe\u202c bidi override",
    "\u2066isolate\u2069 \u200fmark\u200e \u061cletter",
    "zero\u200bwidth\u2060joiner\ufeff\u00adhidden",
    "\u200d" * 500 + "joiners",
    "Z" + "\u0335\u0321\u0489\u034f" * 200 + "algo",
    "e\u0301" * 20,
    "\ud800 lone \udfff surrogates \udcff",
    "\ufffe\uffff\U0010ffff noncharacters",
    "tags \U000e0001\U000e0041\U000e007f",
    "\ufe0f\ufe0e\ufe00selectors\U000e0100",
    "نموذج لغوي كبير: \u0600 مراجعة",
    "מודל שפה גדול [/] עם English",
    "大規模言語モデルによる長文理解",
    "한국어 언어 모델의 평가",
    "ภาษาไทยที่ไม่มีช่องว่าง",
    "क्षत्रिय नमस्ते",
    "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag 🇩🇪 👍🏽 thumb ❤️",
    "ﬁne ﬂuffy ＦＵＬＬ ｗｉｄｔｈ ½ ①",
    "İstanbul ıssız ẞ ß Ǆ",
    "\u3164\u115f\u2800invisible letters\u180e",
    "\u00a0\u2003\u3000 spaces \u202f\u205f",
)

TEX: tuple[str, ...] = (
    "$" * 4000,
    "{" * 5000,
    "}" * 5000,
    "$" + "{" * 3000 + "x" + "}" * 3000 + "$",
    "\\frac{" * 2000,
    "\\" * 5000,
    "$x^" + "^" * 3000 + "$",
    "$\\def\\a{\\a\\a}\\a$",
    "\\input{/etc/passwd} \\write18{id}",
    "\\begin{equation} x \\end{align}",
    "\\newcommand{\\x}{\\x}\\x \\verb|",
    "$\\char0$ \\char27 \\symbol{27} ^^[",
    "costs $5 and $10, not $",
    "_^_^ {a}} {{b \\% \\$ ~ $$",
)

SYNTAX: tuple[str, ...] = (
    "%s %d %n {0} {name!r} {} $x ${HOME} `id` $(id)",
    "'; DROP TABLE papers; --",
    'title:"unclosed AND (a OR NOT -b* c~ [a TO b] date:>',
    "* ? ~ ^2 ( ) : \\ \" '",
    '@article{x, title = {unbalanced {brace}, note = "quote"',
    "TY  - JOUR\nER  - ",
    "=cmd|' /C calc'!A0,\"a,b\";+1",
    "<script>alert(1)</script> &amp; &#0; <!-- -->",
    "| a | b |\n# heading\n```\n![x](javascript:1)",
    "../../etc/passwd",
    "javascript:alert(1) file:///etc/passwd data:text/html,x",
    '{"title": "json"}',
    "# not a comment",
    "-",
    " ",
    "",
)

LONG: tuple[str, ...] = (
    "A very long title " * 555 + "end of it",
    "x" * 10_000,
    "漢" * 10_000,
    "((((" * 2500,
    "http://" + "a" * 10_000,
)

HOSTILE_TEXTS: tuple[str, ...] = MARKUP + TERMINAL + UNICODE + TEX + SYNTAX + LONG
