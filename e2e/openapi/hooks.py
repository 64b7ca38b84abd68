"""What no schema can say: a window has an order and lies in the past, and a domain is a name.

Cases that are meant to be right get a window and domains that are; all others stay as they were made."""

import datetime

import schemathesis


def instant(hours_ago):
    now = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0)
    return (now - datetime.timedelta(hours=hours_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


@schemathesis.hook
def before_call(context, case, kwargs):
    is_right = case.meta is not None and case.meta.generation.mode.is_positive
    if is_right and "/series/" in case.path:
        several = "," in case.query["domain"]
        case.query["domain"] = "shop.demo.example,www.example.com" if several else "shop.demo.example"
        case.query["start"], case.query["end"] = instant(7), instant(6)
