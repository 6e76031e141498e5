package dev.terrace.config;

/** One layer of one environment: one Terraform state. */
public record StackId(EnvironmentId environment, String layer) {

  /**
   * The stack's name, {@code <system>-<environment>-<layer>}, which is its folder's name as well.
   */
  public String stackName() {
    return environment.system() + "-" + environment.environment() + "-" + layer;
  }

  /** The stack as people name it on the command line, {@code <system>/<environment>/<layer>}. */
  @Override
  public String toString() {
    return environment + "/" + layer;
  }
}
