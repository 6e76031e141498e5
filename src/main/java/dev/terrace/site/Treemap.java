package dev.terrace.site;

import dev.terrace.picture.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Areas in proportion to amounts: a column for each group, in it a row for each part. */
final class Treemap {
  private static final double WIDTH = 1200;
  private static final double HEIGHT = 340;
  private static final double PER_CHARACTER = 6.6;

  /**
   * @param group such as a layer
   * @param detail such as an amount
   */
  record Part(String group, String name, String detail, double amount) {}

  private Treemap() {}

  /**
   * @param parts with positive amounts, the largest first
   */
  static String svg(List<Part> parts) {
    Map<String, List<Part>> groups = new LinkedHashMap<>();
    parts.forEach(
        part -> groups.computeIfAbsent(part.group(), each -> new ArrayList<>()).add(part));
    double total = sum(parts);
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"treemap\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Costs as areas\">%n",
            WIDTH,
            HEIGHT));
    double x = 0;
    int color = 0;
    for (List<Part> group : groups.values()) {
      double width = WIDTH * sum(group) / total;
      double y = 0;
      for (Part part : group) {
        double height = HEIGHT * part.amount() / sum(group);
        cell(out, part, color % 5, x, y, width, height);
        y += height;
      }
      x += width;
      color++;
    }
    return out.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
  }

  private static double sum(List<Part> parts) {
    return parts.stream().mapToDouble(Part::amount).sum();
  }

  private static void cell(
      StringBuilder out, Part part, int color, double x, double y, double width, double height) {
    String title = part.group() + "/" + part.name() + ": " + part.detail();
    out.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s</title><rect class=\"c%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            Markup.escaped(title),
            color,
            x,
            y,
            width,
            height));
    int room = (int) ((width - 12) / PER_CHARACTER);
    if (height >= 18 && room >= 6) {
      String text = part.name() + " · " + part.detail();
      String shown = text.length() <= room ? text : text.substring(0, room - 1) + "…";
      out.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%.1f\">%s</text>",
              x + 6,
              y + Math.min(height / 2 + 4, 18),
              Markup.escaped(shown)));
    }
    out.append("</g>\n");
  }
}
