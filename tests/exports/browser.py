"""A real browser, for what only one can tell: Chromium or a relative of it, without a window.

Tests that look at a page with it are marked `needs("a browser")`.
"""

import json
import re
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import axe_core_python

from tests.needs import browser
from tests.terminal import PATIENCE

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

_ASK = """
<script>{axe}</script>
<script>
addEventListener("load", async () => {{
  const found = await axe.run(document, {{resultTypes: ["violations"]}});
  const said = {{
    violations: found.violations.map(one => [one.id, one.nodes.map(node => node.html).slice(0, 3)]),
    passes: found.passes.length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    width: document.documentElement.clientWidth,
    fetched: performance.getEntriesByType("resource")
      .map(one => one.name).filter(name => !name.startsWith("data:")),
    font: document.fonts.check("16px 'Atkinson Hyperlegible'"),
  }};
  const out = document.createElement("output");
  out.id = "said";
  out.textContent = JSON.stringify(said);
  document.body.append(out);
  if (window.parent !== window) parent.postMessage(JSON.stringify(said), "*");
}});
</script>
"""

_FRAME = """<!doctype html><title>frame</title>
<iframe id=page style="width: {width}px; height: 2000px; border: 0" srcdoc="{page}"></iframe>
<script>
addEventListener("message", event => {{
  const out = document.createElement("output");
  out.id = "said";
  out.textContent = event.data;
  document.body.append(out);
}});
</script>
"""


def looked_at(page: str, folder: Path, *, dark: bool = False, width: int | None = None) -> dict[str, Any]:
    """What the browser and axe-core find on a page: violations, overflow in pixels, what was fetched.

    The page's policy forbids scripts, so it is looked at in a copy without it.
    """
    copy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert copy != page
    if dark:
        copy = copy.replace("@media screen and (prefers-color-scheme: dark)", "@media screen")
    copy = copy.replace("</body>", _ASK.format(axe=AXE) + "</body>")
    if width:
        copy = _FRAME.format(width=width, page=copy.replace("&", "&amp;").replace('"', "&quot;"))
    file = folder / "looked-at.html"
    file.write_text(copy, encoding="utf-8")
    dom = _run(folder, "--dump-dom", "--virtual-time-budget=20000", file.as_uri())
    (said,) = re.findall(r'<output id="said">(.*?)</output>', dom)
    found: dict[str, Any] = json.loads(unescape(said))
    return found


def _run(folder: Path, *arguments: str) -> str:
    """Run it once, with a profile of its own in `folder`."""
    program = browser()
    assert program
    ended = subprocess.run(
        [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
    )
    return ended.stdout
