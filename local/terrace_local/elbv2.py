"""Elastic Load Balancing: further certificates of a listener; certificates of the real account."""

import moto.elbv2.models as models
from moto.elbv2.models import ELBv2Backend
from moto.elbv2.responses import ELBV2Response

from .patching import AwsError, GapNotApplicable

SHOWN = "DescribeListenersOutput.Listeners.Listener.Certificates"


def apply(patches):
    patches.wrap("certificates of a changed listener", ELBv2Backend, "modify_listener", keep_certificates,
                 fault="TODO: Calling describe_listener_certificates after this operation returns a wrong result")
    transformers = ELBV2Response.RESPONSE_KEY_PATH_TO_TRANSFORMER
    if SHOWN not in transformers:
        raise GapNotApplicable(f"elbv2: moto does not transform {SHOWN}")
    transformers[SHOWN] = default_one(transformers[SHOWN])
    patches.done("further certificates in DescribeListeners")
    patches.wrap("deletion protection", ELBv2Backend, "delete_load_balancer", refuse_protected,
                 fault="self.load_balancers.pop(arn, None)")
    gap = "certificates of another account"
    patches.wrap(gap, models, "register_certificate", leave_alone)
    patches.wrap(gap, ELBv2Backend, "_certificate_exists", take_as_there)


def refuse_protected(original):
    def delete_load_balancer(self, arn):
        balancer = self.load_balancers.get(arn)
        if balancer is not None and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise AwsError("OperationNotPermitted",
                           f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled")
        return original(self, arn)

    return delete_load_balancer


def keep_certificates(original):
    def modify_listener(self, arn, *args, **kwargs):
        further = self.describe_listener_certificates(arn)[1:]
        listener = original(self, arn, *args, **kwargs)
        listener.certificates = listener.certificates[:1] + [
            certificate for certificate in further if certificate not in listener.certificates]
        return listener

    return modify_listener


def default_one(transform):
    def transform_certificates(certificates):
        return transform(certificates[:1])

    return transform_certificates


def leave_alone(original):
    def register_certificate(account_id, region, arn_certificate, arn_user):
        if not is_of_another_account(arn_certificate, account_id):
            original(account_id, region, arn_certificate, arn_user)

    return register_certificate


def take_as_there(original):
    def certificate_exists(self, certificate_arn):
        return is_of_another_account(certificate_arn, self.account_id) or original(self, certificate_arn)

    return certificate_exists


def is_of_another_account(arn, account_id):
    """A configuration that names an issued certificate names one of the real account."""
    parts = arn.split(":")
    return len(parts) == 6 and parts[2] == "acm" and parts[4] != account_id and parts[5].startswith("certificate/")
