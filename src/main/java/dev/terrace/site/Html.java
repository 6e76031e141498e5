package dev.terrace.site;

import dev.terrace.picture.Markup;

/** Writes HTML; every text and attribute value is escaped here. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /**
   * @param attributes names and values in turn
   */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int at = 0; at < attributes.length; at += 2) {
      out.append(' ').append(attributes[at]);
      out.append("=\"").append(Markup.escaped(attributes[at + 1])).append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append(">\n");
    return this;
  }

  Html text(String text) {
    out.append(Markup.escaped(text));
    return this;
  }

  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  Html link(String to, String text) {
    return element("a", text, "href", to);
  }

  /** What is HTML or SVG already. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
