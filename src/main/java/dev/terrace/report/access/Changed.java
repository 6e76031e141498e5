package dev.terrace.report.access;

import dev.terrace.check.model.Resource;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Plan;
import java.util.Optional;

/** A changed resource with what is known of it. */
record Changed(StackId stack, Plan.Change change, Optional<Side.Configured> configured) {

  Side before() {
    return Side.before(change);
  }

  Side after() {
    return Side.after(change, configured);
  }

  /** What an attribute names, such as a role; its construct path where AWS chooses the name. */
  String name(Side side, String attribute) {
    String text = side.filled(attribute);
    if (!text.isEmpty() && !text.contains("<") && !text.contains("${")) {
      return text;
    }
    return target(attribute)
        .or(() -> configured.map(each -> each.resource().path()))
        .orElse(change.address());
  }

  /** The construct path of the resource that an attribute reads in the code. */
  Optional<String> target(String attribute) {
    return configured.flatMap(
        each -> each.model().target(each.resource(), attribute).map(Resource::path));
  }
}
