"""SQS: redrive-allow policies, attributes that survive a change of others, URLs that survive a fork."""

import json

from terrace_local.server import Dispatcher

from moto.sqs.models import Queue


def apply(patches):
    patches.wrap("policies of a changed queue", Queue, "_set_attributes", keep_policies,
                 fault='self.policy = attributes.get("Policy")')
    patches.provide("redrive-allow policy", Queue, "redrive_allow_policy", None)
    if "RedriveAllowPolicy" not in Queue.BASE_ATTRIBUTES:
        Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")
    patches.wrap("removed policies", Queue, "attributes", without_empty_ones)
    patches.wrap("form of the redrive policy", Queue, "attributes", compact)
    patches.wrap("URL of a queue", Queue, "url", of_the_origin, fault="{request_url.netloc}")


def keep_policies(original):
    def _set_attributes(self, attributes, now=None):
        attributes = dict(attributes)
        attributes.setdefault("Policy", getattr(self, "policy", None))
        original(self, attributes, now)

    return _set_attributes


def without_empty_ones(original):
    return property(lambda self: {
        name: value for name, value in original(self).items() if value not in (None, "")})


def compact(original):
    def attributes(self):
        shown = original(self)
        if shown.get("RedrivePolicy"):
            shown["RedrivePolicy"] = json.dumps(json.loads(shown["RedrivePolicy"]), separators=(",", ":"))
        return shown

    return property(attributes)


def of_the_origin(original):
    """A queue's URL is its id: it is in states and in other resources."""

    def url(self, request_url):
        port = Dispatcher.running.origin
        return original(self, request_url._replace(netloc=f"{request_url.hostname}:{port}"))

    return url
