"""Uploads by form (POST Object): the policy is checked here, which moto does not do.

What passes goes on to moto as the PutObject that it amounts to, with the type and metadata of the
form; S3 names another reason in its event then.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from werkzeug import Request, Response

UNCHECKED = frozenset({"policy", "x-amz-signature", "file"})
"""Form fields that no condition has to name, beside `x-ignore-…`."""


class FormRefusedError(Exception):
    """S3 would not take the form."""

    def __init__(self, code: str, message: str, status: int = 403) -> None:
        super().__init__(message)
        self.code = code
        self.status = status

    def response(self) -> Response:
        """The refusal as S3 sends it."""
        body = f"<Error><Code>{self.code}</Code><Message>{escape(str(self))}</Message></Error>"
        return Response(body, self.status, content_type="application/xml")


def _denied(reason: str) -> FormRefusedError:
    message = f"Invalid according to Policy: {reason}"
    return FormRefusedError("AccessDenied", message)


@dataclass(frozen=True)
class Form:
    """A form and the file in it."""

    bucket: str
    fields: Mapping[str, str]
    """By their names in lower case."""
    body: bytes

    @classmethod
    def read(cls, environ: Mapping[str, Any]) -> "Form":
        """The form of a request.

        Raises:
            FormRefusedError: It holds no file.
        """
        request = Request(dict(environ))
        fields = {name.lower(): value for name, value in request.form.items()}
        file = request.files.get("file")
        if file is None:
            text = "POST requires exactly one file upload per request."
            raise FormRefusedError("InvalidArgument", text, 400)
        return cls(request.path.strip("/"), fields, file.read())

    @property
    def access_key(self) -> str:
        """The key that the policy was signed with."""
        return self.fields.get("x-amz-credential", "").partition("/")[0]

    def check(self, secret: str | None) -> None:
        """Check signature, time and conditions, given the secret of the access key if there is one.

        Raises:
            FormRefusedError: One does not hold.
        """
        if secret is None:
            unknown = "The AWS Access Key Id you provided does not exist in our records."
            raise FormRefusedError("InvalidAccessKeyId", unknown)
        policy = self.fields.get("policy", "")
        if not hmac.compare_digest(
            _signature(policy, secret, self.fields.get("x-amz-credential", "")),
            self.fields.get("x-amz-signature", ""),
        ):
            text = "The request signature we calculated does not match the signature you provided."
            raise FormRefusedError("SignatureDoesNotMatch", text)
        document = json.loads(base64.b64decode(policy))
        if datetime.now(UTC) > datetime.fromisoformat(document["expiration"]):
            raise _denied("Policy expired.")
        self._check_conditions(document["conditions"])

    def _check_conditions(self, conditions: list[Any]) -> None:
        named = set()
        for condition in conditions:
            if isinstance(condition, dict):
                condition = next(["eq", f"${name}", value] for name, value in condition.items())  # noqa: PLW2901
            kind, name, value = str(condition[0]).lower(), str(condition[1]), condition[2]
            if kind == "content-length-range":
                self._check_length(int(condition[1]), int(value))
                continue
            field = name.removeprefix("$").lower()
            named.add(field)
            given = self.bucket if field == "bucket" else self.fields.get(field, "")
            if not (given.startswith(value) if kind == "starts-with" else given == value):
                raise _denied(f"Policy Condition failed: {json.dumps(condition)}")
        extra = [each for each in self.fields if not each.startswith("x-ignore-")]
        for field in sorted(set(extra) - named - UNCHECKED):
            raise _denied(f"Extra input fields: {field}")

    def _check_length(self, least: int, most: int) -> None:
        if len(self.body) > most:
            text = "Your proposed upload exceeds the maximum allowed size"
            raise FormRefusedError("EntityTooLarge", text, 400)
        if len(self.body) < least:
            text = "Your proposed upload is smaller than the minimum allowed size"
            raise FormRefusedError("EntityTooSmall", text, 400)

    def put_environ(self, environ: Mapping[str, Any]) -> dict[str, Any]:
        """The request as a PutObject."""
        path = f"/{self.bucket}/{self.fields['key']}"
        metadata = {
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in self.fields.items()
            if name.startswith("x-amz-meta-")
        }
        authorization = f"AWS4-HMAC-SHA256 Credential={self.fields['x-amz-credential']}, "
        return {
            **environ,
            **metadata,
            "REQUEST_METHOD": "PUT",
            "PATH_INFO": path.encode().decode("latin-1"),
            "RAW_URI": quote(path),
            "REQUEST_URI": quote(path),
            "QUERY_STRING": "",
            "CONTENT_TYPE": self.fields.get("content-type", "binary/octet-stream"),
            "CONTENT_LENGTH": str(len(self.body)),
            "HTTP_AUTHORIZATION": f"{authorization}SignedHeaders=host, Signature=checked",
            "wsgi.input": io.BytesIO(self.body),
        }


def _signature(policy: str, secret: str, credential: str) -> str:
    key = f"AWS4{secret}".encode()
    for part in credential.split("/")[1:]:
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    return hmac.new(key, policy.encode(), hashlib.sha256).hexdigest()


def is_form(environ: Mapping[str, Any]) -> bool:
    """Whether a request is an upload by form, which carries no other authorisation."""
    kind = str(environ.get("CONTENT_TYPE", ""))
    return (
        environ["REQUEST_METHOD"] == "POST"
        and kind.startswith("multipart/form-data")
        and "HTTP_AUTHORIZATION" not in environ
    )
