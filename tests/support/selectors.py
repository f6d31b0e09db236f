"""The few CSS selectors that tests of pages need, without another dependency: tag, #id, .class, [name], [name=value]."""

import re

from lxml import html

_PART = re.compile(
    r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[(?P<name>[\w-]+)(?:=[\"']?(?P<value>[^\"'\]]*)[\"']?)?\]|(?P<tag>[\w*-]+)"
)


def select(tree: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Elements in the order of the page; « a b » is a descendant, « a, b » either.

    >>> tree = html.fromstring('<div><p class="x y">un</p><p id="z">deux</p></div>')
    >>> [found.text for found in select(tree, "div .y, #z")]
    ['un', 'deux']
    """
    paths = (".//" + "//".join(map(_step, one.split())) for one in _split(selector))
    return tree.xpath(" | ".join(paths))


def _split(selector: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^\[]*\])", selector)]


def _step(simple: str) -> str:
    tag, tests = "*", []
    for part in _PART.finditer(simple):
        if part["tag"]:
            tag = part["tag"]
        elif part["id"]:
            tests.append(f"@id='{part['id']}'")
        elif part["cls"]:
            tests.append(f"contains(concat(' ', normalize-space(@class), ' '), ' {part['cls']} ')")
        else:
            tests.append(f"@{part['name']}" + ("" if part["value"] is None else f"='{part['value']}'"))
    return tag + "".join(f"[{test}]" for test in tests)
