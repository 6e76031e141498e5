package dev.terrace.picture;

/** Sizes of text, estimated for common sans-serif fonts: rather too wide than too narrow. */
enum Text {
  NAME(13, 0.64),
  DETAIL(11, 0.58),
  GROUP(11, 0.62),
  EDGE(10, 0.58);

  private final int size;
  private final double perCharacter;

  Text(int size, double perCharacter) {
    this.size = size;
    this.perCharacter = perCharacter;
  }

  int size() {
    return size;
  }

  double width(String text) {
    return Math.ceil(size * text.codePoints().mapToDouble(this::em).sum());
  }

  /** Capital letters are wider by a third, ideographs and symbols as wide as high. */
  private double em(int codePoint) {
    if (codePoint >= 0x2E80) {
      return 1.1;
    }
    return Character.isUpperCase(codePoint) ? 1.3 * perCharacter : perCharacter;
  }

  double height() {
    return size + 4.0;
  }
}
