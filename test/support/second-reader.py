"""Reads mails with Python's own library, as a second opinion on ours.

One mail in base64 per line of stdin; per line of stdout a JSON list of its leaves: header fields, and either the text or
the bytes of the body. A field value or text is what the library makes of it, right or wrong: two mails are compared, not
judged.
"""

import binascii
import hashlib
import json
import quopri
import re
import sys
from email import policy
from email.parser import BytesParser

parser = BytesParser(policy=policy.compat32)


def leaves(entity):
    if entity.is_multipart() and not entity.get_content_type().startswith("message/"):
        for part in entity.get_payload():
            yield from leaves(part)
    else:
        yield entity


def decoded(entity):
    # The payload as it came: get_payload() would already decode what is declared as 8bit.
    payload = entity._payload
    if isinstance(payload, list):
        return b"".join(message.as_bytes() for message in payload)
    body = (payload or "").encode("ascii", "surrogateescape")
    encoding = str(entity.get("content-transfer-encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4 + (len(letters) % 4 > 1) * 4] + b"==")
    return body


def read(entity):
    fields = [[name.lower(), str(value)] for name, value in entity.items()]
    content = decoded(entity)
    if entity.get_content_maintype() != "text":
        return {"fields": fields, "bytes": hashlib.sha256(content).hexdigest()}
    try:
        return {"fields": fields, "text": content.decode(entity.get_content_charset() or "us-ascii", "replace")}
    except LookupError:
        return {"fields": fields, "bytes": hashlib.sha256(content).hexdigest()}


for line in sys.stdin:
    mail = parser.parsebytes(binascii.a2b_base64(line))
    print(json.dumps([read(leaf) for leaf in leaves(mail)]))
