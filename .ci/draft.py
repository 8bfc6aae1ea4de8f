"""Reads a draft as a mail program does, with Python's own parser, and writes its HTML part to stdout."""

import email
import re
import sys
from email import policy

with open(sys.argv[1], "rb") as file:
    raw = file.read()
mail = email.message_from_bytes(raw, policy=policy.default)
assert not mail.defects, mail.defects
assert mail["X-Unsent"] == "1", "opens as a draft"
assert mail["Subject"] and "\ufffd" not in mail["Subject"] and len(mail["Subject"]) <= 78, mail["Subject"]
assert mail["Date"].datetime.tzinfo is not None, mail["Date"]
assert mail["MIME-Version"] == "1.0"
assert mail.get_content_type() == "multipart/alternative", mail.get_content_type()
assert all(len(line) <= 998 for line in raw.split(b"\r\n")), "lines are short enough for every server"
assert b"\n" not in raw.replace(b"\r\n", b""), "lines end in CRLF"
parts = list(mail.iter_parts())
assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"], "the last part is the best"
for part in parts:
    assert not part.defects, part.defects
    assert part.get_content_charset() == "utf-8"
    assert part["Content-Transfer-Encoding"] == "base64"
text, html = (part.get_content() for part in parts)
assert "\ufffd" not in text + html
assert "{{" not in text + html and "*|" not in text + html, "nobody replaces a placeholder in a draft"
words = re.sub(r"<[^>]+>", " ", html.split("</head>")[1])
numbers = lambda what: set(re.findall(r"\d{1,3}(?:,\d{3})+", what))
assert numbers(words) - numbers(text) == set(), numbers(words) - numbers(text)
sys.stdout.write(html)
