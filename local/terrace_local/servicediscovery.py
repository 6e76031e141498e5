"""Cloud Map: a service with registered instances cannot be deleted.

https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteService.html
"""

from terrace_local.patching import AwsError

from moto.servicediscovery.models import ServiceDiscoveryBackend


def apply(patches):
    patches.wrap("deletion of a service with instances", ServiceDiscoveryBackend, "delete_service",
                 refuse_instances, fault="self.services.pop(service_id, None)")


def refuse_instances(original):
    def delete_service(self, service_id):
        service = self.services.get(service_id)
        if service is not None and service.instances:
            raise AwsError("ResourceInUse", "Service contains registered instances; delete the instances before "
                                            "deleting the service")
        original(self, service_id)

    return delete_service
