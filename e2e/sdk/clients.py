"""The vendors' official SDKs, each asking the simulator for the five sources and decoding with its own models.

Every function answers {time: value}: a dict of code to share in percent for status codes, an int for traffic.
"""

import json
from xml.etree import ElementTree

from alibabacloud_cdn20141111 import models as flow_models
from alibabacloud_cdn20141111.client import Client as FlowClient
from alibabacloud_cdn20180510 import models as cdn_models
from alibabacloud_cdn20180510.client import Client as CdnClient
from alibabacloud_dcdn20180115 import models as dcdn_models
from alibabacloud_dcdn20180115.client import Client as DcdnClient
from alibabacloud_tea_openapi import utils_models
from aliyunsdkcdn.request.v20180510.DescribeDomainRealTimeSrcHttpCodeDataRequest import (
    DescribeDomainRealTimeSrcHttpCodeDataRequest as ClassicCodes,
)
from aliyunsdkcdn.request.v20180510.DescribeDomainRealTimeSrcTrafficDataRequest import (
    DescribeDomainRealTimeSrcTrafficDataRequest as ClassicTraffic,
)
from aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from aliyunsdkdcdn.request.v20180115.DescribeDcdnDomainWebsocketHttpCodeDataRequest import (
    DescribeDcdnDomainWebsocketHttpCodeDataRequest as ClassicWebsocket,
)
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdklive.v2 import ListQueryHttpCodeRequest, LiveClient


def shares(rows):
    """Code to share in percent, of (code, share) pairs; the vendors leave out codes that did not occur."""
    return {int(code): float(share) for code, share in rows if float(share) > 0}


class Tea:
    """Alibaba's current SDK: V3 signatures, or RPC V1 with `algorithm="v2"`, as the SDK calls it."""

    def __init__(self, port, key, algorithm=None):
        key_id, secret, token = key
        self.config = lambda: utils_models.Config(
            access_key_id=key_id,
            access_key_secret=secret,
            security_token=token,
            endpoint=f"127.0.0.1:{port}",
            protocol="http",
            signature_algorithm=algorithm,
        )

    def cdn_origin_codes(self, ask):
        request = cdn_models.DescribeDomainRealTimeSrcHttpCodeDataRequest(
            domain_name=ask.domains, start_time=ask.start, end_time=ask.end
        )
        body = CdnClient(self.config()).describe_domain_real_time_src_http_code_data(request).body
        return {
            slot.time_stamp: shares((row.code, row.proportion) for row in slot.value.real_time_src_code_proportion_data)
            for slot in body.real_time_src_http_code_data.usage_data
        }

    def cdn_origin_traffic_rt(self, ask):
        request = cdn_models.DescribeDomainRealTimeSrcTrafficDataRequest(
            domain_name=ask.domains, start_time=ask.start, end_time=ask.end
        )
        body = CdnClient(self.config()).describe_domain_real_time_src_traffic_data(request).body
        return {slot.time_stamp: int(slot.value) for slot in body.real_time_src_traffic_data_per_interval.data_module}

    def cdn_origin_traffic(self, ask):
        request = flow_models.DescribeDomainSrcFlowDataRequest(
            domain_name=ask.domains, start_time=ask.start_minutes, end_time=ask.end_minutes, fix_time_gap="false", time_merge="true"
        )
        body = FlowClient(self.config()).describe_domain_src_flow_data(request).body
        return {slot.time_stamp: int(slot.value) for slot in body.src_flow_data_per_interval.data_module}

    def dcdn_ws_codes(self, ask):
        request = dcdn_models.DescribeDcdnDomainWebsocketHttpCodeDataRequest(
            domain_name=ask.domains, start_time=ask.start, end_time=ask.end, interval="300"
        )
        body = DcdnClient(self.config()).describe_dcdn_domain_websocket_http_code_data(request).body
        return {
            slot.time_stamp: shares((row.code, row.proportion) for row in slot.websocket_http_code.http_code_data_module)
            for slot in body.http_code_data_per_interval.data_module
        }


class Classic:
    """Alibaba's former SDK: RPC V1, by GET or POST. It has models of requests only, so the JSON is read here."""

    def __init__(self, port, key, method):
        key_id, secret, token = key
        credential = StsTokenCredential(key_id, secret, token) if token else AccessKeyCredential(key_id, secret)
        self.client = AcsClient(region_id="cn-hangzhou", credential=credential, port=port)
        self.method = method

    def prepared(self, request):
        request.set_endpoint("127.0.0.1")
        request.set_protocol_type("http")
        request.set_method(self.method)
        return request

    def answer(self, request):
        return json.loads(self.client.do_action_with_exception(self.prepared(request)))

    @staticmethod
    def filled(request, ask):
        request.set_DomainName(ask.domains)
        request.set_StartTime(ask.start)
        request.set_EndTime(ask.end)
        return request

    def cdn_origin_codes_xml(self, ask):
        """The same as XML, which is what the vendor's gateway answers where no format is asked for."""
        request = self.filled(ClassicCodes(), ask)
        request.set_accept_format("XML")  # do_action_with_exception would put JSON in its place
        root = ElementTree.fromstring(self.client.do_action(self.prepared(request)))
        return {
            slot.findtext("TimeStamp"): shares(
                (row.findtext("Code"), row.findtext("Proportion")) for row in slot.iter("RealTimeSrcCodeProportionData")
            )
            for slot in root.iter("UsageData")
        }

    def cdn_origin_codes(self, ask):
        answer = self.answer(self.filled(ClassicCodes(), ask))
        return {
            slot["TimeStamp"]: shares((row["Code"], row["Proportion"]) for row in slot["Value"]["RealTimeSrcCodeProportionData"])
            for slot in answer["RealTimeSrcHttpCodeData"]["UsageData"]
        }

    def cdn_origin_traffic_rt(self, ask):
        answer = self.answer(self.filled(ClassicTraffic(), ask))
        return {slot["TimeStamp"]: int(slot["Value"]) for slot in answer["RealTimeSrcTrafficDataPerInterval"]["DataModule"]}

    def cdn_origin_traffic(self, ask):
        request = CommonRequest(domain="127.0.0.1", version="2014-11-11", action_name="DescribeDomainSrcFlowData")
        request.set_protocol_type("http")
        request.set_method(self.method)
        for name, value in (("DomainName", ask.domains), ("StartTime", ask.start_minutes), ("EndTime", ask.end_minutes)):
            request.add_query_param(name, value)
        answer = json.loads(self.client.do_action_with_exception(request))
        return {slot["TimeStamp"]: int(slot["Value"]) for slot in answer["SrcFlowDataPerInterval"]["DataModule"]}

    def dcdn_ws_codes(self, ask):
        request = self.filled(ClassicWebsocket(), ask)
        request.set_Interval("300")
        answer = self.answer(request)
        return {
            slot["TimeStamp"]: shares((row["Code"], row["Proportion"]) for row in slot["WebsocketHttpCode"]["HttpCodeDataModule"])
            for slot in answer["HttpCodeDataPerInterval"]["DataModule"]
        }


class Huawei:
    """Huawei's SDK: SDK-HMAC-SHA256; lists go as repeated keys."""

    def __init__(self, port, key):
        access_key, secret_key, project, token = key
        credentials = BasicCredentials(access_key, secret_key, project)
        if token:
            credentials = credentials.with_security_token(token)
        builder = LiveClient.new_builder().with_credentials(credentials)
        self.client = builder.with_endpoint(f"http://127.0.0.1:{port}").build()

    def live_codes(self, ask, date=None):
        request = ListQueryHttpCodeRequest(play_domains=ask.domains.split(","), start_time=ask.start, end_time=ask.end)
        if date:
            answer = self.client.list_query_http_code_invoker(request).add_header("X-Sdk-Date", date).invoke()
        else:
            answer = self.client.list_query_http_code(request)
        return {
            slot.time: shares((row.code, row.proportion * 100) for row in slot.http_codes) for slot in answer.data_series
        }
