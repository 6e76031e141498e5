package dev.terrace.picture;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Reference;
import dev.terrace.check.model.Resource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a resource is declared to need: followed from its own values through its task definition,
 * its role's policies and its secrets to the next boxes.
 */
final class Needs {
  /** What belongs to the resource that reads it, so that its own references count too. */
  private static final Set<String> PARTS =
      Set.of(
          "aws_ecs_task_definition",
          "aws_launch_template",
          "aws_iam_instance_profile",
          "aws_iam_role",
          "aws_iam_policy",
          "aws_secretsmanager_secret",
          "aws_secretsmanager_secret_version",
          "aws_ssm_parameter",
          "aws_efs_access_point",
          "aws_codedeploy_app",
          "aws_s3_object");

  /** What says more about a part, and names the part where. */
  private static final Map<String, String> ABOUT =
      Map.of(
          "aws_iam_role_policy", "role",
          "aws_iam_role_policy_attachment", "role",
          "aws_secretsmanager_secret_version", "secret_id");

  /** Values that say how a resource is run, not what it works with. */
  private static final Set<String> LEFT_OUT =
      Set.of("execution_role_arn", "depends_on", "load_balancer.target_group_arn");

  private final Model model;
  private final Set<Resource> boxes;
  private final Map<Resource, Map<Resource, Set<Resource>>> known = new HashMap<>();

  /**
   * @param boxes where following ends
   */
  Needs(Model model, Set<Resource> boxes) {
    this.model = model;
    this.boxes = boxes;
  }

  /** In the order in which they are found. */
  Set<Resource> of(Resource from) {
    return new LinkedHashSet<>(named(from).keySet());
  }

  /** What names a box that a resource needs: itself, its policies, its task definition. */
  Set<Resource> naming(Resource from, Resource to) {
    return named(from).getOrDefault(to, Set.of());
  }

  private Map<Resource, Set<Resource>> named(Resource from) {
    return known.computeIfAbsent(from, this::find);
  }

  private Map<Resource, Set<Resource>> find(Resource from) {
    Map<Resource, Set<Resource>> found = new LinkedHashMap<>();
    Set<Resource> seen = new LinkedHashSet<>(List.of(from));
    Deque<Resource> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Resource each = open.pop();
      for (Resource to : next(each)) {
        if (boxes.contains(to)) {
          found.computeIfAbsent(to, key -> new LinkedHashSet<>()).add(each);
        } else if (isFollowed(to) && seen.add(to)) {
          open.add(to);
        }
      }
    }
    found.remove(from);
    return found;
  }

  private static boolean isFollowed(Resource resource) {
    return PARTS.contains(resource.type()) || ABOUT.containsKey(resource.type());
  }

  /** A policy may name parts of another one: a role to pass, a template to start. */
  private boolean isOthers(Reference reference) {
    Resource to = reference.to();
    return reference.path().equals("policy")
        && !boxes.contains(to)
        && !to.type().startsWith("aws_secretsmanager_");
  }

  private Set<Resource> next(Resource resource) {
    Set<Resource> next = new LinkedHashSet<>();
    for (Reference reference : model.references(resource)) {
      if (!LEFT_OUT.contains(reference.path()) && !isOthers(reference)) {
        next.add(reference.to());
      }
    }
    for (Reference reference : model.referencesTo(resource)) {
      if (reference.path().equals(ABOUT.get(reference.from().type()))) {
        next.add(reference.from());
      }
    }
    return next;
  }
}
