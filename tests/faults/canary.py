"""Where a text is found, in any file under a folder, in the encodings programs write."""

from pathlib import Path


def where_found(root: Path, canary: str) -> set[Path]:
    """The files that hold the text, in upper or lower case, as UTF-8 or UTF-16; names of files count too."""
    wanted = [canary.casefold().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return {
        path
        for path in root.rglob("*")
        if canary.casefold() in path.name.casefold()
        or (path.is_file() and any(word in path.read_bytes().lower() for word in wanted))
    }
