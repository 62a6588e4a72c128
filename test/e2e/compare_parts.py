#!/usr/bin/env python3
"""Compares mails as they were sent to us with the copies that arrived, by a parser that shares nothing with ours.

Usage: compare_parts.py FOLDER, where each X.sent.eml has an X.copy.eml beside it, both with CRLF throughout.
Prints one JSON object: the name of each pair that differs, with what differs. Standard library only.
"""

import email
import email.policy
import json
import re
import sys
from pathlib import Path

# Contract 5: what every copy replaces, adds or removes in the outermost header. All else must stay, in its order.
OURS = re.compile(
    rb"from|reply-to|to|cc|bcc|sender|return-path|received|delivered-to|x-original-to|envelope-to|errors-to|precedence"
    rb"|feedback-id|x-original-from"
    rb"|authentication-results|dkim-signature|disposition-notification-to|return-receipt-to|x-confirm-reading-to"
    rb"|(?:resent|list|arc|x-spam|x-rspamd|x-virus|x-rundmail)-.*",
    re.IGNORECASE,
)
# Added where the author gave none.
FALLBACKS = (b"date", b"message-id")
# May stand once (RFC 5322 3.6); of several the first stays.
ONCE = (b"date", b"message-id", b"references", b"subject")


def header_fields(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Name and raw value of every field of the outermost header, split by hand: the email package repairs as it reads."""
    block = raw.partition(b"\r\n\r\n")[0]
    lines = re.split(rb"\r\n(?![ \t])", block)
    fields = [re.fullmatch(rb"([!-9;-~]+)[ \t]*:(.*)", line, re.DOTALL) for line in lines]
    return [(field[1].lower(), field[2]) for field in fields if field]


def kept_fields(raw: bytes, names_sent: set[bytes]) -> list[tuple[bytes, bytes]]:
    kept, seen = [], set()
    for name, value in header_fields(raw):
        is_ours = OURS.fullmatch(name) or (name in FALLBACKS and name not in names_sent)
        if not is_ours and not (name in ONCE and name in seen):
            kept.append((name, value))
        seen.add(name)
    return kept


def body(raw: bytes) -> bytes:
    return raw.partition(b"\r\n\r\n")[2]


def parts(raw: bytes) -> list[dict]:
    """Every part as a mail program sees it; of the outermost only what is about its content."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    seen = []
    for depth, part in enumerate(message.walk()):
        fields = part.items() if depth > 0 else [f for f in part.items() if f[0].lower().startswith("content-")]
        seen.append(
            {
                "fields": [(name, str(value)) for name, value in fields],
                "type": part.get_content_type(),
                "filename": part.get_filename(),
                "decoded": None if part.is_multipart() else part.get_payload(decode=True),
                "preamble": part.preamble,
                "epilogue": part.epilogue,
                "defects": [type(defect).__name__ for defect in part.defects],
            }
        )
    return seen


def differences(sent: bytes, copy: bytes) -> list[str]:
    found = []
    names_sent = {name for name, _ in header_fields(sent)}
    before, after = kept_fields(sent, names_sent), kept_fields(copy, names_sent)
    if before != after:
        lost = [name.decode() for name, value in before if (name, value) not in after]
        new = [name.decode() for name, value in after if (name, value) not in before]
        found.append(f"header: lost {lost}, new {new}" if lost or new else "header: another order")
    if body(sent) != body(copy):
        found.append("body: other bytes")
    parts_sent, parts_copied = parts(sent), parts(copy)
    if len(parts_sent) != len(parts_copied):
        return [*found, f"parts: {len(parts_sent)} became {len(parts_copied)}"]
    for place, (one, other) in enumerate(zip(parts_sent, parts_copied)):
        found += [f"part {place}: {key} differs" for key in one if one[key] != other[key]]
    return found


def main(folder: Path) -> None:
    result = {}
    pairs = sorted(folder.glob("*.sent.eml"))
    for sent in pairs:
        name = sent.name.removesuffix(".sent.eml")
        found = differences(sent.read_bytes(), (folder / f"{name}.copy.eml").read_bytes())
        if found:
            result[name] = found
    json.dump({"compared": len(pairs), "different": result}, sys.stdout)


main(Path(sys.argv[1]))
