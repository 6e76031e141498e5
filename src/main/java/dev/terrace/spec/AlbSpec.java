package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Cidr;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.value.Is;
import java.util.List;

/** What an environment says about its load balancer. */
public record AlbSpec(
    @OptionalKey
        @JsonPropertyDescription(
            "The load balancer refuses to be deleted; 'terrace destroy' lifts it, as it does for databases; default:"
                + " false.")
        Boolean deletionProtection,
    @OptionalKey
        @JsonPropertyDescription(
            "Blocks that reach the load balancer, such as a VPN's; an internal one is reached from its VPC as well;"
                + " default: none for an internal one, everybody for a public one.")
        @Is(distinct = true, mostEntries = 50)
        List<Cidr> ingressCidrs) {

  public AlbSpec {
    deletionProtection = deletionProtection != null && deletionProtection;
    ingressCidrs = ingressCidrs == null ? List.of() : ingressCidrs;
  }

  public static AlbSpec none() {
    return new AlbSpec(null, null);
  }
}
