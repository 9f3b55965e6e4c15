"""What readers of PDF make of one: its text, its faults, its bytes, and how it looks."""

import io
from pathlib import Path

import pikepdf
import pypdfium2


def text_of(content: bytes, page: int | None = None, password: str | None = None) -> str:
    """What PDFium reads, of all pages or of one (the first is 1), in the order of the file.

    Raises pypdfium2.PdfiumError where it cannot be opened.
    """
    document = pypdfium2.PdfDocument(content, password=password)
    try:
        pages = [document[page - 1]] if page else list(document)
        return "\n".join(each.get_textpage().get_text_range() for each in pages)
    finally:
        document.close()


def faults(content: bytes, password: str = "") -> list[str]:
    """What qpdf finds wrong with the form of the file. Raises pikepdf.PasswordError."""
    with pikepdf.open(io.BytesIO(content), password=password) as document:
        return document.check_pdf_syntax()


def unpacked(content: bytes) -> bytes:
    """The same file with its streams unpacked, the same each time."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, qdf=True, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def write_picture(content: bytes, path: Path) -> None:
    """The first page as a picture, 110 dots an inch."""
    document = pypdfium2.PdfDocument(content)
    try:
        document[0].render(scale=110 / 72).to_pil().save(path)
    finally:
        document.close()
