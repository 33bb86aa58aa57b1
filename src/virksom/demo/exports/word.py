"""Word files written part by part: a template library would take longer than the rest of a case."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from virksom.demo.record import MARK, Block, CaseRecord, Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{WORD_TYPE}.header+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{WORD_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
ROOT_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/header" Target="header1.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/footer" Target="footer1.xml"/>'
    "</Relationships>"
)
STYLES = (
    f'{DECLARATION}<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for n, size in ((1, 32), (2, 26))
    )
    + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="888888"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style></w:styles>"
)
# A fixed moment, so that the same seed gives the same bytes.
ZIP_MOMENT = (2026, 1, 1, 0, 0, 0)


def word_file(record: CaseRecord, document: Document, unit_name: str) -> bytes:
    """A .docx with the citizen's name and CPR number in header, table and properties, as offices write them."""
    citizen = record.people.citizen
    body = _paragraph(document.title, "Heading1") + "".join(map(_block, document.blocks))
    body += _paragraph(f"{_day(document.on)}, {document.author}")
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "docProps/core.xml": _properties(record, document),
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": STYLES,
        "word/header1.xml": _margin("hdr", f"{unit_name} · {citizen.full} · {citizen.cpr} · sagsnr. {record.case_id}"),
        "word/footer1.xml": _margin("ftr", f"{document.number} · {document.author} · {MARK}"),
        "word/document.xml": f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        "</w:sectPr></w:body></w:document>",
    }
    return _zip(parts)


def _properties(record: CaseRecord, document: Document) -> str:
    title = escape(f"{document.title} {record.people.citizen.full}")
    moment = f'<dcterms:{{0}} xsi:type="dcterms:W3CDTF">{document.on.isoformat()}T10:00:00Z</dcterms:{{0}}>'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>Sag {record.case_id}</dc:subject>"
        f"<dc:creator>{escape(document.author)}</dc:creator>"
        f"<cp:keywords>{record.people.citizen.cpr}</cp:keywords><dc:description>{MARK}</dc:description>"
        f"<dc:identifier>{document.number}</dc:identifier><cp:lastModifiedBy>{escape(document.author)}</cp:lastModifiedBy>"
        f"{moment.format('created')}{moment.format('modified')}</cp:coreProperties>"
    )


def _block(block: Block) -> str:
    heading = _paragraph(block.heading, "Heading2") if block.heading else ""
    text = "".join(_paragraph(line) for line in block.text.split("\n")) if block.text else ""
    return heading + text + (_table(block.rows) if block.rows else "")


def _paragraph(text: str, style: str = "") -> str:
    wanted = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{wanted}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    width = 9000 // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    lines = "".join(
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(c)}</w:tc>' for c in row)
        + "</w:tr>"
        for row in rows
    )
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"


def _margin(tag: str, text: str) -> str:
    return f'{DECLARATION}<w:{tag} xmlns:w="{W}">{_paragraph(text)}</w:{tag}>'


def _zip(parts: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_MOMENT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _day(on: date) -> str:
    return f"{on.day:02d}-{on.month:02d}-{on.year}"
