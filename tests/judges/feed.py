"""Reads a calendar feed as another program would: python3 feed.py ADDRESS

Prints one JSON object: what a conditional request answers, and the events by their identity.
Everything that RFC 5545 asks of an event is asserted here.
"""

import datetime
import json
import sys
import urllib.error
import urllib.request

import icalendar


def fetch(address, etag=None):
    request = urllib.request.Request(address)
    if etag:
        request.add_header("If-None-Match", etag)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


status, headers, body = fetch(sys.argv[1])
if status != 200:
    print(json.dumps({"status": status}))
    sys.exit()
assert headers.get_content_type() == "text/calendar", headers
again, _, empty = fetch(sys.argv[1], headers["ETag"])
_, _, same = fetch(sys.argv[1])

assert b"\n" not in body.replace(b"\r\n", b""), "every line ends with CR LF"
assert all(len(line) <= 75 for line in body.split(b"\r\n")), "long lines are folded"
calendar = icalendar.Calendar.from_ical(body)
assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
events = {}
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    assert event["DTSTAMP"].dt.tzinfo is not None
    start = event["DTSTART"].dt
    uid = str(event["UID"])
    assert uid not in events, uid
    events[uid] = {
        "sequence": int(event["SEQUENCE"]),
        "start": start.isoformat(),
        "whole_day": not isinstance(start, datetime.datetime),
        "summary": str(event["SUMMARY"]),
        "status": str(event["STATUS"]),
        "names": sorted(set(event.keys())),
    }
print(
    json.dumps(
        {
            "status": status,
            "conditional": again,
            "conditional_body": len(empty),
            "same": body == same,
            "text": icalendar.Calendar.from_ical(body).to_ical().decode(),
            "events": events,
        }
    )
)
