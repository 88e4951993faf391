"""Pages link to files outside of docs/: the README becomes a page, other files go with the site, folders are named."""

import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]
OUTSIDE = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+)([^)#\s]+)\)")


def on_files(files, config):
    linked = {target for page in files.documentation_pages() for _, _, target in OUTSIDE.findall(page.content_string)}
    for target in sorted(linked | {"README.md"}):
        if (ROOT / target).is_file():
            files.append(File.generated(config, _name(target), content=_in_site(ROOT / target)))
    return files


def on_page_markdown(markdown, page, config, files):
    """In the site the files lie beside the pages."""

    def link(match):
        text, up, target = match.groups()
        depth = page.file.src_uri.count("/")
        if up.count("../") <= depth:
            return match.group(0)
        return text if (ROOT / target).is_dir() else f"[{text}]({'../' * depth}{_name(target)})"

    return OUTSIDE.sub(link, markdown)


def _name(target):
    """A README would be the index of the site."""
    return "start.md" if target == "README.md" else target


def _in_site(path):
    text = path.read_text(encoding="utf-8")
    return re.sub(r"\]\(docs/", "](", text) if path.suffix == ".md" else text
