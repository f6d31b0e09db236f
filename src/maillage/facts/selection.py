"""A selection of communes as an address carries it: short, stable through the years, checked.

The code of a commune is a number (base 36 prefix, three digits), so a sorted selection is a list of small
gaps that deflate well: a whole région fits in about a kilobyte. Nothing depends on the vintage of the data:
a link made today opens in ten years, and vanished codes in it are translated then.

>>> text = encode(["84031", "2A004", "84007", "97411"])
>>> decode(text)
('2A004', '84007', '84031', '97411')
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable

VERSION = "1"
MAX_CODES = 6_000
"""One cap for every address, page and operation: more than any région has communes, and what one answer may cost."""
LARGE = 1_000
"""More than any département has communes."""
_MAX_BYTES = 120_000
"""Room for all France: beyond, the text was not made by us."""
_BETWEEN = re.compile(r"[\s,;]+")
_CODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97)\d{3}")


TOO_MANY = (
    f"Cette sélection compte plus de {MAX_CODES // 1000} 000 communes, plus que n'en a la plus grande région : Maillage n'en lit "
    "pas davantage à la fois. Retirez-en, ou prenez les tables de toute la France dans l'observatoire."
)


class InvalidSelection(ValueError):
    """The address does not hold a selection; the message is a French sentence for people."""


def encode(codes: Iterable[str]) -> str:
    """Compact text of a set of commune codes, in letters, digits, « - » and « _ ». Order is lost."""
    numbers = sorted({_number(code) for code in codes})
    gaps = bytearray()
    previous = 0
    for number in numbers:
        _append_varint(gaps, number - previous)
        previous = number
    packed = zlib.compress(bytes(gaps), level=9)
    return VERSION + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(text: str) -> tuple[str, ...]:
    """Sorted codes of a compact text. InvalidSelection when it is cut, altered or absurd."""
    if not text:
        return ()
    if text[0] != VERSION:
        raise InvalidSelection("Cette adresse ne contient pas une sélection que Maillage sait lire.")
    body = text[1:]
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        inflate = zlib.decompressobj()
        gaps = inflate.decompress(packed, _MAX_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        raise InvalidSelection(_ALTERED) from None
    if not inflate.eof or inflate.unconsumed_tail or inflate.unused_data:
        raise InvalidSelection(_ALTERED)
    codes, number = [], 0
    for gap in _varints(gaps):
        number += gap
        codes.append(_code(number))
    return capped(tuple(codes))


def listed(text: str) -> tuple[str, ...]:
    """Codes of the readable form (`communes=`), as they were typed. InvalidSelection when they are too many."""
    return capped(tuple(code for code in _BETWEEN.split(text) if code))


def is_large(compact: str, readable: str) -> bool:
    """Whether an address names so many communes that its answer takes seconds; one that cannot be read is refused at once."""
    try:
        return len(decode(compact)) > LARGE or len(listed(readable)) > LARGE
    except InvalidSelection:
        return False


def capped(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The same codes. InvalidSelection beyond the cap."""
    if len(codes) > MAX_CODES:
        raise InvalidSelection(TOO_MANY)
    return codes


_ALTERED = "Cette adresse est incomplète ou altérée : demandez à nouveau le lien à la personne qui l'a envoyé."


def _number(code: str) -> int:
    if not _CODE.fullmatch(code):
        raise InvalidSelection(f"« {code[:20]} » n'a pas la forme d'un code de commune (cinq caractères, par exemple 84007).")
    return int(code[:2], 36) * 1000 + int(code[2:])


_PREFIXES = {int(prefix, 36): prefix for prefix in (*(f"{n:02}" for n in range(1, 96)), "2A", "2B", "97")}


def _code(number: int) -> str:
    prefix = _PREFIXES.get(number // 1000)
    if prefix is None or not _CODE.fullmatch(code := f"{prefix}{number % 1000:03}"):
        raise InvalidSelection(_ALTERED)
    return code


def _append_varint(target: bytearray, value: int) -> None:
    while value > 0x7F:
        target.append(value & 0x7F | 0x80)
        value >>= 7
    target.append(value)


def _varints(data: bytes) -> Iterable[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0
        elif shift > 28:
            raise InvalidSelection(_ALTERED)
    if shift:
        raise InvalidSelection(_ALTERED)
