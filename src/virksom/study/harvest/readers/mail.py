"""The text of a mail: who wrote to whom about what, and its body; attachments are left where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from lxml import etree

# Taking a header apart costs more than its length squared; no mail between people has one as long as this.
_LONGEST_HEADER = 20_000
_HEADER_IS_TOO_LONG = (
    "too_large",
    "Mailens hoved er urimeligt langt, og den læses ikke. Gem den som tekst, og høst igen.",
)
_CHARSET = ("wrong_encoding", "Mailens tegnsæt kendes ikke. Gem den som tekst, og høst igen.")
_BROKEN = ("broken_mail", "Mailen er beskadiget og kan ikke læses. Gem den som tekst, og høst igen.")
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table"})
_UNSEEN = ("script", "style", "head", "template")


@dataclass(frozen=True)
class Mail:
    """What was read; `fault` holds reason and message where nothing could be."""

    text: str = ""
    body: str = ""
    title: str = ""
    author: str = ""
    sent: date | None = None
    fault: tuple[str, str] | None = None


def read_mail(path: Path) -> Mail:
    """Read an .eml file; a body that is only there as HTML is read as the text it shows."""
    try:
        with path.open("rb") as file:
            mail = BytesParser(policy=policy.default).parse(file)
        if any(len(str(value)) > _LONGEST_HEADER for part in mail.walk() for _name, value in part.raw_items()):
            return Mail(fault=_HEADER_IS_TOO_LONG)
        return _read(mail)
    except (LookupError, UnicodeError) as error:
        return Mail(fault=_BROKEN if isinstance(error, IndexError) else _CHARSET)
    except Exception:
        # What the standard library throws at a malformed mail has no end: TypeError, ValueError, RecursionError, ...
        return Mail(fault=_BROKEN)


def _read(mail: EmailMessage) -> Mail:
    part = mail.get_body(preferencelist=("plain", "html"))
    body = str(part.get_content()) if part else ""
    if part is not None and part.get_content_subtype() == "html":
        body = _shown(body)
    head = [f"{name}: {mail[key]}" for name, key in (("Fra", "From"), ("Til", "To"), ("Emne", "Subject")) if mail[key]]
    return Mail(
        text="\n".join([*head, "", body]),
        body=body,
        title=str(mail["Subject"] or ""),
        author=parseaddr(str(mail["From"] or ""))[0],
        sent=_sent(mail),
    )


def _sent(mail: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(mail["Date"])).date() if mail["Date"] else None
    except (TypeError, ValueError, OverflowError):
        return None


def _shown(html: str) -> str:
    """The text that a reader of the HTML sees, a line for each line."""
    root = etree.fromstring(f"<body>{html}</body>".encode(), etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None:
        return ""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            pieces += ["\n" if element.tag in _BREAKS else "", element.text or ""]
        else:
            pieces += ["\n" if element.tag in _BREAKS else "", element.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).splitlines())
    return "\n".join(line for line in lines if line)
