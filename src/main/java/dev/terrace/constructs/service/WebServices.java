package dev.terrace.constructs.service;

import dev.terrace.ref.RoleRef;
import dev.terrace.ref.ServiceRef;
import dev.terrace.ref.TargetGroupRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The services of a stack, each a construct of the scope with its name as id. */
public final class WebServices {
  private final Construct scope;
  private final Map<String, ServiceRef> services = new LinkedHashMap<>();
  private final Map<String, TargetGroupRef> targetGroups = new LinkedHashMap<>();
  private final List<RoleRef> roles = new ArrayList<>();

  /**
   * @param services by name
   * @param targetGroups by service, of those behind a load balancer
   * @param roles of all their tasks
   */
  public record Refs(
      Map<String, ServiceRef> services,
      Map<String, TargetGroupRef> targetGroups,
      List<RoleRef> roles) {}

  public WebServices(Construct scope) {
    this.scope = scope;
  }

  /** Counts services of an earlier stack in. */
  public WebServices including(Refs earlier) {
    services.putAll(earlier.services());
    targetGroups.putAll(earlier.targetGroups());
    roles.addAll(earlier.roles());
    return this;
  }

  public WebServices add(String name, WebService.Props props) {
    WebService service = new WebService(scope, name, props);
    services.put(name, service.ref());
    if (service.targetGroup() != null) {
      targetGroups.put(name, service.targetGroup());
    }
    roles.addAll(service.roles());
    return this;
  }

  public WebServices addWorker(String name, Worker.Props props) {
    Worker worker = new Worker(scope, name, props);
    services.put(name, worker.ref());
    roles.addAll(worker.roles());
    return this;
  }

  public Refs refs() {
    return new Refs(services, targetGroups, roles);
  }
}
