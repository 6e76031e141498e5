package dev.terrace.actions.site;

import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.picture.ChangedPicture;
import dev.terrace.picture.ChangedPicture.Changed;
import dev.terrace.picture.Drawing;
import dev.terrace.picture.Mark;
import dev.terrace.picture.Picture;
import dev.terrace.picture.Picture.Badge;
import dev.terrace.report.PlanRow;
import dev.terrace.report.RowAttribute;
import dev.terrace.site.Changes;
import dev.terrace.terraform.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rows of a plan look like on a page. */
final class ChangeLists {
  private ChangeLists() {}

  /**
   * The plan of one environment; empty where no stack of it has one.
   *
   * @param order of its layers
   */
  static Optional<Changes> planned(
      EnvironmentId id, List<String> order, Drawing drawing, Map<StackId, List<PlanRow>> plans) {
    List<Changes.Change> changes = new ArrayList<>();
    List<String> layers = new ArrayList<>();
    for (String layer : order) {
      List<PlanRow> rows = plans.get(id.stack(layer));
      if (rows != null) {
        layers.add(layer);
        rows.forEach(row -> changes.add(change(row, badge(row.action(), row.imported()))));
      }
    }
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    Picture picture =
        ChangedPicture.of(titled(drawing, " as planned"), changed(changes), "changed");
    return Optional.of(
        new Changes(
            "plan",
            "Plan",
            List.of("What a deploy would do, by the plan of " + String.join(", ", layers) + "."),
            picture,
            List.of("before", "after"),
            changes));
  }

  static Drawing titled(Drawing drawing, String more) {
    Picture picture = drawing.picture();
    return new Drawing(
        new Picture(picture.title() + more, picture.groups(), picture.nodes(), picture.edges()),
        drawing.boxes());
  }

  static List<Changed> changed(List<Changes.Change> changes) {
    return changes.stream()
        .map(each -> new Changed(each.layer(), each.path(), each.type(), each.badge()))
        .toList();
  }

  static Changes.Change change(PlanRow row, Badge badge) {
    List<RowAttribute> attributes = row.differences();
    return new Changes.Change(
        badge,
        row.stack().layer(),
        row.path().orElseGet(() -> path(row.address())),
        row.type(),
        row.notes(),
        attributes,
        row.origin());
  }

  /** What an address says of a construct that the code does not hold: its steps, without hash. */
  private static String path(String address) {
    String label = address.substring(address.lastIndexOf('.') + 1);
    return label.replaceFirst("_[0-9A-F]{8}$", "").replace('_', '/');
  }

  private static Badge badge(Plan.Action action, boolean imported) {
    return switch (action) {
      case CREATE -> new Badge(Mark.ADDED, "added");
      case UPDATE -> new Badge(Mark.CHANGED, imported ? "imported and changed" : "changed");
      case REPLACE -> new Badge(Mark.REPLACED, "replaced");
      case DELETE -> new Badge(Mark.DESTROYED, "destroyed");
      case FORGET -> new Badge(Mark.DESTROYED, "forgotten");
      case MOVE -> new Badge(Mark.CHANGED, "moved");
      case NONE -> new Badge(Mark.CHANGED, "imported");
    };
  }
}
