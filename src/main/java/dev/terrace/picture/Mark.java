package dev.terrace.picture;

/** What happens to a box or an arrow. A sign and a line say it, not the colour alone. */
public enum Mark {
  ADDED("+"),
  CHANGED("~"),
  REPLACED("±"),
  DESTROYED("−");

  private final String sign;

  Mark(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }
}
