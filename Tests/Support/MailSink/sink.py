"""A mail server that delivers nothing: every mail becomes a file 000001.json, 000002.json … in a folder, in their order.

It listens on loopback, writes its port into the folder's file "port", and ends when its standard input does. What it does
with a mail is said by the recipient's name: later@ is answered with 451 and never@ with 550 at RCPT, laterdata@ and neverdata@ with
451 and 554 after the message, and hang@ gets no answer to the message.
"""

import asyncio
import base64
import email
import email.header
import email.policy
import email.utils
import json
import os
import sys

from aiosmtpd.smtp import SMTP

RCPT = {"later": "451 4.7.1 Greylisted, try again later", "never": "550 5.1.1 No such mailbox"}
DATA = {"laterdata": "451 4.3.0 Try again later", "neverdata": "554 5.7.1 Refused"}


class Sink:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = RCPT.get(address.split("@")[0])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "hang":
            await asyncio.Event().wait()
        if name in DATA:
            return DATA[name]
        self.keep(envelope)
        return "250 OK"

    def keep(self, envelope):
        raw = envelope.original_content
        message = email.message_from_bytes(raw, policy=email.policy.default)
        senders = message["From"].addresses
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in message.items()],
            "sender": {"name": self.name(raw), "address": senders[0].addr_spec, "count": len(senders)},
            "defects": [repr(defect) for defect in message.defects]
            + [repr(defect) for value in message.values() for defect in value.defects],
            "body": base64.b64encode(message.get_payload(decode=True)).decode(),
            "raw": base64.b64encode(raw).decode(),
        }
        self.count += 1
        self.write(f"{self.count:06}.json", json.dumps(mail))

    @staticmethod
    def name(raw):
        """The sender's name: the new policy leaves the blanks between encoded words in names (python/cpython#92081)."""
        field = email.message_from_bytes(raw)["From"].replace("\r\n", "")
        return str(email.header.make_header(email.header.decode_header(email.utils.parseaddr(field)[0])))

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path + ".new", "w", encoding="ascii") as file:
            file.write(text)
        os.rename(path + ".new", path)


async def main():
    loop = asyncio.get_running_loop()
    sink = Sink(sys.argv[1])
    server = await loop.create_server(lambda: SMTP(sink, hostname="sink.example"), "127.0.0.1", 0)
    sink.write("port", str(server.sockets[0].getsockname()[1]))
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
# A connection left hanging must not keep the program.
os._exit(0)
