# ---- Uploads --------------------------------------------------------------------------------------------------------


#: Content; a file that is open for bytes; or its name with its content, and with its media type.
File: TypeAlias = "bytes | BinaryIO | tuple[str, bytes | BinaryIO] | tuple[str, bytes | BinaryIO, str]"


class _Upload:
    """Bytes that are read while they are sent."""

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            read = getattr(part, "read", None)
            if isinstance(part, bytes):
                yield part
            elif read is None:
                yield from part
            else:
                piece = read(65536)
                while piece:
                    yield piece
                    piece = read(65536)


class _SizedUpload(_Upload):
    def __init__(self, parts: list[Any], size: int) -> None:
        super().__init__(parts)
        self._size = size

    def __len__(self) -> int:
        return self._size


def _upload(parts: list[Any], headers: dict[str, str]) -> bytes | Iterable[bytes]:
    if all(isinstance(part, bytes) for part in parts):
        return b"".join(parts)
    sizes = [_size_of(part) for part in parts]
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes):
        return _Upload(parts)
    headers["content-length"] = str(sum(known))
    return _SizedUpload(parts, sum(known))


def _size_of(part: Any) -> int | None:
    """How many bytes are left in a file, where it can tell."""
    if isinstance(part, bytes):
        return len(part)
    if isinstance(part, io.TextIOBase):
        raise InputError("a file is opened for bytes: open(path, 'rb')")
    try:
        begin: int = part.tell()
        end: int = part.seek(0, 2)
        part.seek(begin)
    except (AttributeError, OSError):
        if hasattr(part, "read") or hasattr(part, "__iter__"):
            return None
        raise InputError(f"a file holds bytes, and is no {type(part).__name__}") from None
    return end - begin


def _write_bytes(_body: _Body, value: Any, headers: dict[str, str]) -> bytes | Iterable[bytes]:
    if isinstance(value, str):
        raise InputError("body is bytes, and no text")
    return _upload([value], headers)


def _write_multipart(body: _Body, value: Any, headers: dict[str, str]) -> bytes | Iterable[bytes]:
    """A form with files, which stand behind all fields. Source: RFC 7578."""
    if not _is_mapping(value):
        raise InputError(f"body is a dict of fields, not {type(value).__name__}")
    boundary = os.urandom(16).hex()
    files = {field.name for field in body.fields}
    fields: list[Any] = []
    later: list[Any] = []
    for name, member in value.items():
        # A tuple is a file with its name.
        is_one = not _is_list(member) or (name in files and not hasattr(member, "append"))
        for item in [member] if is_one else member:
            if item is None:
                continue
            if name in files:
                later += _file_part(boundary, name, item)
            else:
                fields += [_field_part(boundary, name, item)]
    headers["content-type"] = f"multipart/form-data; boundary={boundary}"
    return _upload([*fields, *later, f"--{boundary}--\r\n".encode()], headers)


def _field_part(boundary: str, name: str, value: Any) -> bytes:
    is_json = _is_mapping(value) or _is_list(value)
    media_type = "Content-Type: application/json\r\n" if is_json else ""
    text = _json_text(value, f"body/{name}") if is_json else _scalar_text(f"body/{name}", value)
    return f"{_part_head(boundary, name)}\r\n{media_type}\r\n{text}\r\n".encode()


def _file_part(boundary: str, name: str, value: Any) -> list[Any]:
    file_name, content, media_type = (*value, None)[:3] if _is_list(value) else (None, value, None)
    if isinstance(content, str):
        raise InputError(f"body/{name} is bytes, and no text")
    own = getattr(content, "name", None)
    if file_name is None:
        file_name = os.path.basename(own) if isinstance(own, str) else "blob"
    if media_type is None:
        import mimetypes

        media_type = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    if not re.fullmatch(r"[\x20-\x7e]+", media_type):
        raise InputError(f"body/{name} has no such media type")
    head = f'{_part_head(boundary, name)}; filename="{_part_name(file_name)}"\r\nContent-Type: {media_type}\r\n\r\n'
    return [head.encode(), content, b"\r\n"]


def _part_head(boundary: str, name: str) -> str:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{_part_name(name)}"'


def _part_name(text: str) -> str:
    return re.sub(r"\r\n|\r|\n", "%0D%0A", text).replace('"', "%22").replace("\\", "%5C")


_BODY_WRITERS.update({"multipart": _write_multipart, "bytes": _write_bytes})
