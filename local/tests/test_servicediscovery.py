"""Cloud Map: services and their instances."""

from support import AwsTest, fills


class ServiceDiscoveryTest(AwsTest):

    @fills("servicediscovery", "deletion of a service with instances")
    def test_a_service_with_instances_is_not_deleted(self):
        vpc, _, _ = self.network()
        operation = self.aws("servicediscovery", "create-private-dns-namespace", "--name", "deletion.local",
                             "--vpc", vpc)["OperationId"]
        namespace = self.aws("servicediscovery", "get-operation", "--operation-id",
                             operation)["Operation"]["Targets"]["NAMESPACE"]
        service = self.aws("servicediscovery", "create-service", "--name", "web", "--dns-config", {
            "NamespaceId": namespace, "DnsRecords": [{"Type": "A", "TTL": 10}]})["Service"]["Id"]
        self.aws("servicediscovery", "register-instance", "--service-id", service, "--instance-id", "task",
                 "--attributes", {"AWS_INSTANCE_IPV4": "10.0.0.1"})
        self.assertIn("registered instances", self.refused(
            "ResourceInUse", "servicediscovery", "delete-service", "--id", service))
        self.aws("servicediscovery", "deregister-instance", "--service-id", service, "--instance-id", "task")
        self.aws("servicediscovery", "delete-service", "--id", service)
        self.refused("ServiceNotFound", "servicediscovery", "get-service", "--id", service)
