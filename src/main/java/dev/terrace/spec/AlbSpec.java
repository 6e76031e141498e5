package dev.terrace.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.terrace.config.Checked;
import dev.terrace.config.Cidr;
import dev.terrace.config.OptionalKey;
import dev.terrace.config.Problems;
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
        List<Cidr> ingressCidrs)
    implements Checked {

  private static final int MOST_RULES = 60;

  public AlbSpec {
    deletionProtection = deletionProtection != null && deletionProtection;
    ingressCidrs = ingressCidrs == null ? List.of() : ingressCidrs;
  }

  @Override
  public void check(Problems problems) {
    Subnets.checkSources(problems.at("ingressCidrs"), ingressCidrs);
  }

  /**
   * Reports more blocks than a security group has rules for: VPC user guide, "Amazon VPC quotas",
   * inbound rules per security group.
   *
   * @param ports of the load balancer, with a rule for each block
   */
  public void checkRules(Problems problems, int ports) {
    int most = MOST_RULES / ports;
    if (ingressCidrs.size() > most) {
      problems
          .at("ingressCidrs")
          .add(
              "must have at most "
                  + most
                  + " entries: each makes "
                  + ports
                  + " rules, and a security group takes "
                  + MOST_RULES,
              ingressCidrs.size());
    }
  }

  public static AlbSpec none() {
    return new AlbSpec(null, null);
  }
}
