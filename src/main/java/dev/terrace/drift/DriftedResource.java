package dev.terrace.drift;

import java.util.List;

/**
 * A resource that was changed or deleted outside Terraform.
 *
 * @param values that differ; empty for a deleted resource
 */
public record DriftedResource(
    String address, String type, boolean deleted, List<DriftedValue> values) {
  public DriftedResource {
    values = List.copyOf(values);
  }
}
