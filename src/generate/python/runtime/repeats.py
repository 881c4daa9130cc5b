# ---- When a call is repeated ----------------------------------------------------------------------------------------


def _pause_before_repeat(error: ApiError, harmless: bool, pause: float) -> float | None:
    """Seconds to wait, or `None` where the request must not be repeated."""
    if not error.retryable or isinstance(error, DeadlineError):
        return None
    if isinstance(error, ProblemError):
        # A request that was refused before it reached the backend has done nothing, whatever its method is.
        harmless = harmless or error.status in (429, 503)
    if not harmless:
        return None
    told = error.headers.get("retry-after") if isinstance(error, AnswerError) else None
    waited = None if told is None else _retry_after(told)
    if waited is not None:
        return waited
    import random

    return random.uniform(0, pause)


def _retry_after(text: str) -> float | None:
    """Seconds, or a date (RFC 9110, section 10.2.3)."""
    if re.fullmatch(r"[0-9]{1,9}", text.strip()):
        return float(text)
    import email.utils

    try:
        date = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    # The older forms of a date name no zone; all are in UTC.
    told = date if date.tzinfo is not None else date.replace(tzinfo=datetime.timezone.utc)
    return max(0.0, told.timestamp() - time.time())
