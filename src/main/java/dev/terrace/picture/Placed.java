package dev.terrace.picture;

import dev.terrace.picture.Picture.Edge;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture with the places of everything in it, in pixels from the upper left corner.
 *
 * @param boxes of groups and nodes, by id
 */
record Placed(
    Picture picture, double width, double height, Map<String, Box> boxes, Map<Edge, Way> ways) {
  Placed {
    boxes = Collections.unmodifiableMap(new LinkedHashMap<>(boxes));
    ways = Collections.unmodifiableMap(new LinkedHashMap<>(ways));
  }

  record Point(double x, double y) {
    Point plus(double moreX, double moreY) {
      return new Point(x + moreX, y + moreY);
    }
  }

  record Box(double x, double y, double width, double height) {
    boolean intersects(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  /** A line through points, with the place of its label. */
  record Way(List<Point> points, Optional<Box> label) {
    Way {
      points = List.copyOf(points);
    }
  }
}
