"""Holds the simulator against the vendors' own SDKs: they must get all five answers, and forgeries must be refused.

    python check.py PORT

PORT is that of `originscope simulate`, started with the keys below. Prints a line a check and the counts at the end.
"""

import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from unittest import mock

from clients import Classic, Huawei, Tea
from relay import Relay, send, tampered

TOKEN = "sts-token-of-the-check"
PLAIN = ("testid", "testsecret", None)
STS = ("stsid", "stssecret", TOKEN)
PROJECT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
HUAWEI_PLAIN = ("TESTAK", "testsk", PROJECT, None)
HUAWEI_STS = ("TEMPAK", "tempsk", PROJECT, TOKEN)

ALIBABA_SOURCES = ("dcdn_ws_codes", "cdn_origin_codes", "cdn_origin_traffic_rt", "cdn_origin_traffic")
# Beyond the quarter of an hour that both vendors allow.
TOO_OLD = timedelta(minutes=20)


@dataclass
class Ask:
    """What is asked: two domains of the simulator and fifty minutes that every source has published."""

    domains: str
    start: str
    end: str
    start_minutes: str
    end_minutes: str

    @classmethod
    def recent(cls):
        end = int(time.time()) // 300 * 300 - 3600
        moments = [datetime.fromtimestamp(at, timezone.utc) for at in (end - 3000, end)]
        seconds = [moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in moments]
        minutes = [moment.strftime("%Y-%m-%dT%H:%MZ") for moment in moments]
        return cls("shop.demo.example,burst.demo.example", *seconds, *minutes)

    def one(self):
        """The same for one domain: the old flow API takes one or all."""
        return Ask("shop.demo.example", self.start, self.end, self.start_minutes, self.end_minutes)


class Report:
    """Counts the checks and says how each went."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, call):
        try:
            call()
        except Exception as error:  # one failing check must not hide the others
            self.failed += 1
            print(f"  FAIL {name}: {type(error).__name__}: {str(error)[:400]}")
        else:
            self.passed += 1
            print(f"  ok   {name}")


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def code_of(error):
    """The vendor's error code, as each SDK presents it."""
    if hasattr(error, "get_error_code"):
        return error.get_error_code()
    return getattr(error, "error_code", None) or getattr(error, "code", None)


def refused(call, *codes):
    """The SDK must raise, and with one of these codes of the vendor."""
    try:
        call()
    except Exception as error:
        code = code_of(error)
        require(code in codes, f"refused with {code}, not {' or '.join(codes)}: {error}")
    else:
        raise AssertionError("it was answered")


def check_answers(report, ask, port):
    """Every SDK, signature, method and kind of key gets every source, and all of them the same values."""
    first = {}

    def answer(client, source, form=""):
        asked = ask.one() if source == "cdn_origin_traffic" else ask
        slots = getattr(client, source + form)(asked)
        require(len(slots) >= 9, f"{len(slots)} slots in fifty minutes")
        for at, value in slots.items():
            if isinstance(value, dict):
                total = sum(value.values())
                require(abs(total - 100) < 0.5, f"the shares at {at} sum to {total}")
                require(all(100 <= code <= 599 for code in value), f"{value} are no status codes")
            else:
                require(value > 0, f"no traffic at {at}")
        require(first.setdefault(source, slots) == slots, "another client got other values for the same question")

    for kind, key in (("key", PLAIN), ("STS", STS)):
        for name, client in (
            ("Tea V3", Tea(port, key)),
            ("Tea V1", Tea(port, key, algorithm="v2")),
            ("classic V1 GET", Classic(port, key, "GET")),
            ("classic V1 POST", Classic(port, key, "POST")),
        ):
            for source in ALIBABA_SOURCES:
                report.check(f"{source} by {name} with {kind}", lambda c=client, s=source: answer(c, s))
    classic = Classic(port, PLAIN, "GET")
    report.check("cdn_origin_codes as XML by classic V1", lambda: answer(classic, "cdn_origin_codes", "_xml"))
    for kind, key in (("AK/SK", HUAWEI_PLAIN), ("temporary AK/SK", HUAWEI_STS)):
        client = Huawei(port, key)
        report.check(f"live_codes by SDK-HMAC-SHA256 with {kind}", lambda c=client: answer(c, "live_codes"))


def check_keys(report, ask, port):
    """Unknown keys, wrong secrets and wrong or missing tokens are refused as the vendors refuse them."""
    for name, client in (
        ("Tea V3", lambda key: Tea(port, key)),
        ("Tea V1", lambda key: Tea(port, key, algorithm="v2")),
        ("classic V1", lambda key: Classic(port, key, "GET")),
    ):
        def call(key, client=client):
            return lambda: client(key).cdn_origin_codes(ask)

        report.check(f"{name}: unknown key", lambda: refused(call(("nobody", "testsecret", None)), "InvalidAccessKeyId.NotFound"))
        # The former SDK compares the echoed string to sign with its own and then names the secret as the cause.
        wrong = ("SignatureDoesNotMatch", "InvalidAccessKeySecret")
        report.check(f"{name}: wrong secret", lambda: refused(call(("testid", "wrong", None)), *wrong))
        tokens = ("InvalidSecurityToken.MismatchWithAccessKey", "InvalidSecurityToken.Malformed", "MissingSecurityToken")
        report.check(f"{name}: STS key without token", lambda: refused(call(("stsid", "stssecret", None)), *tokens))
        report.check(f"{name}: wrong token", lambda: refused(call(("stsid", "stssecret", "wrong")), *tokens))

    def huawei(*key):
        return lambda: Huawei(port, key).live_codes(ask)

    report.check("Huawei: unknown key", lambda: refused(huawei("NOBODY", "testsk", PROJECT, None), "APIGW.0301"))
    report.check("Huawei: wrong secret", lambda: refused(huawei("TESTAK", "wrong", PROJECT, None), "APIGW.0301"))
    report.check("Huawei: wrong token", lambda: refused(huawei("TEMPAK", "tempsk", PROJECT, "wrong"), "APIGW.0301"))


def check_clock(report, ask, port):
    """A signature of twenty minutes ago, right in all else, is refused."""
    old = datetime.now(timezone.utc) - TOO_OLD
    text = old.strftime("%Y-%m-%dT%H:%M:%SZ")
    expired = ("InvalidTimeStamp.Expired",)
    with mock.patch("alibabacloud_tea_openapi.utils.Utils.get_timestamp", staticmethod(lambda: text)):
        for name, algorithm in (("V3", None), ("V1", "v2")):
            client = Tea(port, PLAIN, algorithm=algorithm)
            report.check(f"Tea {name}: old clock", lambda c=client: refused(lambda: c.cdn_origin_codes(ask), *expired))
    with mock.patch("aliyunsdkcore.utils.parameter_helper.get_iso_8061_date", lambda: text):
        client = Classic(port, PLAIN, "POST")
        report.check("classic V1: old clock", lambda: refused(lambda: client.cdn_origin_codes(ask), *expired))
    huawei = Huawei(port, HUAWEI_PLAIN)
    compact = old.strftime("%Y%m%dT%H%M%SZ")
    report.check("Huawei: old clock", lambda: refused(lambda: huawei.live_codes(ask, date=compact), "APIGW.0301", "APIGW.0303"))


def check_wire(report, ask, port):
    """What an SDK signed and put on the wire, sent by hand: changed it is refused, unchanged answered, again refused."""
    relay = Relay()
    for name, client, marks in (
        ("Tea V3", Tea(relay.port, PLAIN), (b"Signature=", b"DomainName=")),
        ("Tea V1", Tea(relay.port, PLAIN, algorithm="v2"), (b"Signature=", b"DomainName=")),
        ("classic V1", Classic(relay.port, PLAIN, "GET"), (b"Signature=", b"DomainName=")),
    ):
        request = relay.caught(lambda c=client: c.cdn_origin_codes(ask))
        for mark in marks:
            what = mark.decode().rstrip("=")
            report.check(f"{name}: tampered {what}", lambda r=request, m=mark: expect(port, tampered(r, m), "SignatureDoesNotMatch"))
        report.check(f"{name}: sent by hand as it was", lambda r=request: expect(port, r, None))
        report.check(f"{name}: replayed nonce", lambda r=request: expect(port, r, "SignatureNonceUsed"))
    client = Huawei(relay.port, HUAWEI_PLAIN)
    request = relay.caught(lambda: client.live_codes(ask))
    for mark in (b"Signature=", b"play_domains="):
        what = mark.decode().rstrip("=")
        report.check(f"Huawei: tampered {what}", lambda m=mark: expect(port, tampered(request, m), "APIGW.0301"))
    report.check("Huawei: sent by hand as it was", lambda: expect(port, request, None))
    # Its signature carries no nonce: for a quarter of an hour the vendor answers the same request again.
    report.check("Huawei: the same once more", lambda: expect(port, request, None))


def expect(port, request, code):
    status, got = send(port, request)
    require(got == code, f"HTTP {status} with code {got}, expected {code}")
    require((status == 200) == (code is None), f"HTTP {status} with code {got}")


def main():
    port = int(sys.argv[1])
    report = Report()
    ask = Ask.recent()
    for part in (check_answers, check_clock, check_wire, check_keys):
        part(report, ask, port)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
