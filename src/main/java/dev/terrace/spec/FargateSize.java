package dev.terrace.spec;

import dev.terrace.config.Checked;
import dev.terrace.config.Problems;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * CPU units and memory of a Fargate task, which take certain pairs of values only.
 *
 * @param cpu units, 1024 are one vCPU
 */
public record FargateSize(Integer cpu, Integer memoryMiB) implements Checked {

  /** AWS documentation "Task CPU and memory": memory in MiB by CPU units. */
  private static final Map<Integer, Set<Integer>> SIZES =
      new TreeMap<>(
          Map.of(
              256, Set.of(512, 1024, 2048),
              512, gib(1, 4, 1),
              1024, gib(2, 8, 1),
              2048, gib(4, 16, 1),
              4096, gib(8, 30, 1),
              8192, gib(16, 60, 4),
              16384, gib(32, 120, 8)));

  @Override
  public void check(Problems problems) {
    if (cpu != null && !SIZES.containsKey(cpu)) {
      problems.at("cpu").add("must be one of " + SIZES.keySet(), cpu);
    } else if (cpu != null && memoryMiB != null && !SIZES.get(cpu).contains(memoryMiB)) {
      problems
          .at("memoryMiB")
          .add(
              "must be one of " + SIZES.get(cpu).stream().sorted().toList() + " with cpu " + cpu,
              memoryMiB);
    }
  }

  private static Set<Integer> gib(int from, int to, int step) {
    return Set.copyOf(
        IntStream.rangeClosed(0, (to - from) / step)
            .mapToObj(i -> (from + i * step) * 1024)
            .toList());
  }
}
