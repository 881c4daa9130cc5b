# ---- Answers page by page -------------------------------------------------------------------------------------------


def _pages(caller: _Caller, operation: _Operation, arguments: dict[str, Any], options: CallOptions) -> Iterator[Any]:
    """Asks for page after page, each when it is needed."""
    paging = operation.paging
    asked = arguments
    while paging is not None:
        answers: list[Response] = []
        own = options.copy()
        own["after_response"] = _noting(answers, options.get("after_response"))
        page = caller.call(operation, asked, own)
        yield page
        address = answers[-1].headers.get("link", "")
        following = _linked(address, paging.name) if paging.next is None else _at(page, paging.next)
        # A page that leads to itself would never end.
        if following in (None, "", False) or following == asked.get(paging.argument):
            return
        asked = {**arguments, paging.argument: following}


def _items(caller: _Caller, operation: _Operation, arguments: dict[str, Any], options: CallOptions) -> Iterator[Any]:
    for page in _pages(caller, operation, arguments, options):
        items: Any = _at(page, operation.paging.items) if operation.paging is not None else ()
        if _is_list(items):
            yield from items


def _noting(
    answers: list[Response], then: Callable[[Request, Response], None] | None
) -> Callable[[Request, Response], None]:
    def note(request: Request, response: Response) -> None:
        answers.append(response)
        if then is not None:
            then(request, response)

    return note


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = value.get(name) if _is_mapping(value) else None
    return value


def _linked(text: str, name: str) -> str | None:
    """The parameter in the address of the next page. Source: RFC 8288, section 3."""
    links: list[tuple[str, str]] = re.findall(r"<([^>]*)>((?:\s*;[^,<]*)*)", text)
    for address, attributes in links:
        if re.search(r';\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)', attributes, re.IGNORECASE):
            values = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query).get(name)
            return values[0] if values else None
    return None
