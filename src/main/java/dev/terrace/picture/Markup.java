package dev.terrace.picture;

/** Text of a configuration in XML and HTML: it stays text. */
public final class Markup {
  private Markup() {}

  /** For text and for attribute values; what XML does not know becomes a question mark. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              switch (each) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isKnown(each) ? each : '?');
              }
            });
    return escaped.toString();
  }

  /** https://www.w3.org/TR/xml/#charsets */
  private static boolean isKnown(int codePoint) {
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    boolean control = codePoint < 0x20 && codePoint != '\n' && codePoint != '\t';
    return !surrogate && !control && codePoint != 0xFFFE && codePoint != 0xFFFF;
  }
}
