"""What Python's email package makes of mails in files: a JSON object a file, in the order given.

    python3 mail_reader.py 1.eml 2.eml
"""
import email
import email.policy
import hashlib
import json
import sys

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in mail.walk()
             if part.get_content_disposition() != "attachment"}

    def content(kind):
        part = parts.get(kind)
        return part.get_content().replace("\r\n", "\n") if part else ""

    calendar = parts.get("text/calendar")
    files = [part for part in mail.walk() if part.get_content_disposition() == "attachment"]
    print(json.dumps({
        "subject": mail["Subject"],
        "to": mail["To"].addresses[0].display_name,
        "messageId": mail["Message-ID"],
        "references": mail["References"].split(),
        "text": content("text/plain"),
        "html": content("text/html"),
        "calendar": content("text/calendar"),
        "method": calendar["Content-Type"].params["method"] if calendar else "",
        "files": [{
            "name": part.get_filename(),
            "type": part.get_content_type(),
            "sha256": hashlib.sha256(part.get_payload(decode=True)).hexdigest(),
        } for part in files],
        "order": [part.get_content_type() for part in mail.walk()],
        "defects": [str(defect) for part in mail.walk() for defect in part.defects],
    }))
