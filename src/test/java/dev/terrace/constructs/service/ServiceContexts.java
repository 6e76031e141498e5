package dev.terrace.constructs.service;

import dev.terrace.config.Names;
import dev.terrace.grants.Arns;
import dev.terrace.ref.ClusterRef;
import dev.terrace.ref.KeyRef;
import dev.terrace.ref.ListenerRef;
import dev.terrace.ref.LoadBalancerRef;
import dev.terrace.ref.NamespaceRef;
import dev.terrace.ref.SecretRef;
import dev.terrace.ref.SecurityGroupRef;
import dev.terrace.spec.Autoscaling;
import dev.terrace.spec.FileSystemMount;
import dev.terrace.spec.Placeholders;
import dev.terrace.spec.Route;
import dev.terrace.spec.ServiceSpec;
import java.util.List;
import java.util.Map;

/** A platform for the services of a test, and services for it. */
final class ServiceContexts {
  static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/api";

  private ServiceContexts() {}

  static ServiceContext context(boolean readByTasks) {
    return ServiceContext.of(
        new Names("shop"),
        new Arns("eu-west-1", "123456789012"),
        30,
        new ClusterRef("arn:cluster", "shop"),
        new ServiceContext.Place(
            "vpc-1",
            List.of("subnet-1", "subnet-2"),
            new SecurityGroupRef("sg-1"),
            new NamespaceRef("ns-1")),
        new ServiceContext.Entrance(
            new LoadBalancerRef("arn:alb", "app/shop", "shop.elb.amazonaws.com", "Z2"),
            new ListenerRef("arn:listener"),
            "Z1",
            null),
        new ServiceSecrets(
            Map.of("api", new SecretRef(SECRET)), new KeyRef("arn:key"), readByTasks),
        new Placeholders(Map.of("domain", "shop.example.com")));
  }

  static ServiceSpec spec(
      List<Route> routes,
      FileSystemMount fileSystem,
      Map<String, String> secrets,
      Autoscaling autoscaling) {
    return new ServiceSpec(
        null,
        "registry.example.com/web:1",
        256,
        512,
        8080,
        null,
        2,
        "/health",
        null,
        null,
        routes,
        null,
        fileSystem,
        null,
        Map.of("HOST", "{domain}"),
        secrets,
        null,
        autoscaling,
        null);
  }

  static ServiceSpec routed() {
    return spec(
        List.of(new Route(List.of("www.{domain}"), List.of(), 10, null)),
        null,
        Map.of("API_KEY", "api#key"),
        null);
  }
}
