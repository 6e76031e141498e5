package dev.terrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class ResourceFolderTest {
  private static final int THREADS = 4;

  private static boolean holds(Class<?> owner, String folder, String file) {
    return ResourceFolder.read(owner, folder, path -> Files.exists(path.resolve(file)));
  }

  @Test
  void a_folder_on_disk_and_one_in_a_jar_are_read() {
    assertThat(holds(ResourceFolder.class, "/dev/terrace/files/bundle/backend", "main.tf"))
        .isTrue();
    assertThat(holds(Assertions.class, "/org/assertj/core/api", "Assertions.class")).isTrue();
  }

  @Test
  void threads_read_the_same_jar_at_once() throws Exception {
    CyclicBarrier open = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Path>> read = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        read.add(
            threads.submit(
                () ->
                    ResourceFolder.read(
                        Assertions.class,
                        "/org/assertj/core/api",
                        folder -> {
                          await(open);
                          return folder;
                        })));
      }
      for (Future<Path> each : read) {
        assertThat(each.get()).isNotNull();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    assertThatThrownBy(() -> holds(ResourceFolder.class, "/dev/terrace/nowhere", "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not on the class path: /dev/terrace/nowhere");
  }
}
