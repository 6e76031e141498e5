package dev.terrace.report.access;

import dev.terrace.check.model.Model;
import dev.terrace.check.model.Resource;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Plan;
import dev.terrace.terraform.StackFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the plans of one environment newly allow or no longer allow. Compares what changes: another
 * policy that stays as it is may allow the same.
 */
public final class AccessChanges {
  private AccessChanges() {}

  /** One stack and its plan. */
  public record Planned(StackId stack, StackFile file, Plan plan) {}

  /**
   * @param model the synthesized environment, for what a plan does not know yet
   * @return what is newly allowed, then what is unknown, then what is no longer allowed
   */
  public static List<AccessChange> of(Optional<Model> model, List<Planned> plans) {
    Map<String, Resource> resources = new HashMap<>();
    model.ifPresent(
        all ->
            all.resources()
                .forEach(each -> resources.put(each.stack() + " " + each.address(), each)));
    PolicyChanges policies = new PolicyChanges();
    AttachmentChanges attachments = new AttachmentChanges();
    NetworkChanges network = new NetworkChanges();
    List<AccessChange> sensitive = new ArrayList<>();
    for (Planned planned : plans) {
      for (Plan.Change change : planned.plan().changes()) {
        String address = planned.stack() + " " + change.address().replaceFirst("\\[.*", "");
        Changed changed =
            new Changed(
                planned.stack(),
                change,
                model.flatMap(
                    all ->
                        Optional.ofNullable(resources.get(address))
                            .map(resource -> new Side.Configured(all, resource))));
        Optional<AccessChange> hidden = SensitiveAccess.of(changed);
        if (hidden.isPresent()) {
          sensitive.add(hidden.get());
        } else {
          policies.add(changed);
          attachments.add(changed);
          network.add(changed);
        }
      }
    }
    List<AccessChange> changes = new ArrayList<>(policies.changes());
    changes.addAll(attachments.changes());
    changes.addAll(network.changes());
    changes.addAll(sensitive);
    changes.sort(Comparator.comparing(AccessChange::kind));
    return List.copyOf(changes);
  }
}
