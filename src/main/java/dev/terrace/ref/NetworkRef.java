package dev.terrace.ref;

import java.util.List;

/**
 * A network in tiers, owned or imported.
 *
 * @param publicSubnetIds one a zone, with a route to the internet gateway
 * @param appSubnetIds one a zone, with egress through NAT
 * @param dataSubnetIds one a zone, with no route out
 */
public record NetworkRef(
    String vpcId,
    List<String> publicSubnetIds,
    List<String> appSubnetIds,
    List<String> dataSubnetIds) {}
