package dev.terrace.config;

/** One environment of one system, such as {@code coder/production}. */
public record EnvironmentId(String system, String environment)
    implements Comparable<EnvironmentId> {

  public StackId stack(String layer) {
    return new StackId(this, layer);
  }

  /** Its file as messages show it, wherever the folder of environments is. */
  public String file() {
    return "environments/" + this + ".yaml";
  }

  @Override
  public int compareTo(EnvironmentId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return system + "/" + environment;
  }
}
