import json

from support import AwsTest, fills


class EcsTest(AwsTest):

    @classmethod
    def setUpClass(cls):
        case = cls()
        case.aws("ecs", "create-cluster", "--cluster-name", "c", "--capacity-providers", "FARGATE", "FARGATE_SPOT",
                 "--default-capacity-provider-strategy", "capacityProvider=FARGATE,weight=1")
        containers = [{"name": "init", "image": "i", "essential": False}, {"name": "main", "image": "m"}]
        case.aws("ecs", "register-task-definition", "--family", "t", "--network-mode", "awsvpc", "--cpu", "256",
                 "--memory", "512", "--requires-compatibilities", "FARGATE",
                 "--container-definitions", json.dumps(containers))

    def network_options(self):
        _, subnets, group = self.network()
        return ["--network-configuration",
                f"awsvpcConfiguration={{subnets=[{','.join(subnets)}],securityGroups=[{group}]}}"]

    def service(self, name):
        return self.aws("ecs", "describe-services", "--cluster", "c", "--services", name)["services"][0]

    def assert_steady(self, name, count):
        service = self.service(name)
        self.assertEqual((count, 0), (service["runningCount"], service["pendingCount"]))
        self.assertEqual([("COMPLETED", count)], [(deployment["rolloutState"], deployment["runningCount"])
                                                  for deployment in service["deployments"]])
        return service

    @fills("ecs", "service attributes", "service steady state", "service deletion", "deleted services in lists")
    def test_a_service_remembers_settles_changes_and_drains(self):
        self.aws("ecs", "create-service", "--cluster", "c", "--service-name", "s", "--task-definition", "t",
                 "--desired-count", "2", "--enable-execute-command", "--enable-ecs-managed-tags",
                 "--health-check-grace-period-seconds", "60", "--capacity-provider-strategy",
                 "capacityProvider=FARGATE_SPOT,weight=1", "--deployment-configuration",
                 "deploymentCircuitBreaker={enable=true,rollback=true}", *self.network_options())
        service = self.assert_steady("s", 2)
        self.assertNotIn("launchType", service)
        self.assertEqual("FARGATE_SPOT", service["capacityProviderStrategy"][0]["capacityProvider"])
        self.assertTrue(service["enableExecuteCommand"] and service["enableECSManagedTags"])
        self.assertEqual(60, service["healthCheckGracePeriodSeconds"])
        first = service["deployments"][0]["id"]

        named = ["--cluster", "c", "--service", "s"]
        self.aws("ecs", "update-service", *named, "--desired-count", "3", "--deployment-configuration",
                 "minimumHealthyPercent=0")
        service = self.assert_steady("s", 3)
        self.assertEqual(first, service["deployments"][0]["id"])
        self.assertEqual((0, {"enable": True, "rollback": True}), (
            service["deploymentConfiguration"]["minimumHealthyPercent"],
            service["deploymentConfiguration"]["deploymentCircuitBreaker"]))
        self.aws("ecs", "update-service", *named, "--force-new-deployment")
        self.assertNotEqual(first, self.assert_steady("s", 3)["deployments"][0]["id"])

        self.aws("ecs", "update-service", *named, "--desired-count", "0")
        self.aws("ecs", "delete-service", *named)
        service = self.service("s")
        self.assertEqual(("INACTIVE", 0), (service["status"], service["runningCount"]))
        self.assertEqual([], self.aws("ecs", "list-services", "--cluster", "c")["serviceArns"])

    @fills("ecs", "tasks by capacity provider", "tasks without container memory", "all containers of a task",
           "one-off tasks end", "tasks in a network without host names")
    def test_a_one_off_task_runs_its_containers_and_ends(self):
        task = self.aws("ecs", "run-task", "--cluster", "c", "--task-definition", "t",
                        *self.network_options())["tasks"][0]
        self.assertEqual("RUNNING", task["lastStatus"])
        self.assertEqual(["init", "main"], [container["name"] for container in task["containers"]])
        for _ in range(10):
            task = self.aws("ecs", "describe-tasks", "--cluster", "c", "--tasks", task["taskArn"])["tasks"][0]
            if task["lastStatus"] == "STOPPED":
                break
        self.assertEqual(["STOPPED", "EssentialContainerExited"], [task["lastStatus"], task["stopCode"]])
        self.assertEqual([0, 0], [container["exitCode"] for container in task["containers"]])
        details = {item["name"]: item["value"] for item in task["attachments"][0]["details"]}
        interfaces = self.aws("ec2", "describe-network-interfaces")["NetworkInterfaces"]
        self.assertNotIn(details["networkInterfaceId"], [item["NetworkInterfaceId"] for item in interfaces])
