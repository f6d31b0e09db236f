"""What a ZIP archive holds once opened, by its bytes: the sizes that it announces may lie."""

from zipfile import BadZipFile, ZipFile, ZipInfo

_BLOCK = 1 << 20


def unpacked_size(archive: ZipFile, most: int) -> int:
    """Bytes of all members, read one after the other; stops once they pass `most`. BadZipFile when a member is not what the
    archive says of it."""
    size = 0
    for member in archive.infolist():
        size += _size_of(archive, member, most - size)
        if size > most:
            break
    return size


def _size_of(archive: ZipFile, member: ZipInfo, most: int) -> int:
    size = 0
    with archive.open(member) as opened:
        while block := opened.read(_BLOCK):
            size += len(block)
            if size > most:
                return size
    if size != member.file_size:
        raise BadZipFile(member.filename)
    return size
