"""A password for a finished PDF. Apart from `pdf`, which takes much less time without this library."""

from io import BytesIO

from pypdf import PdfWriter


def locked(made: bytes, password: str) -> bytes:
    """The same file, which opens with the password only (AES-256)."""
    writer = PdfWriter(clone_from=BytesIO(made))
    writer.encrypt(password, algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
