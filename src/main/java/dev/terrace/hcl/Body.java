package dev.terrace.hcl;

import java.util.List;
import java.util.Optional;

/** The content of a file or a block, in order. */
public record Body(List<Item> items) {

  /** An attribute or a block. */
  public sealed interface Item {}

  /** {@code name = value}. */
  public record Attribute(String name, Expression value) implements Item {}

  /**
   * <code>type "label" { … }</code>.
   *
   * @param comment one line, written above the block
   */
  public record Block(Optional<String> comment, String type, List<String> labels, Body body)
      implements Item {
    public Block {
      labels = List.copyOf(labels);
    }

    public static Block of(String type, List<String> labels, Body body) {
      return new Block(Optional.empty(), type, labels, body);
    }
  }

  public Body {
    items = List.copyOf(items);
  }
}
