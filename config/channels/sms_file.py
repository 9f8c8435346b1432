#!/usr/bin/env python3
"""A sample channel: writes each SMS as a line of JSON to a file.

Speaks version 1 of the protocol in docs/plug-ins.md. To send real messages, replace `deliver`;
the rest stays. Standard output is the protocol's alone: print to standard error.

Configuration:  file: where the messages go
"""
import json
import os
import sys


class Refused(Exception):
    """Why a message was not taken, in the protocol's words."""

    def __init__(self, status, error_class, code, message):
        super().__init__(message)
        self.item = {"status": status, "class": error_class, "code": code, "message": message}


def deliver(config, key, recipient, text):
    """Takes one message; gives the provider's own number for it, or raises Refused."""
    if not text:
        raise Refused("permanent", "content", "EMPTY", "there is no text")
    line = json.dumps({"key": key, "to": recipient["addr"], "text": text}, ensure_ascii=False)
    try:
        with open(config["file"], "a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as failure:
        raise Refused("temporary", "provider", "FILE", str(failure)) from failure
    return key


def answer(config, request):
    items = []
    for recipient in request["to"]:
        try:
            number = deliver(config, request["key"], recipient, request["rendered"]["text"])
            item = {"status": "delivered", "provider_id": number}
        except Refused as refused:
            item = refused.item
        items.append({"rid": recipient["rid"], **item})
    return {"op": "result", "id": request["id"], "items": items}


def main():
    config = {}
    for line in sys.stdin:
        try:
            request = json.loads(line)
            operation = request["op"]
        except (ValueError, TypeError, KeyError):
            print("W! a line that makes no sense", file=sys.stderr, flush=True)
            continue
        if operation == "hello":
            reply = {"op": "hello", "proto": 1, "name": "sms-file", "version": "1.0.0",
                     "channels": ["sms"], "caps": {"idempotent": False, "receipts": "none"},
                     "limits": {"max_inflight": 8},
                     "config_schema": {"properties": {"file": {"type": "string"}},
                                       "required": ["file"], "additionalProperties": False}}
        elif operation == "init":
            config = request["config"]
            reply = {"op": "ready"}
        elif operation == "send":
            reply = answer(config, request)
        elif operation == "cancel":
            continue  # one message after the other: it has been answered by now
        elif operation == "ping":
            reply = {"op": "pong", "n": request["n"]}
        elif operation == "drain":
            reply = {"op": "drained"}
        else:
            reply = {"op": "unsupported"}
        print(json.dumps(reply, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
