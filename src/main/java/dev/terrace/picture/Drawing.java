package dev.terrace.picture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A picture of an environment, and which box its resources belong to.
 *
 * @param boxes ids of boxes by layer and construct path of the resources that they are
 */
public record Drawing(Picture picture, Map<String, String> boxes) {
  public Drawing {
    boxes = Collections.unmodifiableMap(new LinkedHashMap<>(boxes));
  }

  /**
   * The box that a resource is, or else one of the same construct: that with the most steps in
   * common.
   *
   * @param layer of the resource
   * @param path of its construct
   */
  public Optional<String> boxOf(String layer, String path) {
    String id = layer + "/" + path;
    if (boxes.containsKey(id)) {
      return Optional.of(boxes.get(id));
    }
    Optional<String> best = Optional.empty();
    int most = 1; // the layer alone says nothing
    for (Map.Entry<String, String> each : boxes.entrySet()) {
      int common = common(id.split("/", -1), each.getKey().split("/", -1));
      if (common > most) {
        most = common;
        best = Optional.of(each.getValue());
      }
    }
    return best;
  }

  private static int common(String[] one, String[] other) {
    int at = 0;
    while (at < one.length && at < other.length && one[at].equals(other[at])) {
      at++;
    }
    return at;
  }
}
