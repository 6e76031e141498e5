package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.OptionalKey;

/** What an environment says about its load balancer. */
public record AlbSpec(
    @OptionalKey
        @JsonPropertyDescription(
            "The load balancer refuses to be deleted; 'terrace destroy' lifts it, as it does for databases; default:"
                + " false.")
        Boolean deletionProtection) {

  public AlbSpec {
    deletionProtection = deletionProtection != null && deletionProtection;
  }

  public static AlbSpec none() {
    return new AlbSpec(null);
  }
}
