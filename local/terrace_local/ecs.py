"""ECS: services that remember what they were given and reach a steady state, one-off tasks that end."""

from types import SimpleNamespace

from moto.core.utils import utcnow
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ecs.models import Container, EC2ContainerServiceBackend, Task
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.moto_api._internal import mock_random

REMEMBERED = {
    "capacityProviderStrategy": "capacity_provider_strategy", "deploymentConfiguration": "deployment_configuration",
    "enableECSManagedTags": "enable_ecs_managed_tags", "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    "placementConstraints": "placement_constraints", "placementStrategy": "placement_strategy",
    "availabilityZoneRebalancing": "availability_zone_rebalancing", "networkConfiguration": "network_configuration",
    "serviceRegistries": "service_registries", "loadBalancers": "load_balancers",
    "platformVersion": "platform_version", "propagateTags": "propagate_tags",
    "serviceConnectConfiguration": "service_connect_configuration",
}
ROLLOUT_DEFAULTS = {"maximumPercent": 200, "minimumHealthyPercent": 100}


def apply(patches):
    patches.wrap("service attributes", EC2ContainerServiceResponse, "create_service", create_service)
    patches.wrap("service steady state", EC2ContainerServiceResponse, "update_service", update_service)
    patches.wrap("service deletion", EC2ContainerServiceBackend, "delete_service", delete_service)
    patches.wrap("deleted services in lists", EC2ContainerServiceBackend, "list_services", list_services)
    patches.wrap("tasks by capacity provider", EC2ContainerServiceResponse, "run_task", run_task)
    patches.wrap("tasks without container memory", EC2ContainerServiceBackend, "_calculate_task_resource_requirements",
                 memory_is_optional, fault="# either memory or memory reservation must be provided")
    patches.provide("tasks in a network without host names", NetworkInterface, "private_dns_name", None)
    patches.wrap("all containers of a task", Task, "__init__", all_containers)
    patches.wrap("one-off tasks end", EC2ContainerServiceBackend, "describe_tasks", describe_tasks)
    patches.wrap("one-off tasks end", EC2ContainerServiceBackend, "stop_task", stop_task)


# --- services


def create_service(original):
    def create(self):
        params = self.params
        cluster = self.ecs_backend._get_cluster(params.get("cluster", "default"))
        if not params.get("launchType") and not params.get("capacityProviderStrategy"):
            default = cluster.default_capacity_provider_strategy
            if default:
                params["capacityProviderStrategy"] = default
        if params.get("deploymentController", {}).get("type", "ECS") == "ECS" and "taskDefinition" in params:
            definition = self.ecs_backend.describe_task_definition(params["taskDefinition"])
            params["taskDefinition"] = definition.arn
        answer = original(self)
        service = answer.result["service"]
        remember(service, params)
        if service.capacity_provider_strategy:
            service.launch_type = None
        elif not params.get("launchType"):
            service.launch_type = "EC2"
        fargate = service.launch_type == "FARGATE" or any(
            item["capacityProvider"].startswith("FARGATE") for item in service.capacity_provider_strategy)
        if fargate:
            service.platform_version = service.platform_version or "LATEST"
        service.platform_family = "Linux" if fargate else None
        service.created_at = utcnow()
        settle(service, "started")
        return answer

    return create


def remember(service, params):
    for name, attribute in REMEMBERED.items():
        if name in params:
            setattr(service, attribute, params[name])
        elif not hasattr(service, attribute):
            setattr(service, attribute, [] if name in ("capacityProviderStrategy", "placementConstraints",
                                                       "placementStrategy") else None)
    service.deployment_configuration = {**ROLLOUT_DEFAULTS, **(service.deployment_configuration or {})}
    service.enable_ecs_managed_tags = bool(service.enable_ecs_managed_tags)
    service.enable_execute_command = bool(service.enable_execute_command)
    service.availability_zone_rebalancing = service.availability_zone_rebalancing or "DISABLED"


def settle(service, word=None):
    """The deployment has just ended well; ``word`` says that it is a new one."""
    service.running_count, service.pending_count = service.desired_count, 0
    if service.deployment_controller["type"] != "ECS":
        return
    now = utcnow()
    deployment = service.deployments[0]
    if word:
        identity = f"ecs-svc/{mock_random.randint(10 ** 18, 10 ** 19 - 1)}"
        deployment.update(id=identity, createdAt=now)
        service.events.insert(0, {"id": str(mock_random.uuid4()), "createdAt": now,
                                  "message": f"(service {service.name}) has {word} a deployment {identity}."})
    service.events.insert(0, {"id": str(mock_random.uuid4()), "createdAt": now,
                              "message": f"(service {service.name}) has reached a steady state."})
    del service.events[100:]
    deployment.update(
        desiredCount=service.desired_count, runningCount=service.desired_count, pendingCount=0, failedTasks=0,
        rolloutState="COMPLETED", rolloutStateReason=f"ECS deployment {deployment['id']} completed.",
        taskDefinition=service.task_definition, launchType=service.launch_type, updatedAt=now,
        capacityProviderStrategy=getattr(service, "capacity_provider_strategy", []),
        networkConfiguration=service.network_configuration or None, platformVersion=service.platform_version,
        platformFamily=getattr(service, "platform_family", None),
        serviceConnectConfiguration=getattr(service, "service_connect_configuration", None))


def update_service(original):
    def update(self):
        params = self.params
        service = self.ecs_backend._get_service(params.get("cluster", "default"), params["service"].split("/")[-1])
        before = service.task_definition
        if params.get("taskDefinition"):
            params["taskDefinition"] = self.ecs_backend.describe_task_definition(params["taskDefinition"]).arn
        kept = {name: params[name] for name in REMEMBERED if name in params}
        if "deploymentConfiguration" in kept:
            kept["deploymentConfiguration"] = {**service.deployment_configuration, **kept["deploymentConfiguration"]}
        answer = original(self)
        remember(service, kept)
        if kept.get("capacityProviderStrategy"):
            service.launch_type = None
        settle(service, "started" if params.get("forceNewDeployment") or service.task_definition != before
               or "networkConfiguration" in kept or "capacityProviderStrategy" in kept else None)
        return answer

    return update


def delete_service(original):
    def delete(self, cluster_name, service_name, force):
        service = original(self, cluster_name, service_name, force)
        service.desired_count = service.running_count = 0
        service.deployments = []
        return service

    return delete


def list_services(original):
    def list_active(self, *args, **kwargs):
        gone = {service.arn for service in self.services.values() if service.status == "INACTIVE"}
        return [arn for arn in original(self, *args, **kwargs) if arn not in gone]

    return list_active


# --- tasks


def run_task(original):
    def run(self):
        params = self.params
        providers = [item["capacityProvider"] for item in params.get("capacityProviderStrategy", [])]
        if not params.get("launchType"):
            cluster = self.ecs_backend._get_cluster(params.get("cluster", "default"))
            providers = providers or [item["capacityProvider"] for item in
                                      cluster.default_capacity_provider_strategy or []]
            if any(provider.startswith("FARGATE") for provider in providers):
                params["launchType"] = "FARGATE"
        answer = original(self)
        for task in answer.result["tasks"]:
            if providers:
                task.capacity_provider_name = providers[0]
            task.enable_execute_command = bool(params.get("enableExecuteCommand"))
        return answer

    return run


def memory_is_optional(original):
    """On Fargate the size may stand with the task alone."""

    def requirements(task_definition):
        sized = [{**container, "memory": container.get("memory") or container.get("memoryReservation") or 0}
                 for container in task_definition.container_definitions]
        return original(SimpleNamespace(container_definitions=sized))

    return staticmethod(requirements)


def all_containers(original):
    def __init__(self, cluster, task_definition, *args, **kwargs):
        original(self, cluster, task_definition, *args, **kwargs)
        self.containers = []
        for definition in task_definition.container_definitions:
            container = Container(task_definition)
            container.task_arn = self.task_arn
            container.last_status = "RUNNING"
            container.exitCode = None
            for name in ("image", "cpu", "memory", "environment", "name", "command"):
                setattr(container, name, definition.get(name))
            self.containers.append(container)
        for attachment in self.attachments:
            attachment["details"] = [detail for detail in attachment["details"] if detail["value"] is not None]
        self.created_at = self.started_at = utcnow()

    return __init__


def ended(task):
    """A task that has stopped shows how its containers ended."""
    if task.last_status == "STOPPED" and not getattr(task, "stopped_at", None):
        task.desired_status = "STOPPED"
        task.stopped_at = utcnow()
        task.stopped_reason = task.stopped_reason or "Essential container in task exited"
        task.stop_code = "EssentialContainerExited"
        for container in task.containers:
            container.last_status, container.exitCode = "STOPPED", 0
        release_interfaces(task)
    return task


def release_interfaces(task):
    from moto.ec2.models import ec2_backends

    ec2 = ec2_backends[task._account_id][task.region_name]
    for attachment in task.attachments:
        attachment["status"] = "DELETED"
        for detail in attachment["details"]:
            if detail["name"] == "networkInterfaceId" and detail["value"] in ec2.enis:
                ec2.delete_network_interface(detail["value"])


def describe_tasks(original):
    def describe(self, cluster_str, tasks):
        return [ended(task) for task in original(self, cluster_str, tasks)]

    return describe


def stop_task(original):
    def stop(self, cluster_str, task_str, reason):
        task = ended(original(self, cluster_str, task_str, reason))
        task.stop_code = "UserInitiated"
        return task

    return stop
