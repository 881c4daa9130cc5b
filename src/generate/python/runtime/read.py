# ---- How answers are read -------------------------------------------------------------------------------------------


def _read_answer(operation: _Operation, chosen: _Answer | None, response: Response) -> Any:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not 200 <= response.status < 300:
        raise _error_of(response, media_type)
    if response.status in (204, 205) or response.headers.get("content-length") == "0":
        if operation.may_be_empty:
            return None
    if chosen is None:
        return _read_undeclared(operation, response, media_type)
    for answer in (chosen, *(answer for answer in operation.answers if answer.media_type in chosen.others)):
        if _fits(answer, media_type):
            return _ANSWER_READERS[answer.kind](answer, response)
    response.pieces.close()
    what = media_type or "of no media type"
    raise _decode_error(f"the answer is {what}, not {chosen.media_type}", response)


def _fits(answer: _Answer, media_type: str) -> bool:
    if answer.kind == "json":
        return media_type == "application/json" or media_type.endswith("+json")
    kind, _, subtype = answer.media_type.partition("/")
    return answer.media_type in (media_type, "*/*") or (subtype == "*" and media_type.startswith(f"{kind}/"))


def _error_of(response: Response, media_type: str) -> AnswerError:
    status, headers, content = response.status, response.headers, response.content
    what = f" with {media_type}" if media_type else ""
    error = HttpError(f"the API answered {status}{what}, which is no problem document", status, headers, content)
    problem: Any = error.json()
    is_problem = media_type == "application/problem+json" and _is_mapping(problem)
    return ProblemError(problem, status, headers, content) if is_problem else error


def _decode_error(message: str, response: Response) -> DecodeError:
    return DecodeError(message, response.status, response.headers, response.content)


def _read_undeclared(operation: _Operation, response: Response, media_type: str) -> Any:
    if not operation.has_content or response.content == b"":
        return None
    if media_type in ("application/json", "text/json") or media_type.endswith("+json"):
        return _read_json(None, response)
    is_text = media_type.startswith("text/") or media_type.endswith(("/xml", "+xml"))
    return _read_text(None, response) if is_text else response.content


def _read_json(_answer: _Answer | None, response: Response) -> Any:
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError) as error:
        raise _decode_error(f"the answer is no JSON: {error}", response) from error


def _read_text(_answer: _Answer | None, response: Response) -> str:
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", response.headers.get("content-type", ""), re.IGNORECASE)
    try:
        return response.content.decode(charset[1] if charset else "utf-8")
    except (LookupError, ValueError) as error:
        raise _decode_error(f"the answer is no text: {error}", response) from error


_ANSWER_READERS: dict[str, Callable[[_Answer, Response], Any]] = {"json": _read_json, "text": _read_text}
