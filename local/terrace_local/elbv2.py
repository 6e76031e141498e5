"""Elastic Load Balancing: a changed listener keeps its further certificates."""

from moto.elbv2.models import ELBv2Backend


def apply(patches):
    patches.wrap("certificates of a changed listener", ELBv2Backend, "modify_listener", keep_certificates,
                 fault="TODO: Calling describe_listener_certificates after this operation returns a wrong result")


def keep_certificates(original):
    def modify_listener(self, arn, *args, **kwargs):
        further = self.describe_listener_certificates(arn)[1:]
        listener = original(self, arn, *args, **kwargs)
        listener.certificates = listener.certificates[:1] + [
            certificate for certificate in further if certificate not in listener.certificates]
        return listener

    return modify_listener
