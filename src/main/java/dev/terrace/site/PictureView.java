package dev.terrace.site;

import dev.terrace.picture.Picture;
import dev.terrace.picture.SvgWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A picture on a page: with buttons for those who run the script, and boxes that lead somewhere.
 */
final class PictureView {
  private PictureView() {}

  /**
   * @param name tells the pictures of a page apart
   * @param anchors of the page, without {@code #}
   */
  static void write(Html html, Picture picture, String name, Set<String> anchors) {
    html.open("p", "class", "zoom", "hidden", "");
    for (String way : List.of("Larger", "Smaller", "Fit")) {
      html.element("button", way, "type", "button", "data-zoom", way.toLowerCase(Locale.ROOT));
    }
    html.close("p");
    html.open("div", "class", "picture", "tabindex", "0", "role", "region", "aria-label", name);
    html.markup(
        SvgWriter.embedded(
            picture,
            node ->
                Optional.of(Subject.anchor(node.id()))
                    .filter(anchors::contains)
                    .map(anchor -> "#" + anchor)));
    html.close("div");
  }
}
