"""Route 53: ids of hosted zones look as AWS makes them."""

from moto.route53.models import HostedZoneIdentifier


def apply(patches):
    patches.wrap("ids of hosted zones", HostedZoneIdentifier, "generate", starts_with_z)


def starts_with_z(original):
    def generate(self, existing_ids=None, tags=None):
        return "Z" + original(self, existing_ids, tags)[1:]

    return generate
