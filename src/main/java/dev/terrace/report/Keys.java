package dev.terrace.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.check.ValueOrigin;
import dev.terrace.config.StackId;
import java.util.Optional;

/** Finds the keys of the configuration that decide what a plan changes. */
public interface Keys {
  /** Without a configuration. */
  Keys NONE =
      new Keys() {
        @Override
        public Optional<ValueOrigin> of(
            StackId stack, String address, String attribute, JsonNode value) {
          return Optional.empty();
        }

        @Override
        public Optional<ValueOrigin> of(StackId stack, String address) {
          return Optional.empty();
        }
      };

  /**
   * The key that decides a value.
   *
   * @param attribute the path in the plan, such as {@code ingress[0].from_port}
   */
  Optional<ValueOrigin> of(StackId stack, String address, String attribute, JsonNode value);

  /** The section that a resource follows from, such as that of a service. */
  Optional<ValueOrigin> of(StackId stack, String address);
}
