package dev.terrace.terraform;

/**
 * A secret that a host is reached with. Its text never shows it.
 *
 * @param secret goes into a header or into a variable of a process, never into words
 * @param source where it was found, for messages
 */
public record Token(String secret, String source) {

  @Override
  public String toString() {
    return "token from " + source;
  }
}
