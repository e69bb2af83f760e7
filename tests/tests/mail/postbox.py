"""A mail server for the tests: prints each mail it takes as one JSON line, and misbehaves on request.

The first line is the port. Who the mail is for says what happens to it: `gone@` is refused for good,
`busy@` is deferred the first time, `tongue@` is cut off in the middle.
"""

import asyncio
import email
import email.policy
import hashlib
import json
import sys

from aiosmtpd.controller import Controller

deferred = set()


class Postbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "gone":
            return "550 no such person: " + address
        if name == "busy" and address not in deferred:
            deferred.add(address)
            return "451 come back later"
        if name == "tongue":
            server.transport.close()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.content
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "headers": {name: str(value) for name, value in mail.items()},
                    "plain": parts.get("text/plain", ""),
                    "html": parts.get("text/html", ""),
                    "defects": [type(d).__name__ for d in mail.defects],
                    "sha256": hashlib.sha256(raw).hexdigest(),
                }
            ),
            flush=True,
        )
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    controller = Controller(Postbox(), hostname="127.0.0.1", port=0)
    server = await loop.create_server(controller.factory, "127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
