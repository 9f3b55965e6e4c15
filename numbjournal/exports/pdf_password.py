"""A password for a PDF. A module of its own, because its library takes long to load."""

from io import BytesIO

from pypdf import PdfWriter


def locked(made: bytes, password: str) -> bytes:
    """The PDF encrypted with a password (AES-256)."""
    writer = PdfWriter(clone_from=BytesIO(made))
    writer.encrypt(password, algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
