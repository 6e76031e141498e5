package dev.terrace.site;

import dev.terrace.check.ValueOrigin;
import dev.terrace.picture.Picture;
import dev.terrace.picture.Picture.Badge;
import dev.terrace.report.RowAttribute;
import java.util.List;
import java.util.Optional;

/**
 * What changes in an environment, or differs from another one.
 *
 * @param id of the section
 * @param heading of the section
 * @param about sentences for readers
 * @param picture with marks
 * @param sides heads of the columns with values, such as {@code before} and {@code after}
 * @param changes in the order of deployment
 */
public record Changes(
    String id,
    String heading,
    List<String> about,
    Picture picture,
    List<String> sides,
    List<Change> changes) {
  public Changes {
    about = List.copyOf(about);
    sides = List.copyOf(sides);
    changes = List.copyOf(changes);
  }

  /**
   * One resource.
   *
   * @param path of its construct; its address where the code does not hold it
   * @param notes why, and what it means
   * @param attributes what differs, secrets masked
   */
  public record Change(
      Badge badge,
      String layer,
      String path,
      String type,
      List<String> notes,
      List<RowAttribute> attributes,
      Optional<ValueOrigin> origin) {
    public Change {
      notes = List.copyOf(notes);
      attributes = List.copyOf(attributes);
    }
  }
}
