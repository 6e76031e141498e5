import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.terrace.adopt.ExistingResource;
import dev.terrace.adopt.Origin;
import dev.terrace.adopt.match.DesiredResource;
import dev.terrace.adopt.match.DesiredResource.Reference;
import dev.terrace.adopt.match.MatchResult;
import dev.terrace.adopt.match.ResourceMatcher;
import dev.terrace.config.EnvironmentId;
import dev.terrace.config.StackId;
import dev.terrace.terraform.Json;
import dev.terrace.terraform.StateFile;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How matching grows with the number of resources, and what reading a long state costs. Run
 * {@code ./mvnw process-classes}, then {@code java -cp target/classes:$(cat target/classpath) bench/MatchingBench.java}.
 */
public final class MatchingBench {
  private static final StackId STACK = new StackId(new EnvironmentId("bench", "one"), "all");

  private final List<DesiredResource> desired = new ArrayList<>();
  private final List<ExistingResource> existing = new ArrayList<>();

  public static void main(String[] arguments) throws Exception {
    run(1000); // warms up
    System.out.printf("%9s %9s %9s %14s%n", "resources", "matched", "seconds", "us a resource");
    for (int size : new int[] {1000, 2000, 5000, 10000, 20000}) {
      run(size);
    }
    state();
  }

  private static void run(int size) {
    MatchingBench bench = new MatchingBench();
    for (int i = 0; i < size / 10; i++) {
      bench.group(i);
    }
    long started = System.nanoTime();
    MatchResult matching = ResourceMatcher.match(bench.desired, bench.existing, List.of());
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        "%9d %9d %9.2f %14.0f%n",
        bench.desired.size(), matching.matches().size(), seconds, seconds * 1e6 / size);
  }

  /** Ten resources that refer to one another, as ten teams' networks would. */
  private void group(int i) {
    String range = "10." + (i / 250) + "." + (i % 250) + ".";
    add(i, "aws_vpc", "vpc", "{\"cidr_block\":\"" + range + "0/24\"}", "");
    add(i, "aws_internet_gateway", "igw", "{}", "vpc_id=aws_vpc");
    add(i, "aws_security_group", "sg", "{\"name\":\"app\"}", "vpc_id=aws_vpc");
    add(i, "aws_subnet", "subnet", "{\"cidr_block\":\"" + range + "0/25\"}", "vpc_id=aws_vpc");
    add(i, "aws_route_table", "rtb", "{}", "vpc_id=aws_vpc");
    add(
        i,
        "aws_route_table_association",
        "rtbassoc",
        "{}",
        "subnet_id=aws_subnet,route_table_id=aws_route_table");
    add(
        i,
        "aws_vpc_security_group_ingress_rule",
        "sgr",
        "{\"from_port\":443,\"to_port\":443,\"ip_protocol\":\"tcp\",\"cidr_ipv4\":\"10.0.0.0/8\"}",
        "security_group_id=aws_security_group");
    add(i, "aws_eip", "eipalloc", "{\"domain\":\"vpc\"}", "");
    add(
        i,
        "aws_nat_gateway",
        "nat",
        "{\"connectivity_type\":\"public\"}",
        "allocation_id=aws_eip,subnet_id=aws_subnet");
    add(i, "aws_iam_role", "role", "{\"name\":\"team-" + i + "\"}", "");
  }

  private void add(int i, String type, String prefix, String attributes, String references) {
    ObjectNode known = (ObjectNode) Json.parse(attributes);
    ObjectNode there = known.deepCopy().put("id", prefix + "-" + i);
    ObjectNode unknown = Json.object();
    Map<String, Reference> found = new TreeMap<>();
    for (String reference : references.split(",")) {
      if (!reference.isEmpty()) {
        String[] sides = reference.split("=");
        found.put(sides[0], new Reference(STACK, sides[1] + ".new" + i, "id"));
        known.putNull(sides[0]);
        unknown.put(sides[0], true);
        there.put(sides[0], prefixOf(sides[1]) + "-" + i);
      }
    }
    desired.add(new DesiredResource(STACK, type + ".new" + i, "", type, known, unknown, found));
    existing.add(
        new ExistingResource(
            type,
            "module.m." + type + ".old[" + i + "]",
            new Origin.TerraformState("bench"),
            there,
            Optional.empty()));
  }

  private static String prefixOf(String type) {
    return switch (type) {
      case "aws_vpc" -> "vpc";
      case "aws_security_group" -> "sg";
      case "aws_subnet" -> "subnet";
      case "aws_route_table" -> "rtb";
      default -> "eipalloc";
    };
  }

  private static void state() throws Exception {
    Path file = Files.createTempFile("bench", ".tfstate");
    int lines = 0;
    try (PrintStream out = new PrintStream(Files.newOutputStream(file))) {
      out.println("{\"version\": 4, \"serial\": 1, \"lineage\": \"l\", \"outputs\": {}, \"resources\": [");
      for (int i = 0; lines < 100_000; i++) {
        out.println((i == 0 ? "" : ",") + "{\"mode\": \"managed\", \"type\": \"aws_vpc\", \"name\": \"v" + i + "\", \"instances\": [{\"attributes\": {");
        for (int k = 0; k < 30; k++) {
          out.println("\"attribute_" + k + "\": \"a value of some length " + i + "\",");
        }
        out.println("\"id\": \"vpc-" + i + "\"}}]}");
        lines += 32;
      }
      out.println("]}");
    }
    long started = System.nanoTime();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      StateFile read = StateFile.read(in, "bench", instance -> {});
      System.out.printf(
          "a state of %d lines, %.1f MB: %d resources read in %.2f s%n",
          lines,
          Files.size(file) / 1e6,
          read.resources(),
          (System.nanoTime() - started) / 1e9);
    }
    Files.delete(file);
  }
}
