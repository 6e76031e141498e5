package dev.terrace.constructs.compute;

import dev.terrace.spec.ContainerSpec;
import java.util.List;
import java.util.stream.IntStream;

/** A container that is confined as its service says; its task has the volumes that it writes to. */
public final class Confinement {
  private Confinement() {}

  public static Container of(Container container, ContainerSpec spec) {
    Container confined = spec.user() == null ? container : container.withUser(spec.user());
    confined = spec.readOnlyRoot() ? confined.withReadOnlyRoot() : confined;
    for (int i = 0; i < spec.scratch().size(); i++) {
      confined = confined.withMount(volume(i), spec.scratch().get(i));
    }
    return confined;
  }

  public static List<TaskVolume> volumes(ContainerSpec spec) {
    return IntStream.range(0, spec.scratch().size())
        .<TaskVolume>mapToObj(i -> new TaskVolume.Scratch(volume(i)))
        .toList();
  }

  private static String volume(int index) {
    return "scratch-" + index;
  }
}
