package dev.terrace.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Costs of what requests and packets pass through. */
final class NetworkCosts {
  private static final BigDecimal CONNECTIONS_OF_AN_LCU_HOUR = BigDecimal.valueOf(25 * 3600);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private NetworkCosts() {}

  static void natGateway(BilledResource gateway, Bill bill) {
    bill.hourly(CostKind.NAT, "gateway", "nat-gateway", 1);
    BigDecimal share = Bill.share(bill.usage().natGiB(), bill.whole().count(gateway.type()));
    bill.add(CostKind.NAT, Bill.format(share) + " GB", "nat-data", share);
  }

  static void address(BilledResource address, Bill bill) {
    bill.hourly(CostKind.ADDRESSES, "1 address", "public-ipv4", 1);
  }

  /** A gateway endpoint costs nothing, an interface endpoint in each zone. */
  static void endpoint(BilledResource endpoint, Bill bill) {
    String type = endpoint.text("vpc_endpoint_type", "Gateway");
    if (type.equals("Gateway")) {
      return;
    }
    if (!type.equals("Interface")) {
      bill.unknown(CostKind.ENDPOINTS, "endpoint of type " + type, "it has no price here");
      return;
    }
    int zones = endpoint.size("subnet_ids");
    bill.hourly(CostKind.ENDPOINTS, "endpoint in " + zones + " zones", "interface-endpoint", zones);
    BigDecimal share =
        Bill.share(bill.usage().endpointGiB(), bill.whole().count(NetworkCosts::isInterface));
    bill.add(CostKind.ENDPOINTS, Bill.format(share) + " GB", "interface-endpoint-data", share);
  }

  private static boolean isInterface(BilledResource resource) {
    return resource.type().equals("aws_vpc_endpoint")
        && resource.body().path("vpc_endpoint_type").asText().equals("Interface");
  }

  static boolean isPublicLoadBalancer(BilledResource resource) {
    return resource.type().equals("aws_lb") && !resource.body().path("internal").asBoolean();
  }

  /**
   * Hours, and capacity units (LCU): the larger one of new connections, 25 a second each, and
   * traffic, 1 GB an hour each. Every request is taken for a connection of its own, which is the
   * most it can be.
   */
  static void loadBalancer(BilledResource balancer, Bill bill) {
    String type = balancer.text("load_balancer_type", "application");
    if (!type.equals("application")) {
      bill.unknown(CostKind.LOAD_BALANCER, type + " load balancer", "it has no price here");
      return;
    }
    bill.hourly(CostKind.LOAD_BALANCER, "application load balancer", "alb", 1);
    long balancers = bill.whole().count(balancer.type());
    BigDecimal connections =
        Bill.share(bill.usage().requestsPerMonth(), balancers)
            .divide(CONNECTIONS_OF_AN_LCU_HOUR, MathContext.DECIMAL64);
    BigDecimal traffic = Bill.share(bill.usage().transferOutGiB(), balancers);
    BigDecimal hours = connections.max(traffic);
    bill.add(
        CostKind.LOAD_BALANCER,
        Bill.format(hours.divide(Bill.HOURS, MathContext.DECIMAL64)) + " LCU",
        "alb-capacity",
        hours);
    if (isPublicLoadBalancer(balancer)) {
      int zones = balancer.size("subnets");
      bill.hourly(
          CostKind.ADDRESSES,
          zones + (zones == 1 ? " address" : " addresses"),
          "public-ipv4",
          zones);
    }
  }

  static void transferOut(Bill bill, long ways) {
    BigDecimal share = Bill.share(bill.usage().transferOutGiB(), ways);
    bill.add(CostKind.TRANSFER, Bill.format(share) + " GB to the internet", "transfer-out", share);
  }

  static void zone(BilledResource zone, Bill bill) {
    bill.add(CostKind.DNS, "hosted zone", "dns-zone", BigDecimal.ONE);
  }

  static void firewall(BilledResource firewall, Bill bill) {
    bill.add(CostKind.FIREWALL, "web ACL", "waf-acl", BigDecimal.ONE);
    int rules = firewall.size("rule");
    bill.add(CostKind.FIREWALL, rules + " rules", "waf-rule", BigDecimal.valueOf(rules));
    BigDecimal share =
        Bill.share(bill.usage().requestsPerMonth(), bill.whole().count(firewall.type()));
    bill.add(
        CostKind.FIREWALL, Bill.format(share) + " requests", "waf-requests", share.divide(MILLION));
  }

  static void login(BilledResource pool, Bill bill) {
    BigDecimal share =
        Bill.share(bill.usage().loginUsersPerMonth(), bill.whole().count(pool.type()));
    String tier = pool.text("user_pool_tier", "ESSENTIALS").toLowerCase(Locale.ROOT);
    bill.add(CostKind.LOGIN, Bill.format(share) + " users, " + tier, "cognito-user-" + tier, share);
  }
}
