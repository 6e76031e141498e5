package dev.terrace.actions.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.terrace.support.Aws;
import dev.terrace.support.Launcher;
import dev.terrace.terraform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Changes resources of a deployed environment at random, and compares what drift reports. */
final class SeededDrift {
  private final Random random;
  private final List<String> missed = new ArrayList<>();
  private final List<String> surplus = new ArrayList<>();
  private final TreeMap<String, Integer> kinds = new TreeMap<>();
  private int made;
  private int refused;

  SeededDrift(Random random) {
    this.random = random;
  }

  /** A change of a resource in one stack. */
  private record Drawn(String stack, OutsideChanges.Change change) {
    String key() {
      return stack + " " + change.address();
    }
  }

  /** Makes changes, at most one of each resource, then looks once. */
  void run(Launcher terrace, String target, int changes) {
    List<Drawn> all = new ArrayList<>();
    String region = "us-east-1";
    for (Path folder : folders(terrace, target)) {
      JsonNode code = Json.read(folder.resolve("cdk.tf.json"));
      region = code.at("/provider/aws/0/region").asText(region);
      all.addAll(draws(terrace, target, folder, code));
    }
    Collections.shuffle(all, random);
    Aws aws = new Aws(terrace, region);
    Set<String> changed = new TreeSet<>();
    List<Drawn> done = new ArrayList<>();
    for (Drawn each : all) {
      if (done.size() == changes) {
        break;
      }
      if (changed.contains(each.key())) {
        continue;
      }
      if (aws.run(each.change().words().toArray(String[]::new)).exitCode() == 0) {
        changed.add(each.key());
        done.add(each);
        kinds.merge(String.join(" ", each.change().words().subList(0, 2)), 1, Integer::sum);
      } else {
        refused++; // the simulated AWS lacks the call, or does not allow it
      }
    }
    compare(done, changed, terrace.run("drift", target, "--local", "--json").exits(4).json());
  }

  private void compare(List<Drawn> done, Set<String> changed, JsonNode report) {
    made += done.size();
    Set<String> reported = new HashSet<>();
    for (JsonNode stack : report.path("stacks")) {
      for (JsonNode resource : stack.path("drifted")) {
        String key = stack.path("stack").asText() + " " + resource.path("address").asText();
        reported.add(key + " " + resource.path("action").asText());
        if (!changed.contains(key)) {
          surplus.add(key + " " + resource.path("attributes"));
        }
      }
    }
    report.path("failures").forEach(each -> missed.add(each.asText()));
    for (Drawn each : done) {
      if (!reported.contains(each.key() + (each.change().deletes() ? " deleted" : " changed"))) {
        missed.add(each.stack() + " " + each.change());
      }
    }
  }

  private static List<Path> folders(Launcher terrace, String target) {
    try (Stream<Path> files = Files.list(terrace.stateFolder().resolve("local"))) {
      return files
          .filter(each -> each.getFileName().toString().startsWith(target.replace('/', '-') + "-"))
          .filter(each -> Files.exists(each.resolve("cdk.tf.json")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Drawn> draws(Launcher terrace, String target, Path folder, JsonNode code) {
    String layer = folder.getFileName().toString().substring(target.replace('/', '-').length() + 1);
    JsonNode state =
        terrace
            .run(
                terrace.localVariables(), List.of("terraform", "-chdir=" + folder, "state", "pull"))
            .exits(0)
            .json();
    List<Drawn> draws = new ArrayList<>();
    for (JsonNode resource : state.path("resources")) {
      String type = resource.path("type").asText();
      String name = resource.path("name").asText();
      if (resource.path("mode").asText().equals("managed")) {
        JsonNode body = code.path("resource").path(type).path(name);
        OutsideChanges.of(type + "." + name, type, resource.at("/instances/0/attributes"), body)
            .forEach(each -> draws.add(new Drawn(target + "/" + layer, each)));
      }
    }
    return draws;
  }

  List<String> missed() {
    return missed;
  }

  List<String> surplus() {
    return surplus;
  }

  /** The share of the changes that was found, in percent. */
  double found() {
    return 100.0 * (made - missed.size()) / made;
  }

  @Override
  public String toString() {
    return made
        + " changes ("
        + refused
        + " more were not possible), "
        + missed.size()
        + " missed, "
        + surplus.size()
        + " reported that nobody made; "
        + kinds;
  }
}
